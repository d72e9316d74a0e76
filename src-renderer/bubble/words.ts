import { pillLinePx } from '../../src-shared/letters.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import type { Detail, OverlayState } from '../../src-shared/overlay-state.ts';
import { noticeLine, type Translate, translator } from '../../src-shared/strings.ts';
import { failureWords } from '../shared/failure-words.ts';

/** The pill's text. */
export interface Words {
  readonly label: string;
  /** In smaller type after the label. */
  readonly beside: string | null;
  readonly secondLine: string | null;
  /** The heard words, in the second line's place; null while that is taken. */
  readonly heard: HeardLine | null;
}

/** A line that is cut in its middle where it is longer than its room. */
export interface HeardLine {
  readonly text: string;
  /** At scale 1. */
  readonly roomPx: number;
}

type WordsOf = Pick<
  OverlayState,
  'phase' | 'notice' | 'detail' | 'heard' | 'commands' | 'clientName' | 'profile' | 'language'
>;

/**
 * Return the pill's words in the state's language. While the client thinks, the second line has the heard words, and its
 * activity stands beside the label. The names of profile and client take the second line if it is free, or else stand beside
 * the label.
 */
export function wordsOf(state: WordsOf): Words {
  const { phase, notice, detail, clientName, profile, language } = state;
  const translate = translator(language);
  const label = translate(notice === null ? `phase.${phase}` : `notice.${notice.kind}`);
  const joined = (...parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' · ') || null;
  const names = joined(profile, clientName);
  // The user's own name for the client is on the pill already.
  const known = detail?.kind === 'found' && clientName !== null ? null : detail;
  const line = known === null ? (notice?.text ?? '') : secondLineOf(known, translate);
  const heard = heardIn(state);
  if (heard !== null) return { label, beside: joined(names, line || null), secondLine: null, heard };
  if (line === '') return { label, beside: null, secondLine: names, heard: null };
  return { label, beside: names, secondLine: line, heard: null };
}

/** Return the heard words; null: the second line is for something more urgent. */
function heardIn({ phase, notice, heard, detail, commands }: WordsOf): HeardLine | null {
  const isFree = detail === null || detail.kind === 'activity' || detail.kind === 'polling';
  if (phase !== 'thinking' || notice !== null || heard === null || !isFree) return null;
  return { text: heard, roomPx: pillLinePx(controlButtons(commands).length) };
}

/** Return the words as sentences, for screen readers. */
export function spokenWords({ label, beside, secondLine, heard }: Words): string {
  return [label, beside, secondLine, heard?.text ?? null].filter((words) => words !== null).join('. ');
}

function secondLineOf(detail: Detail, translate: Translate): string {
  switch (detail.kind) {
    case 'looking':
    case 'retrying':
    case 'slow':
    case 'needs-user':
      return translate(`detail.${detail.kind}`);
    case 'no-answer':
      return translate('detail.no-answer', { address: detail.address });
    case 'found':
      return detail.name;
    case 'polling':
      return translate('detail.polling', { port: detail.port });
    case 'command-failed':
    case 'command-rejected':
      return failureWords(detail, translate);
    case 'denied':
      return translate(`detail.${detail.reason}`);
    case 'problem':
      return translate(`detail.${detail.problem}`);
    case 'client':
    case 'activity':
      return detail.text;
    case 'notice':
      return noticeLine(detail.notice, translate);
  }
}
