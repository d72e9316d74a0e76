import { describe, expect, it, vi } from 'vitest';
import { bindShortcuts, hasShortcutsPortal, type PortalListener } from '../../src-main/desktop/portal-session.ts';
import { connectToFakePortal, FAKE_SESSION, type FakePortal, listOf } from './fake-portal.ts';

const WANTED = [
  { id: 'stopSpeech', description: 'Stop speaking', trigger: 'CTRL+ALT+s' },
  { id: 'showHide', description: 'Show or hide', trigger: null },
];
const KEYS = { stopSpeech: 'Ctrl+Alt+S', showHide: '' };

async function bind(portal: FakePortal) {
  const fake = connectToFakePortal(portal);
  const listener = {
    onPress: vi.fn<PortalListener['onPress']>(),
    onKeys: vi.fn<PortalListener['onKeys']>(),
    onEnd: vi.fn<PortalListener['onEnd']>(),
  };
  const granted = await bindShortcuts(fake.bus, 'our_token', WANTED, listener);
  return { ...fake, ...listener, granted: granted && Object.fromEntries(granted) };
}

const callsOf = (calls: readonly { readonly member: string }[]) => calls.map(({ member }) => member);

it('a desktop has the portal if that says its version', async () => {
  expect(await hasShortcutsPortal(connectToFakePortal({ answer: null }).bus)).toBe(true);
  expect(await hasShortcutsPortal(connectToFakePortal({ answer: null, isThere: false }).bus)).toBe(false);
});

describe('shortcuts', () => {
  it('are asked for with what they do and the keys that the user wants', async () => {
    const { calls, granted } = await bind({ answer: KEYS });
    expect(granted).toEqual(KEYS);
    const [session, shortcuts, parent] = calls.find(({ member }) => member === 'BindShortcuts')?.body ?? [];
    expect([session, parent]).toEqual([FAKE_SESSION, '']);
    const text = (value: string) => ({ signature: 's', value });
    expect(shortcuts).toEqual([
      [
        'stopSpeech',
        [
          ['description', text('Stop speaking')],
          ['preferred_trigger', text('CTRL+ALT+s')],
        ],
      ],
      ['showHide', [['description', text('Show or hide')]]],
    ]);
    expect(calls.find(({ member }) => member === 'CreateSession')?.body?.[0]).toEqual([
      ['handle_token', text('request1')],
      ['session_handle_token', text('our_token')],
      ['shortcuts', { signature: 'a(sa{sv})', value: shortcuts }],
    ]);
  });

  it('may be refused', async () => {
    expect((await bind({ answer: null })).granted).toBeNull();
  });

  it('are not asked for again if the desktop has kept them all', async () => {
    const { calls, granted } = await bind({ kept: KEYS, answer: null });
    expect(granted).toEqual(KEYS);
    expect(callsOf(calls)).not.toContain('BindShortcuts');
    expect((await bind({ kept: { stopSpeech: 'F9' }, answer: KEYS })).granted).toEqual(KEYS);
  });

  it('are listed by a desktop that does not say what it has granted', async () => {
    expect((await bind({ answer: KEYS, isTerse: true })).granted).toEqual(KEYS);
  });
});

describe('a session', () => {
  it('asks the bus for what the portal says to everybody, and for its end', async () => {
    const { calls } = await bind({ answer: KEYS });
    const sender = "type='signal',sender='org.freedesktop.portal.Desktop'";
    expect(calls.filter(({ member }) => member === 'AddMatch').map(({ body }) => body?.[0])).toEqual([
      `${sender},interface='org.freedesktop.portal.GlobalShortcuts'`,
      `${sender},path='${FAKE_SESSION}'`,
      "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.freedesktop.portal.Desktop'",
    ]);
  });

  it('passes on its own presses and changes', async () => {
    const { say, onPress, onKeys } = await bind({ answer: KEYS });
    say('Activated', FAKE_SESSION, 'stopSpeech', 123n, []);
    say('Activated', '/another/session', 'stopSpeech', 123n, []);
    say('Deactivated', FAKE_SESSION, 'stopSpeech', 124n, []);
    say('Activated', FAKE_SESSION);
    expect(onPress.mock.calls).toEqual([['stopSpeech']]);
    say('ShortcutsChanged', FAKE_SESSION, listOf({ stopSpeech: 'F9' }));
    say('ShortcutsChanged', '/another/session', listOf({}));
    expect(onKeys.mock.calls).toEqual([[new Map([['stopSpeech', 'F9']])]]);
  });

  it('ends when the desktop closes it, when the portal leaves the bus, and with the connection', async () => {
    const closed = await bind({ answer: KEYS });
    const names = { interface: 'org.freedesktop.portal.Session', member: 'Closed', body: [[]] };
    closed.signal({ path: '/another/session', ...names });
    expect(closed.onEnd).not.toHaveBeenCalled();
    closed.signal({ path: FAKE_SESSION, ...names });
    expect(closed.onEnd).toHaveBeenCalledOnce();

    const left = await bind({ answer: KEYS });
    const changed = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' };
    left.signal({ ...changed, body: ['org.freedesktop.portal.Desktop', ':1.2', ''] });
    expect(left.onEnd).toHaveBeenCalledOnce();

    const cut = await bind({ answer: KEYS });
    cut.bus.close();
    await vi.waitFor(() => expect(cut.onEnd).toHaveBeenCalledOnce());
  });

  it('fails when the portal answers with an error', async () => {
    await expect(bind({ answer: KEYS, isThere: false })).rejects.toThrow('no such interface');
  });
});
