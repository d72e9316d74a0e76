import { describe, expect, it, vi } from 'vitest';
import { createPortalShortcuts, portalToken, RETRY_DELAYS_MS } from '../../src-main/desktop/portal-shortcuts.ts';
import { createShortcuts, HELD_KEYS_MS } from '../../src-main/desktop/shortcuts.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import type { ShortcutName } from '../../src-shared/settings-limits.ts';
import { createFakeClock } from '../fake-clock.ts';
import { UNSET } from '../settings-view.ts';
import { connectToFakePortal, FAKE_SESSION, type FakeBus, type FakePortal, listOf } from './fake-portal.ts';

const NONE = DEFAULT_SETTINGS.shortcuts;
const STOP = { ...NONE, stopSpeech: 'Control+Alt+S' };
const KEYS = { stopSpeech: 'Ctrl+Alt+S' };

/** @param portal null: there is no bus. */
function create(portal: FakePortal | null) {
  const clock = createFakeClock();
  const buses: FakeBus[] = [];
  const presses: ShortcutName[] = [];
  const held: string[] = [];
  const keyboard = {
    register(accelerator: string) {
      held.push(accelerator);
      return true;
    },
    unregister: (accelerator: string) => void held.splice(held.indexOf(accelerator), 1),
  };
  const onPress = (name: ShortcutName) => void presses.push(name);
  const shortcuts = createPortalShortcuts({
    clock,
    async connect() {
      if (portal === null) throw new Error('no bus');
      const fake = connectToFakePortal(portal);
      buses.push(fake);
      return fake.bus;
    },
    token: 'ours',
    describe: (name) => `does ${name}`,
    withoutPortal: createShortcuts(keyboard, 'x11-only', clock.nowMs, onPress),
    onPress,
    log() {},
  });
  const onChange = vi.fn<() => void>();
  shortcuts.onChange(onChange);
  const stateIs = (state: unknown) => vi.waitFor(() => expect(shortcuts.states().stopSpeech).toEqual(state));
  return { ...shortcuts, clock, buses, presses, held, stateIs, onChange };
}

const closed = { path: FAKE_SESSION, interface: 'org.freedesktop.portal.Session', member: 'Closed', body: [] };

describe('the desktop', () => {
  it('is not asked while nothing is set', async () => {
    const { apply, states, buses } = create({ answer: KEYS });
    apply(NONE);
    expect(states()).toEqual(UNSET);
    expect(buses).toEqual([]);
  });

  it('is asked for what is set, and says on which keys it has it', async () => {
    const { apply, states, stateIs, onChange, held } = create({ answer: KEYS });
    apply(STOP);
    expect(states()).toEqual({ ...UNSET, stopSpeech: 'asked' });
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    expect(onChange).toHaveBeenCalled();
    expect(held).toEqual([]);
  });

  it('may refuse all, or some', async () => {
    const none = create({ answer: null });
    none.apply(STOP);
    await none.stateIs('refused');
    const some = create({ answer: KEYS });
    some.apply({ ...STOP, showHide: 'F9' });
    await some.stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    expect(some.states().showHide).toBe('refused');
  });

  it('may change the keys, and send presses, each of them once', async () => {
    const { apply, buses, clock, presses, stateIs } = create({ answer: KEYS });
    apply(STOP);
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    buses[0]?.say('ShortcutsChanged', FAKE_SESSION, listOf({ stopSpeech: 'F9' }));
    await stateIs({ desktopKeys: 'F9' });
    const press = (id: string) => buses[0]?.say('Activated', FAKE_SESSION, id, 1n, []);
    press('stopSpeech');
    press('stopSpeech');
    press('showHide');
    press('quit');
    clock.advance(HELD_KEYS_MS);
    press('stopSpeech');
    expect(presses).toEqual(['stopSpeech', 'stopSpeech']);
  });

  it('is not asked for equal keys twice', async () => {
    const { apply, states, buses, stateIs } = create({ answer: KEYS });
    apply({ ...STOP, showHide: 'alt+ctrl+s', typeText: 'A' });
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    expect(states()).toMatchObject({ showHide: 'conflict', typeText: 'conflict' });
    expect(buses[0]?.calls.find(({ member }) => member === 'BindShortcuts')?.body?.[1]).toHaveLength(1);
  });

  it('is asked anew after a change, over a new connection, and left when nothing is set any more', async () => {
    const { apply, buses, stateIs } = create({ answer: KEYS });
    apply(STOP);
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    apply({ ...STOP });
    expect(buses).toHaveLength(1);
    apply({ ...STOP, showHide: 'F9' });
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    expect(buses.map((bus) => bus.isClosed())).toEqual([true, false]);
    apply(NONE);
    expect(buses.map((bus) => bus.isClosed())).toEqual([true, true]);
  });

  it('lets go of the keys while new ones are recorded', async () => {
    const { apply, buses, setRecording, stateIs } = create({ answer: KEYS });
    apply(STOP);
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    setRecording(true);
    expect(buses[0]?.isClosed()).toBe(true);
    setRecording(false);
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    expect(buses).toHaveLength(2);
  });
});

describe('a session that ends', () => {
  it('is begun anew, as often as there are delays', async () => {
    const { apply, buses, clock, stateIs } = create({ answer: KEYS });
    apply(STOP);
    for (const delayMs of RETRY_DELAYS_MS) {
      await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
      buses.at(-1)?.signal(closed);
      await stateIs('refused');
      clock.advance(delayMs);
    }
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    buses.at(-1)?.signal(closed);
    await stateIs('refused');
    expect(clock.pending()).toBe(0);
    expect(buses).toHaveLength(RETRY_DELAYS_MS.length + 1);
    expect(buses.every((bus) => bus.isClosed())).toBe(true);
  });

  it('is not begun anew when the settings have begun another one', async () => {
    const { apply, buses, clock, stateIs } = create({ answer: KEYS });
    apply(STOP);
    await stateIs({ desktopKeys: 'Ctrl+Alt+S' });
    buses[0]?.signal(closed);
    apply(NONE);
    clock.advance(Math.max(...RETRY_DELAYS_MS));
    expect(buses).toHaveLength(1);
  });
});

describe('without a portal', () => {
  it.each([
    ['but with a bus', { answer: null, isThere: false }],
    ['and without a bus', null],
  ])('%s, the keys are taken from the X server', async (_, portal) => {
    const { apply, held, stateIs, setRecording } = create(portal);
    apply(STOP);
    await stateIs('x11-only');
    expect(held).toEqual(['Control+Alt+S']);
    setRecording(true);
    expect(held).toEqual([]);
    setRecording(false);
    await vi.waitFor(() => expect(held).toEqual(['Control+Alt+S']));
    apply(NONE);
    expect(held).toEqual([]);
  });
});

it('a session’s name can be an element of a path', () => {
  expect(portalToken(null)).toBe('asystent_overlay');
  expect(portalToken('my-Work_2')).toBe('asystent_overlay_my_Work_2');
});
