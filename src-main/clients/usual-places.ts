import { type AssistantKind, addressText, parseHosted, serverText } from '../../src-shared/assistant-address.ts';
import type { Assistant } from '../assistants/assistant.ts';
import { type AsystentEntry, type ClientEntry, entryAt } from './client-list.ts';
import type { Place } from './seek-assistants.ts';
import type { Watching } from './test-assistant.ts';

/** Makes an assistant that is not followed, with a token for one that needs it. */
export type MakeApart = (entry: ClientEntry, token: string | null, watching: Watching) => Assistant;

/** Stands for the satellites of a Home Assistant, which nobody asks for without a token. */
const ANY_SATELLITE = 'assist_satellite.any';

/**
 * Return where assistants of these kinds are on this computer, if they are where they usually are.
 * @param localEntry returns the Asystent on this computer.
 */
export function usualPlaces(
  kinds: readonly AssistantKind[],
  { makeApart, localEntry }: { readonly makeApart: MakeApart; readonly localEntry: () => AsystentEntry },
): readonly Place[] {
  return kinds.flatMap((kind): readonly Place[] => {
    if (kind === 'asystent')
      return [{ kind, address: addressText({ kind }), make: (watching) => makeApart(localEntry(), null, watching) }];
    const address = parseHosted(kind, kind === 'hass' ? `127.0.0.1/${ANY_SATELLITE}` : '127.0.0.1');
    if (typeof address === 'string') return [];
    // A Home Assistant is known by its server. Without a token, it shows itself by asking for one.
    const text = address.kind === 'hass' ? serverText(address) : addressText(address);
    return [{ kind, address: text, make: (watching) => makeApart(entryAt(address), null, watching) }];
  });
}
