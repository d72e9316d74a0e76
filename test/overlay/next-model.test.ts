import { describe, expect, it } from 'vitest';
import { ABSENCE_SHOWN_MS, FOUND_SHOWN_MS } from '../../src-main/overlay/model.ts';
import { listening, offer, polled, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const toggle = { kind: 'command-sent', request: { command: 'set_monitoring', args: { on: false } }, id: null } as const;
const stop = { kind: 'command-sent', request: { command: 'stop_tts' }, id: null } as const;
const failed = (reason: 'refused' | 'unanswered') => ({
  kind: 'command-failed',
  reason,
  command: 'set_monitoring',
  key: null,
});
const socketClosed = { kind: 'socket-closed' } as const;
const socketDropped = { kind: 'socket-dropped' } as const;
const unreachable = { kind: 'unreachable' } as const;

describe('the client and its absence', () => {
  it('is looked for until something answers', () => {
    expect(play().shows).toMatchObject({
      phase: 'connecting',
      transport: 'none',
      port: null,
      detail: { kind: 'looking' },
    });
    expect(play().on(unreachable).shows).toMatchObject({ phase: 'connecting', detail: { kind: 'looking' } });
  });

  it('is told by its address where it was paired and nothing answers there', () => {
    const paired = play({}, { address: 'kitchen.lan:7001' });
    expect(paired.shows.detail).toEqual({ kind: 'looking' });
    expect(paired.on(unreachable).shows.detail).toEqual({ kind: 'no-answer', address: 'kitchen.lan:7001' });
  });

  it('is shown for a while, by its own name, when it is found after it was missing', () => {
    const found = play().wait(ABSENCE_SHOWN_MS).on(unreachable).on(ready());
    expect(found.shows).toMatchObject({ phase: 'ready', visible: true, detail: null });
    const named = found.on(offer());
    expect(named.shows.detail).toEqual({ kind: 'found', name: 'Asystent' });
    expect(named.wait(FOUND_SHOWN_MS - 1).shows.visible).toBe(true);
    expect(named.wait(FOUND_SHOWN_MS).shows).toMatchObject({ visible: false, detail: null });
  });

  it('is not shown when it is there at once, nor when it is back', () => {
    expect(play().wait(ABSENCE_SHOWN_MS).on(ready()).shows.visible).toBe(false);
    const back = play().on(unreachable, ready()).wait(FOUND_SHOWN_MS).on(socketClosed, unreachable);
    expect(back.wait(ABSENCE_SHOWN_MS).on(ready()).shows.visible).toBe(false);
  });

  it('names the transport that carries the state, and its port', () => {
    expect(play().on(ready()).shows).toMatchObject({ transport: 'socket', port: 6001, detail: null });
    expect(play().on(polled()).shows).toMatchObject({
      transport: 'polling',
      port: 5001,
      detail: { kind: 'polling', port: 5001 },
    });
  });

  it('keeps its phase while the socket is down and nothing else is known yet', () => {
    const overlay = play().on(ready(), thinking(), socketClosed);
    expect(overlay.shows).toMatchObject({
      phase: 'thinking',
      transport: 'none',
      commands: { set_monitoring: 'offline' },
    });
  });

  it('is offline when it was there and is gone, and back with its first status', () => {
    const overlay = play().on(ready(), socketClosed, unreachable);
    expect(overlay.shows).toMatchObject({ phase: 'offline', transport: 'none', detail: { kind: 'retrying' } });
    expect(overlay.on(ready()).shows).toMatchObject({ phase: 'ready', transport: 'socket' });
  });
});

describe('visibility', () => {
  it('is given for five seconds to connecting and to offline', () => {
    const overlay = play();
    expect(overlay.wait(4_999).shows.visible).toBe(true);
    expect(overlay.wait(1).shows.visible).toBe(false);
    overlay.on(ready(), socketClosed, unreachable);
    expect(overlay.wait(4_999).shows.visible).toBe(true);
    expect(overlay.wait(1).shows.visible).toBe(false);
    expect(overlay.isSettled).toBe(true);
  });

  it('is not given again to an outage that goes on', () => {
    expect(play().wait(6_000).on(unreachable).shows.visible).toBe(false);
  });

  it('is given to listening, thinking and speaking, and not to ready and paused', () => {
    expect(play().on(ready()).shows.visible).toBe(false);
    expect(play().on(pushed({ monitoring: false })).shows).toMatchObject({ phase: 'paused', visible: false });
    for (const event of [listening(), thinking(), speaking('Yes.')]) {
      expect(play().on(ready(), event).wait(60_000).shows.visible).toBe(true);
    }
  });

  it('is given for as long as the client holds its overlay up', () => {
    const overlay = play()
      .on(ready('', { overlayVisible: true }))
      .wait(60_000);
    expect(overlay.shows.visible).toBe(true);
    expect(overlay.on(ready()).shows.visible).toBe(false);
  });

  it('is not given by a client that held its overlay up and is gone', () => {
    const overlay = play()
      .on(ready('', { overlayVisible: true }), socketClosed, unreachable)
      .wait(5_000);
    expect(overlay.shows).toMatchObject({ phase: 'offline', visible: false });
  });

  it('can be always or never', () => {
    const always = play({ visibility: 'always', lingerMs: 0 }).on(ready()).wait(60_000);
    expect(always.shows.visible).toBe(true);
    const never = play({ visibility: 'never', lingerMs: 0 }).on(ready(), speaking('Yes.', { overlayVisible: true }));
    expect(never.shows.visible).toBe(false);
  });

  it('is overridden by the tray until the phase changes', () => {
    const shown = play().on(ready(), { kind: 'override', override: 'show' }).wait(60_000);
    expect(shown.shows.visible).toBe(true);
    expect(shown.on(ready('', { monitoring: null })).shows.visible).toBe(true);
    expect(shown.on(pushed({ monitoring: false })).shows.visible).toBe(false);

    const hidden = play().on(ready(), thinking(), { kind: 'override', override: 'hide' });
    expect(hidden.shows.visible).toBe(false);
    expect(hidden.on(speaking('Yes.')).shows.visible).toBe(true);
  });
});

describe('a command', () => {
  it('can be sent over the socket only', () => {
    expect(play().on(ready()).shows).toMatchObject({ commands: { set_monitoring: 'enabled', stop_tts: null } });
    expect(play().on(polled({ isSpeaking: true })).shows).toMatchObject({
      commands: { set_monitoring: 'polling', stop_tts: 'polling' },
    });
    expect(play().shows).toMatchObject({ commands: { set_monitoring: 'offline', stop_tts: null } });
  });

  it('to stop the speech is there while something is spoken', () => {
    expect(play().on(ready(), speaking('Yes.')).shows.commands.stop_tts).toBe('enabled');
  });

  it('is pending until a status confirms it', () => {
    const overlay = play().on(ready(), toggle);
    expect(overlay.shows.commands.set_monitoring).toBe('pending');
    expect(overlay.on(ready()).shows.commands.set_monitoring).toBe('pending');
    expect(overlay.on(pushed({ monitoring: false })).shows).toMatchObject({
      commands: { set_monitoring: 'enabled' },
      detail: null,
    });
    expect(overlay.wait(10_000).shows.detail).toBeNull();
  });

  it('of the user shows the result for two seconds', () => {
    const overlay = play().on(ready(), toggle, pushed({ monitoring: false }));
    expect(overlay.wait(1_999).shows).toMatchObject({ phase: 'paused', visible: true });
    expect(overlay.wait(1).shows.visible).toBe(false);
  });

  it('of somebody else does not show anything', () => {
    expect(play().on(ready(), pushed({ monitoring: false })).shows.visible).toBe(false);
  });

  it('to stop the speech is confirmed by silence', () => {
    const overlay = play().on(ready(), speaking('Long.'), stop, speaking('Long. Longer.'));
    expect(overlay.shows.commands.stop_tts).toBe('pending');
    expect(overlay.on(ready('Long. Longer.')).shows.commands.stop_tts).toBeNull();
    expect(overlay.wait(10_000).shows.detail).toBeNull();
  });

  it('is confirmed by any status of a client that never says whether it monitors', () => {
    const silent = ready('', { monitoring: null });
    expect(play().on(silent, toggle, silent).shows.commands.set_monitoring).toBe('enabled');
  });

  it.each([true, false])('sent without knowing is confirmed by the first that is said of it: %s', (monitoring) => {
    const overlay = play().on(ready('', { monitoring: null }), { ...toggle, id: '1' });
    expect(overlay.on(ready('', { monitoring: null })).shows.commands.set_monitoring).toBe('pending');
    expect(overlay.on(ready('', { monitoring })).shows.commands.set_monitoring).toBe('enabled');
  });

  it('is told as unanswered after three seconds, for four', () => {
    const overlay = play().on(ready(), toggle).wait(2_999);
    expect(overlay.shows).toMatchObject({ commands: { set_monitoring: 'pending' }, detail: null });
    expect(overlay.wait(1).shows).toMatchObject({
      commands: { set_monitoring: 'enabled' },
      detail: failed('unanswered'),
      visible: true,
    });
    expect(overlay.wait(4_000).shows).toMatchObject({ detail: null, visible: false });
  });

  it('that is carried out late is not told as unanswered any more, and its result is shown', () => {
    const overlay = play().on(ready(), toggle).wait(3_500);
    expect(overlay.on(ready()).shows.detail).toEqual(failed('unanswered'));
    expect(overlay.on(pushed({ monitoring: false })).shows).toMatchObject({ phase: 'paused', detail: null });
    expect(overlay.wait(1_999).shows.visible).toBe(true);
    expect(overlay.wait(1).shows.visible).toBe(false);
  });

  it('over which the client drops the socket is told as not carried out', () => {
    const overlay = play().on(ready(), toggle).wait(2_000).on(socketClosed, ready());
    expect(overlay.shows).toMatchObject({
      commands: { set_monitoring: 'enabled' },
      detail: failed('refused'),
      visible: true,
    });
    expect(overlay.wait(4_000).shows.detail).toBeNull();
  });

  it('is not called refused because we dropped the socket: it may have been carried out', () => {
    const overlay = play().on(ready(), toggle, socketDropped);
    expect(overlay.shows).toMatchObject({ transport: 'none', commands: { set_monitoring: 'offline' }, detail: null });
    const confirmed = play().on(ready(), toggle, socketDropped, pushed({ monitoring: false }));
    expect(confirmed.wait(10_000).shows).toMatchObject({ commands: { set_monitoring: 'enabled' }, detail: null });
    overlay.on(ready());
    expect(overlay.wait(3_000).shows.detail).toEqual(failed('unanswered'));
  });

  it('is not blamed for a socket that closes later', () => {
    const overlay = play().on(ready(), toggle).wait(2_001).on(socketClosed, ready());
    expect(overlay.shows).toMatchObject({ commands: { set_monitoring: 'pending' }, detail: null });
    expect(overlay.wait(999).shows.detail).toEqual(failed('unanswered'));
  });

  it('that was confirmed is not blamed for a socket that closes at once', () => {
    const overlay = play().on(ready(), toggle, pushed({ monitoring: false }), socketClosed);
    expect(overlay.shows.detail).toBeNull();
  });
});

describe('the second line', () => {
  it('says what failed in the client’s own words, unless they only repeat the label', () => {
    expect(play().on(pushed({ status: 'Wystąpił błąd…' })).shows.detail).toEqual({
      kind: 'client',
      text: 'Wystąpił błąd…',
    });
    for (const bare of ['Error', 'Błąd', 'Error:']) {
      expect(play().on(pushed({ status: bare })).shows.detail).toBeNull();
    }
    expect(play().on(pushed({ status: 'Error: timeout' })).shows.detail).toEqual({ kind: 'client', text: 'timeout' });
  });

  it('says nothing of other lines', () => {
    expect(play().on(pushed({ status: 'Connected' })).shows.detail).toBeNull();
  });

  it('goes on saying what failed while the client holds the overlay up', () => {
    const overlay = play().on(ready(), pushed({ status: 'Error: timeout' }));
    overlay.on(pushed({ status: 'Overlay Shown', overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ phase: 'error', detail: { kind: 'client', text: 'timeout' } });
    expect(overlay.on(pushed({ status: 'Overlay Hidden' })).shows).toMatchObject({ phase: 'ready', detail: null });
  });
});
