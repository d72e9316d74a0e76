import type { Clock } from '../runtime/clock.ts';
import type { BusConnection } from './bus-connection.ts';
import type { Follower } from './keep-connected.ts';
import { followLock } from './screen-lock.ts';
import { createScreenSight } from './screen-sight.ts';
import { followBlanking } from './x-blanking.ts';
import type { XConnection } from './x-connection.ts';

/**
 * A computer that is awake for so long after it announced its sleep does not sleep. While it sleeps, the clock stands still
 * on Linux and macOS.
 */
export const AWAKE_AFTER_MS = 60_000;

/** The id of the display that Chromium makes up on X11 when there is none (`GetFallbackDisplayList`; seen with Electron 33). */
const NO_DISPLAY_ID = 0;

/** The events of Electron's `powerMonitor` that matter here. There is none of a lock on Linux. */
interface Power {
  on(event: 'lock-screen', listener: () => void): unknown;
  on(event: 'unlock-screen', listener: () => void): unknown;
  on(event: 'suspend', listener: () => void): unknown;
  on(event: 'resume', listener: () => void): unknown;
}

/** The displays as Electron knows them. */
interface Displays {
  now(): { readonly displays: readonly { readonly id: number }[] };
  onChange(listener: () => void): void;
}

export interface ScreenWatch {
  readonly clock: Pick<Clock, 'setTimeout'>;
  readonly power: Power;
  readonly displays: Displays;
  /** Called when it changes whether anybody can see the screen; at first, somebody can. */
  readonly onSeen: (seen: boolean) => void;
  readonly log: (message: string) => void;
}

/** The followers for the servers of a Linux desktop. */
export interface ScreenFollowers {
  readonly ofX: Follower<XConnection>;
  readonly ofBus: Follower<BusConnection>;
}

/**
 * Watch whether anybody can see the screen. In doubt it counts as seen, and a source that has ended counts for nothing: a
 * bubble that is drawn in vain costs little, one that never comes back is a fault.
 *
 * That displays are off need not be watched on Windows and macOS: Chromium itself stops drawing then
 * (native_window_occlusion_tracker_win.cc, web_contents_occlusion_checker_mac.mm).
 */
export function watchScreen({ clock, power, displays, onSeen, log }: ScreenWatch): ScreenFollowers {
  const sight = createScreenSight((obstacles) => {
    const isSeen = obstacles.length === 0;
    log(isSeen ? 'the screen can be seen' : `the screen can’t be seen: ${obstacles.join(', ')}`);
    onSeen(isSeen);
  });

  let hasHadDisplay = false;
  const noteDisplays = () => {
    const isThere = displays.now().displays.some(({ id }) => id !== NO_DISPLAY_ID);
    // An X server without RandR has displays that Chromium never learns of.
    hasHadDisplay ||= isThere;
    sight.note('no display', hasHadDisplay && !isThere);
  };
  noteDisplays();
  displays.onChange(noteDisplays);

  power.on('lock-screen', () => sight.note('screen locked', true));
  power.on('unlock-screen', () => sight.note('screen locked', false));

  // Hidden before the sleep, the bubble is not there with its old state when the screen lights up.
  let cancelWaking = () => {};
  const awake = () => {
    cancelWaking();
    sight.note('computer asleep', false);
  };
  power.on('suspend', () => {
    cancelWaking();
    cancelWaking = clock.setTimeout(awake, AWAKE_AFTER_MS);
    sight.note('computer asleep', true);
  });
  power.on('resume', awake);

  return {
    ofX: followBlanking((blank) => sight.note('displays off', blank)),
    ofBus: followLock((locked) => sight.note('screen locked', locked)),
  };
}
