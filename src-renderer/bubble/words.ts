import type { Detail, OverlayState } from '../../src-preload/contract.ts';
import { type Translate, translator } from '../../src-preload/strings.ts';
import { failureWords } from '../shared/failure-words.ts';

/** What the pill says. */
export interface Words {
  readonly label: string;
  /** In the smaller type, after the label. */
  readonly beside: string | null;
  readonly secondLine: string | null;
}

type WordsOf = Pick<OverlayState, 'phase' | 'detail' | 'clientName' | 'language'>;

/** The pill's words for a state, in the state's language. A client's name has the second line, if that is free. */
export function wordsOf({ phase, detail, clientName, language }: WordsOf): Words {
  const translate = translator(language);
  const label = translate(`phase.${phase}`);
  if (detail === null) return { label, beside: null, secondLine: clientName };
  return { label, beside: clientName, secondLine: secondLineOf(detail, translate) };
}

/** The same as one sentence after the other, for screen readers. */
export function spokenWords({ label, beside, secondLine }: Words): string {
  return [label, beside, secondLine].filter((words) => words !== null).join('. ');
}

function secondLineOf(detail: Detail, translate: Translate): string {
  switch (detail.kind) {
    case 'ports':
      return detail.ports.join(' · ');
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
  }
}
