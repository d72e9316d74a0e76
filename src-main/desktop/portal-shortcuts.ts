import { isDeepStrictEqual } from 'node:util';
import { parseAccelerator } from '../../src-shared/accelerator.ts';
import type { ShortcutState, ShortcutStates } from '../../src-shared/desktop-state.ts';
import { recordOf } from '../../src-shared/record-of.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';
import { createSignal } from '../../src-shared/signal.ts';
import type { Clock } from '../runtime/clock.ts';
import type { BusConnection } from './bus-connection.ts';
import { bindShortcuts, type GrantedKeys, hasShortcutsPortal } from './portal-session.ts';
import { portalTrigger } from './portal-trigger.ts';
import { oncePerPress, type Shortcuts } from './shortcuts.ts';

type ShortcutSettings = Settings['shortcuts'];

/** From the end of a session to the next attempt: a portal that has crashed is started again, one that is broken is left alone. */
export const RETRY_DELAYS_MS = [1_000, 10_000, 60_000] as const;

export interface PortalShortcutsOptions {
  readonly clock: Pick<Clock, 'nowMs' | 'setTimeout'>;
  /** Connect to the session bus. A rejection means that there is none. */
  readonly connect: () => Promise<BusConnection>;
  /** Names the sessions: letters, digits and `_`. */
  readonly token: string;
  /** Return a shortcut's effect, in the user's language. */
  readonly describe: (name: ShortcutName) => string;
  /** Gets the shortcuts where the desktop has no portal for them. */
  readonly withoutPortal: Shortcuts;
  readonly onPress: (name: ShortcutName) => void;
  readonly log: (message: string) => void;
}

/**
 * Ask a Wayland desktop for shortcuts, by its portal. We ask for our keys, but the desktop and its settings decide. Without any
 * shortcut it is not asked at all, since many desktops then ask the user.
 */
export function createPortalShortcuts(options: PortalShortcutsOptions): Shortcuts {
  const { clock, withoutPortal, log } = options;
  const changed = createSignal();
  const pressed = oncePerPress(clock.nowMs, options.onPress);
  let wanted: ShortcutSettings | null = null;
  let applied: ShortcutSettings | null = null;
  let isRecording = false;
  let states: () => ShortcutStates = withoutPortal.states;
  /** Counts the attempts, so that one that is over changes nothing any more. */
  let attempt = 0;
  /** Ends the session, or the wait for the next attempt. */
  let cleanUp = () => {};

  const stop = () => {
    attempt += 1;
    cleanUp();
    cleanUp = () => {};
  };

  const ask = async (settings: ShortcutSettings, delaysMs: readonly number[]) => {
    stop();
    const mine = attempt;
    const isOver = () => mine !== attempt;
    const show = (shown: ShortcutStates) => {
      states = () => shown;
      changed.emit();
    };
    const askable = askableIn(settings);
    show(statesOf(settings, (name) => (askable.has(name) ? 'asked' : 'conflict')));
    if (askable.size === 0) return withoutPortal.apply(settings);

    const bus = await options.connect().catch(() => null);
    const isThere = bus !== null && (await hasShortcutsPortal(bus));
    if (isOver() || !isThere) bus?.close();
    if (isOver()) return;
    if (!isThere) {
      withoutPortal.apply(settings);
      states = withoutPortal.states;
      return changed.emit();
    }
    cleanUp = bus.close;
    // It may have had them while the portal was slow to start.
    withoutPortal.apply(recordOf(SHORTCUT_NAMES, () => null));
    const showKeys = (keys: GrantedKeys | null) => {
      if (isOver()) return;
      show(statesOf(settings, (name) => (askable.has(name) ? grantedState(keys?.get(name)) : 'conflict')));
    };
    const again = (why: string) => {
      if (isOver()) return;
      log(`the desktop has let go of the shortcuts: ${why}`);
      showKeys(null);
      stop();
      const [delayMs, ...others] = delaysMs;
      if (delayMs !== undefined) cleanUp = clock.setTimeout(() => void ask(settings, others), delayMs);
    };
    const shortcuts = [...askable].map(([name, accelerator]) => ({
      id: name,
      description: options.describe(name),
      trigger: portalTrigger(accelerator),
    }));
    const listener = {
      onPress(id: string) {
        // It may have kept more than is set now.
        const name = [...askable.keys()].find((known) => known === id);
        if (name !== undefined && !isOver()) pressed(name);
      },
      onKeys: showKeys,
      onEnd: () => again('its session has ended'),
    };
    await bindShortcuts(bus, options.token, shortcuts, listener).then(showKeys, (error) => again(String(error)));
  };

  const takeWanted = () => {
    if (wanted === null || isRecording || isDeepStrictEqual(wanted, applied)) return;
    applied = wanted;
    void ask(wanted, RETRY_DELAYS_MS);
  };

  return {
    states: () => states(),
    onChange: changed.subscribe,
    apply(settings) {
      wanted = settings;
      takeWanted();
    },
    setRecording(recording) {
      isRecording = recording;
      withoutPortal.setRecording(recording);
      if (recording) {
        stop();
        applied = null;
      }
      takeWanted();
    },
  };
}

/** Return a session's name for the overlay of a profile. */
export function portalToken(profile: string | null): string {
  // A profile's name may have a hyphen, an element of an object's path may not.
  return ['asystent_overlay', ...(profile === null ? [] : [profile.replaceAll('-', '_')])].join('_');
}

/** Return the shortcuts that can be asked for: those that are set, allowed, and do not equal an earlier one. */
function askableIn(settings: ShortcutSettings): ReadonlyMap<ShortcutName, string> {
  const askable = new Map<ShortcutName, string>();
  const taken = new Set<string>();
  for (const name of SHORTCUT_NAMES) {
    const accelerator = parseAccelerator(settings[name] ?? '');
    if (accelerator === null || taken.has(accelerator)) continue;
    taken.add(accelerator);
    askable.set(name, accelerator);
  }
  return askable;
}

function statesOf(settings: ShortcutSettings, stateOfSet: (name: ShortcutName) => ShortcutState): ShortcutStates {
  return recordOf(SHORTCUT_NAMES, (name) => (settings[name] === null ? 'unset' : stateOfSet(name)));
}

function grantedState(desktopKeys: string | undefined): ShortcutState {
  return desktopKeys === undefined ? 'refused' : { desktopKeys };
}
