import { createSignal, type Signal } from '../../src-shared/signal.ts';
import type { Said, Seat } from '../assistants/seat.ts';
import type { GuestEntry } from './client-list.ts';
import type { FollowClientOptions } from './follow-client.ts';
import { guestHello } from './guest-hello.ts';
import { type Post, type Posted, postedAfter, postedFrames, withoutNotice } from './posted-status.ts';

/** More assistants at once have no use for one bubble. */
export const GUESTS_MAX = 16;

/** A state may wait in the store for a display's refresh before it counts as news. */
const SETTLED_AFTER_MS = 50;

/** As long as an error: enough to be noticed by someone who was busy. */
const NOTICE_MS = 15_000;

/** A program that is here. */
export interface Visit {
  /** Take a frame of it. */
  say(frame: string): void;
  /** It has gone. Its last state comes to its end. */
  leave(): void;
}

export type Guests = ReturnType<typeof createGuests>;

interface Guest {
  readonly id: string;
  readonly seat: Seat;
  /** The program's own name; it may be empty. Another program of the same name takes its place. */
  readonly key: string;
  readonly said: Signal<Said>;
  /** Nobody is there any more, and the last state comes to its end. */
  isOver: boolean;
  /** null: it is a visit. */
  posted: Posted | null;
  cancelTimer: () => void;
}

/**
 * The programs that have come to the overlay by themselves, to be followed beside the assistants of the settings: those whose
 * connection is there, and those that only post a state.
 */
export function createGuests({ clock }: Pick<FollowClientOptions, 'clock'>) {
  const changed = createSignal();
  let guests: readonly Guest[] = [];

  /** @returns null when there are too many. */
  function seat(key: string, send: Seat['send']): Guest | null {
    if (guests.length >= GUESTS_MAX && !guests.some(isReplaceable)) return null;
    const said = createSignal<Said>();
    const id = freeId();
    const guest: Guest = {
      ...{ id, key, said, isOver: false, posted: null, cancelTimer() {} },
      seat: { send, listen: said.subscribe },
    };
    guests = [...guests, guest];
    changed.emit();
    return guest;
  }

  /** Called once the guest shows itself, so that nothing else is shown in between. */
  function takePlaces({ id, key }: Guest): void {
    const others = guests.filter((guest) => isReplaceable(guest) && guest.id !== id);
    const same = others.filter((guest) => guest.key === key);
    const surplus = guests.length - same.length > GUESTS_MAX ? others.slice(0, 1) : [];
    remove([...same, ...surplus]);
  }

  function remove(gone: readonly Guest[]): void {
    if (gone.length === 0) return;
    for (const guest of gone) guest.cancelTimer();
    guests = guests.filter((guest) => !gone.includes(guest));
    changed.emit();
  }

  function feed(guest: Guest, frames: readonly string[]): void {
    for (const raw of frames) guest.said.emit({ kind: 'frame', raw });
  }

  function end(guest: Guest): void {
    guest.cancelTimer = clock.setTimeout(() => {
      guest.isOver = true;
      changed.emit();
    }, SETTLED_AFTER_MS);
  }

  function tell(guest: Guest, posted: Posted): void {
    feed(guest, postedFrames(guest.posted, posted));
    guest.posted = posted;
  }

  /** Ids are reused, so that statistics by id have few entries. */
  function freeId(): string {
    let number = 1;
    while (guests.some(({ id }) => id === `guest-${number}`)) number += 1;
    return `guest-${number}`;
  }

  return {
    onChange: changed.subscribe,
    entries: (): readonly GuestEntry[] =>
      guests.map(({ id, seat, isOver }) => ({ kind: 'guest', id, name: id, seat, isOver })),
    /** Remove a guest of which there is nothing left to show. */
    dismiss: (id: string) => remove(guests.filter((guest) => guest.isOver && guest.id === id)),
    /**
     * Let a program in that has a connection. It has shown itself by these frames, which come first.
     * @returns null when there are too many.
     */
    enter(key: string, frames: readonly string[], send: Seat['send']): Visit | null {
      const guest = seat(key, send);
      if (guest === null) return null;
      feed(guest, frames);
      takePlaces(guest);
      return {
        say: (frame) => feed(guest, [frame]),
        leave() {
          guest.said.emit({ kind: 'left' });
          end(guest);
        },
      };
    },
    /**
     * Take a state of a program that does not stay. It lasts as long as an assistant's would, or until the next one.
     * @param key tells it from others.
     * @param name null: it has none.
     * @returns false when there are too many.
     */
    post(key: string, name: string | null, post: Post): boolean {
      const known = guests.find((guest) => guest.posted !== null && guest.key === key);
      const guest = known ?? seat(key, () => false);
      if (guest === null) return false;
      if (known === undefined) feed(guest, [guestHello(name)]);
      tell(guest, postedAfter(guest.posted, post));
      if (known === undefined) takePlaces(guest);
      guest.cancelTimer();
      if (!guest.isOver) end(guest);
      if (post.word === 'notice' || post.word === 'idle') takeBack(guest);
      return true;
    },
    /** Remove the guests that have posted or linger under this name. */
    clear: (key: string) => remove(guests.filter((guest) => isReplaceable(guest) && guest.key === key)),
  };

  function takeBack(guest: Guest): void {
    const cancelEnd = guest.cancelTimer;
    const cancel = clock.setTimeout(() => {
      if (guest.posted !== null) tell(guest, withoutNotice(guest.posted));
    }, NOTICE_MS);
    guest.cancelTimer = () => {
      cancelEnd();
      cancel();
    };
  }
}

/** Whether nobody is there. */
function isReplaceable({ isOver, posted }: Guest): boolean {
  return isOver || posted !== null;
}
