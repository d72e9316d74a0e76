import type { AssistantKind } from '../../src-shared/assistant-address.ts';
import type { Denial } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';

/** Return why a connection was denied, in the words for the secret that the kind takes. Pure. */
export function denialText(kind: AssistantKind, denial: Denial, t: Translate): string {
  switch (kind) {
    case 'hass':
      return t(`tokenDenial.${denial}`);
    case 'mqtt':
      return t(`loginDenial.${denial}`);
    default:
      return t(`clientDenial.${denial}`);
  }
}
