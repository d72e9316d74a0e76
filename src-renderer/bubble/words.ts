import type { Detail, OverlayState } from '../../src-preload/contract.ts';
import { type Translate, translator } from '../../src-preload/strings.ts';

/** What the pill says. */
export interface Words {
  readonly label: string;
  readonly secondLine: string | null;
}

/** The pill's words for a state, in the state's language. */
export function wordsOf(state: OverlayState): Words {
  const translate = translator(state.language);
  return {
    label: translate(`phase.${state.phase}`),
    secondLine: state.detail === null ? null : secondLineOf(state.detail, translate),
  };
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
      return translate(`detail.${detail.reason}`);
    case 'command-rejected':
      // Only what we have no words for is told in the client's.
      return (detail.code === 'failed' && detail.message) || translate(`detail.${detail.code}`);
    case 'denied':
      return translate(`detail.${detail.reason}`);
    case 'client':
      return detail.text;
  }
}
