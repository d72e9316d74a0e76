import { setTimeout as delay } from 'node:timers/promises';
import type { Assistant, AssistantEvent } from '../../src-main/assistants/assistant.ts';
import { type AddressedEntry, entryAt } from '../../src-main/clients/client-list.ts';
import { findingOf, NOTHING_SEEN, seenAfter } from '../../src-main/clients/finding.ts';
import { makeAssistant } from '../../src-main/clients/make-assistant.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { findingText } from '../../src-renderer/settings/finding-text.ts';
import { addressExamples, parseAddress, withoutSecrets } from '../../src-shared/assistant-address.ts';
import { translator } from '../../src-shared/strings.ts';
import { UsageError } from '../read-arguments.mjs';
import { linesOf, NOTHING_TOLD } from './seen-lines.ts';

export interface AssistantCheck {
  readonly address: string;
  /** How long to follow the assistant. */
  readonly forMs: number;
  /** Whether to turn the wake word off and on again. */
  readonly withCommands: boolean;
  readonly asJson: boolean;
  /** The token of a Home Assistant; null: there is none. */
  readonly token: string | null;
  readonly print: (line: string) => void;
}

/** The outcome of the check. */
interface Seen {
  readonly atMs: number;
  readonly event: AssistantEvent;
}

/** From the wake word's way off to its way on. */
const PAUSE_MS = 1_000;

/**
 * Follow an assistant of another kind with the overlay's own code for a while, and print what an overlay would see.
 * @returns whether the assistant was found.
 * @throws UsageError for an address that the overlay can't follow.
 */
export async function checkAssistant(check: AssistantCheck): Promise<boolean> {
  const entry = entryOf(check.address);
  const startMs = performance.now();
  const events: Seen[] = [];
  let told = NOTHING_TOLD;
  let finding = NOTHING_SEEN;
  let found = NOTHING_SEEN;
  const assistant = makeAssistant(
    { entry, overlay: { id: 'check', name: 'check-client', version: '0' } },
    {
      clock: systemClock,
      random: Math.random,
      readToken: () => check.token,
      transportsFor() {
        throw new Error('not of this protocol');
      },
      log: check.print,
      onTrace(step) {
        finding = seenAfter(finding, step);
      },
      onEvent(event) {
        const atMs = performance.now() - startMs;
        events.push({ atMs, event });
        finding = seenAfter(finding, event);
        if (finding.isLive) found = finding;
        const step = linesOf(told, event);
        told = step.told;
        if (!check.asJson)
          for (const line of step.lines) check.print(`${(atMs / 1_000).toFixed(2).padStart(7)} s  ${line}`);
      },
    },
  );
  assistant.start();
  if (check.withCommands) await turnOffAndOn(assistant, () => told.report?.monitoring ?? null, check);
  await delay(Math.max(0, check.forMs - (performance.now() - startMs)));
  assistant.stop();

  const result = findingOf(found.isLive ? found : finding, entry.kind);
  if (check.asJson) check.print(JSON.stringify({ address: entry.id, finding: result, events }, null, 2));
  else check.print(`\n${findingText(entry.kind, result, translator('en'))}`);
  return result.kind === 'found';
}

function entryOf(text: string): AddressedEntry {
  const address = parseAddress(text);
  if (typeof address === 'object' && address.kind !== 'asystent') return entryAt(address);
  const t = translator('en');
  const problem = t(`address.${typeof address === 'string' ? address : 'kind'}`);
  throw new UsageError(`${withoutSecrets(text)} ${problem} Examples: ${addressExamples().join(', ')}`);
}

/** Wait for the assistant to say that its wake word is on, and turn it off and on again. */
async function turnOffAndOn(
  assistant: Assistant,
  monitoring: () => boolean | null,
  { forMs, asJson, print }: AssistantCheck,
): Promise<void> {
  const deadlineMs = performance.now() + forMs / 2;
  while (monitoring() !== true && performance.now() < deadlineMs) await delay(PAUSE_MS / 10);
  for (const on of [false, true]) {
    const sent = assistant.send({ command: 'set_monitoring', args: { on } });
    if (!asJson)
      print(
        `           set_monitoring ${on ? 'on' : 'off'}: ${sent.sent ? `sent as ${sent.id}` : `not sent, ${sent.reason}`}`,
      );
    if (!sent.sent) return;
    await delay(PAUSE_MS);
  }
}
