import type { Detail, OverlayState } from '../../src-shared/overlay-state.ts';
import { noticeLine, type Translate, translator } from '../../src-shared/strings.ts';
import { failureWords } from '../shared/failure-words.ts';

/** The pill's text. */
export interface Words {
  readonly label: string;
  /** In smaller type after the label. */
  readonly beside: string | null;
  readonly secondLine: string | null;
}

type WordsOf = Pick<OverlayState, 'phase' | 'notice' | 'detail' | 'clientName' | 'profile' | 'language'>;

/**
 * Return the pill's words in the state's language. The names of profile and client take the second line if it is free,
 * or else stand beside the label.
 */
export function wordsOf({ phase, notice, detail, clientName, profile, language }: WordsOf): Words {
  const translate = translator(language);
  const label = translate(notice === null ? `phase.${phase}` : `notice.${notice.kind}`);
  const names = [profile, clientName].filter((name) => name !== null).join(' · ') || null;
  // The user's own name for the client is on the pill already.
  const known = detail?.kind === 'found' && clientName !== null ? null : detail;
  const line = known === null ? (notice?.text ?? '') : secondLineOf(known, translate);
  if (line === '') return { label, beside: null, secondLine: names };
  return { label, beside: names, secondLine: line };
}

/** Return the words as sentences, for screen readers. */
export function spokenWords({ label, beside, secondLine }: Words): string {
  return [label, beside, secondLine].filter((words) => words !== null).join('. ');
}

function secondLineOf(detail: Detail, translate: Translate): string {
  switch (detail.kind) {
    case 'looking':
    case 'retrying':
    case 'slow':
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
