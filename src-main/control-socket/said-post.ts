import type { Translate } from '../../src-shared/strings.ts';
import type { Post } from '../clients/posted-status.ts';
import type { ControlRequest } from './socket-contract.ts';

/** Return the post for a `say` request. Permission and idleness get the overlay's own words, in the user's language. Pure. */
export function saidPost(request: Extract<ControlRequest, { verb: 'say' }>, t: Translate): Post {
  const { word, text = null, heard = null } = request;
  switch (word) {
    case 'permission': {
      const asked = text === null ? t('agent.permission') : t('agent.permissionFor', { tool: text });
      return { word: 'question', text: asked, heard };
    }
    case 'idle':
      return { word, text: text ?? t('agent.idle'), heard };
    default:
      return { word, text, heard };
  }
}
