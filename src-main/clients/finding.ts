import type { Finding, FoundFact } from '../../src-shared/adding-contract.ts';
import type { AssistantKind } from '../../src-shared/assistant-address.ts';
import { KIND_NAMES } from '../../src-shared/assistant-address.ts';
import type { AssistantEvent, Offer, Report } from '../assistants/assistant.ts';
import type { TraceEvent } from '../assistants/trace.ts';

/** An assistant as it has shown itself since it was started. */
export interface Seen {
  /** It has shown itself, and may yet report. */
  readonly isLive: boolean;
  readonly report: Report | null;
  readonly offer: Offer | null;
  /** Why it can't be followed; null while nothing speaks against it. */
  readonly failure: Exclude<Finding, { kind: 'found' }> | null;
}

export const NOTHING_SEEN: Seen = { isLive: false, report: null, offer: null, failure: null };

/** Return an assistant as seen after an event, or a step of its connection. Pure. */
export function seenAfter(seen: Seen, event: AssistantEvent | TraceEvent): Seen {
  switch (event.kind) {
    case 'live':
      return { ...seen, isLive: true, failure: null };
    case 'report':
      return { ...seen, isLive: true, report: event.report, failure: null };
    case 'offer':
      return { ...seen, offer: event.offer };
    case 'denied':
      return { ...seen, failure: { kind: 'denied', reason: event.denial } };
    case 'stranger':
      return { ...seen, failure: { kind: 'stranger' } };
    case 'unreachable':
      // After a stranger, nothing answers either. A broker that answers is not the assistant.
      return { ...seen, isLive: false, failure: seen.failure ?? { kind: 'nothing' } };
    case 'socket-closed':
    case 'socket-dropped':
      return { ...NOTHING_SEEN, failure: seen.failure };
    default:
      return seen;
  }
}

/** Return the finding for the user. Pure. */
export function findingOf({ isLive, report, offer, failure }: Seen, kind: AssistantKind): Finding {
  if (!isLive) return failure ?? { kind: 'nothing' };
  const name = [offer?.name || KIND_NAMES[kind], offer?.version ?? ''].join(' ').trim();
  return { kind: 'found', name, facts: factsOf(report, offer) };
}

function factsOf(report: Report | null, offer: Offer | null): readonly FoundFact[] {
  const problem = report?.problem ?? null;
  // It can do nothing then, for a reason that the user can mend.
  if (problem === 'encrypted' || problem === 'no-voice-service') return [problem];
  return [...monitoringFacts(report?.monitoring ?? null), ...(offer === null ? [] : lacking(offer))];
}

function monitoringFacts(monitoring: boolean | null): readonly FoundFact[] {
  if (monitoring === null) return [];
  return [monitoring ? 'microphone-on' : 'microphone-off'];
}

function lacking({ commands }: Offer): readonly FoundFact[] {
  const takes = (...names: readonly Offer['commands'][number][]) => names.some((name) => commands.includes(name));
  const lacks: readonly (readonly [boolean, FoundFact])[] = [
    [takes('set_monitoring'), 'no-pause'],
    [takes('start_listening'), 'no-talk'],
    [takes('stop_tts'), 'no-stop'],
    [takes('send_text'), 'no-typing'],
    [takes('set_volume', 'set_muted'), 'no-volume'],
  ];
  return lacks.flatMap(([has, fact]) => (has ? [] : [fact]));
}
