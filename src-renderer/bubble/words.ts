import type { Detail, OverlayState } from '../../src-shared/overlay-state.ts';
import { noticeLine, type Translate, translator } from '../../src-shared/strings.ts';
import { failureWords } from '../shared/failure-words.ts';

/** What the pill says. */
export interface Words {
  readonly label: string;
  /** In the smaller type, after the label. */
  readonly beside: string | null;
  readonly secondLine: string | null;
}

type WordsOf = Pick<OverlayState, 'phase' | 'notice' | 'detail' | 'clientName' | 'profile' | 'language'>;

/**
 * The pill's words for a state, in the state's language. The names of a profile and of a client have the second line, if
 * that is free.
 */
export function wordsOf({ phase, notice, detail, clientName, profile, language }: WordsOf): Words {
  const translate = translator(language);
  const label = translate(notice === null ? `phase.${phase}` : `notice.${notice.kind}`);
  const names = [profile, clientName].filter((name) => name !== null).join(' · ') || null;
  // What the user calls it tells as much.
  const known = detail?.kind === 'found' && clientName !== null ? null : detail;
  const told = known === null ? (notice?.text ?? '') : secondLineOf(known, translate);
  if (told === '') return { label, beside: null, secondLine: names };
  return { label, beside: names, secondLine: told };
}

/** The same as one sentence after the other, for screen readers. */
export function spokenWords({ label, beside, secondLine }: Words): string {
  return [label, beside, secondLine].filter((words) => words !== null).join('. ');
}

function secondLineOf(detail: Detail, translate: Translate): string {
  switch (detail.kind) {
    case 'looking':
      return translate('detail.looking');
    case 'no-answer':
      return translate('detail.no-answer', { address: detail.address });
    case 'found':
      return detail.name;
    case 'retrying':
      return translate('detail.retrying');
    case 'polling':
      return translate('detail.polling', { port: detail.port });
    case 'command-failed':
    case 'command-rejected':
      return failureWords(detail, translate);
    case 'denied':
      return translate(`detail.${detail.reason}`);
    case 'client':
      return detail.text;
    case 'slow':
      return translate('detail.slow');
    case 'notice':
      return noticeLine(detail.notice, translate);
  }
}
