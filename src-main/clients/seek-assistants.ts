import type { FoundAssistant } from '../../src-shared/adding-contract.ts';
import type { Assistant } from '../assistants/assistant.ts';
import { NOTHING_SEEN, type Seen, seenAfter } from './finding.ts';
import type { Watching } from './test-assistant.ts';

/** A search for assistants at addresses of this computer, while the user wants to add one. */
export interface Search {
  /** Begin or end. Afterwards, no connection of the search is open. */
  set(isOn: boolean): void;
  /** Call when other assistants are followed: those need no search. */
  refresh(): void;
  /** Return those that answer and are not followed. */
  found(): readonly FoundAssistant[];
}

/** Where an assistant may be. */
export interface Place extends FoundAssistant {
  readonly make: (watching: Watching) => Assistant;
}

interface Sought {
  readonly assistant: Assistant;
  seen: Seen;
}

/**
 * Prepare a search. Each place gets an ordinary assistant of its kind, which looks for itself again and again, so there is
 * neither a timer here nor a second way to recognise a kind.
 * @param isFollowed whether the user follows an address.
 * @param onChange called when `found()` has changed.
 */
export function createSearch({
  places,
  isFollowed,
  onChange,
}: {
  /** With different addresses. */
  readonly places: readonly Place[];
  readonly isFollowed: (address: string) => boolean;
  readonly onChange: () => void;
}): Search {
  const sought = new Map<string, Sought>();
  let isOn = false;

  const begin = ({ address, make }: Place) => {
    const take: Watching['onEvent'] & Watching['onTrace'] = (event) => {
      const wasThere = isThere(one.seen);
      one.seen = seenAfter(one.seen, event);
      if (isThere(one.seen) !== wasThere) onChange();
    };
    const one: Sought = { assistant: make({ onEvent: take, onTrace: take }), seen: NOTHING_SEEN };
    sought.set(address, one);
    one.assistant.start();
  };

  const refresh = () => {
    for (const place of places) {
      const known = sought.get(place.address);
      const isDue = isOn && !isFollowed(place.address);
      if (isDue && known === undefined) begin(place);
      if (isDue || known === undefined) continue;
      sought.delete(place.address);
      known.assistant.stop();
      if (isThere(known.seen)) onChange();
    }
  };

  return {
    set(next) {
      isOn = next;
      refresh();
    },
    refresh,
    found: () =>
      places.flatMap(({ kind, address }) => {
        const one = sought.get(address);
        return one !== undefined && isThere(one.seen) ? [{ kind, address }] : [];
      }),
  };
}

/** An assistant that refuses us is there as well. */
function isThere({ isLive, failure }: Seen): boolean {
  return isLive || failure?.kind === 'denied';
}
