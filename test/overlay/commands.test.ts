import { describe, expect, it } from 'vitest';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';
import type { CommandRequest, RejectionCode } from '../../src-shared/commands.ts';
import { offer, pushed, ready, speaking } from './events.ts';
import type { TestEvent } from './interpreter.ts';
import { play } from './play.ts';

const sent = (request: CommandRequest, id = '1'): OverlayEvent => ({ kind: 'command-sent', request, id });
const ok = (id = '1'): OverlayEvent => ({ kind: 'ack', ack: { id, rejection: null } });
const no = (code: RejectionCode, message = '', id = '1'): OverlayEvent => ({
  kind: 'ack',
  ack: { id, rejection: { code, message } },
});
const TOGGLE: CommandRequest = { command: 'set_monitoring', args: { on: false } };
const TALK: CommandRequest = { command: 'start_listening' };
const volume = (level: number): CommandRequest => ({ command: 'set_volume', args: { level } });
const speed = (value: number): CommandRequest => ({ command: 'set_setting', args: { key: 'speed', value } });
const failed = (reason: 'refused' | 'unanswered', { command }: CommandRequest) => ({
  kind: 'command-failed',
  reason,
  command,
  key: null,
});

/** A client of version 2 that is ready, and offers everything. */
const connected = () => play().on(ready('', { volume: 0.2, muted: false }), offer());

describe('what a client offers', () => {
  it('is nothing for a client of version 1, and while there is no socket', () => {
    expect(play().on(ready()).shows.assistant).toBeNull();
    expect(connected().on({ kind: 'socket-closed' }).shows.assistant).toBeNull();
    expect(connected().on({ kind: 'socket-dropped' }, ready()).shows.assistant).toBeNull();
    expect(connected().on({ kind: 'unreachable' }).shows.assistant).toBeNull();
  });

  it('is drawn with the values of its last status', () => {
    const { assistant, commands } = connected().shows;
    expect(assistant).toMatchObject({ name: 'Asystent', version: '2.0', volume: 0.2, muted: false });
    expect(commands).toMatchObject({
      set_volume: 'enabled',
      set_muted: 'enabled',
      start_listening: 'enabled',
      send_text: 'enabled',
      set_setting: 'enabled',
    });
  });

  it('is only what it lists', () => {
    const { shows } = play().on(ready(), speaking('Yes.'), offer({ commands: ['set_muted'] }));
    expect(shows.commands).toMatchObject({ set_muted: 'enabled', set_volume: null, send_text: null });
    expect(shows).toMatchObject({ commands: { set_monitoring: null, stop_tts: null } });
  });
});

describe('a command with an id', () => {
  it('is pending until its ack', () => {
    const overlay = connected().on(sent(TALK));
    expect(overlay.shows.commands.start_listening).toBe('pending');
    expect(overlay.on(ready()).shows.commands.start_listening).toBe('pending');
    expect(overlay.on(ok('7')).shows.commands.start_listening).toBe('pending');
    expect(overlay.on(ok()).shows.commands.start_listening).toBe('enabled');
    expect(overlay.wait(10_000).shows.detail).toBeNull();
  });

  it('that the client rejects is told with the reason, for four seconds', () => {
    const overlay = connected().wait(10_000).on(sent(TALK), no('busy', 'Speaking now'));
    expect(overlay.wait(3_999).shows).toMatchObject({
      visible: true,
      detail: {
        kind: 'command-rejected',
        code: 'busy',
        message: 'Speaking now',
        command: 'start_listening',
        key: null,
      },
    });
    expect(overlay.shows.commands.start_listening).toBe('enabled');
    expect(overlay.wait(1).shows).toMatchObject({ visible: false, detail: null });
  });

  it('that gets no ack is told as unanswered after three seconds, unless one comes late', () => {
    const overlay = connected().on(sent(TALK)).wait(2_999);
    expect(overlay.shows.detail).toBeNull();
    expect(overlay.wait(1).shows.detail).toEqual(failed('unanswered', TALK));
    expect(overlay.on(ok()).shows.detail).toBeNull();
    const rejected = connected().on(sent(TALK)).wait(3_000).on(no('failed'));
    expect(rejected.shows.detail).toMatchObject({ kind: 'command-rejected', code: 'failed' });
  });

  it('over which the client drops the socket is told as not carried out, and its ack counts no more', () => {
    const overlay = connected().on(sent(TALK), { kind: 'socket-closed' }, ready(), offer());
    expect(overlay.shows.detail).toEqual(failed('refused', TALK));
    const dropped = connected().on(sent(TALK), { kind: 'socket-dropped' }, ready(), offer(), ok());
    expect(dropped.wait(3_000).shows.detail).toEqual(failed('unanswered', TALK));
  });

  it.each<[string, TestEvent[]]>([
    ['its ack and then the status', [ok(), pushed({ monitoring: false })]],
    ['the status and then its ack', [pushed({ monitoring: false }), ok()]],
  ])('to toggle is confirmed by whichever comes first, and its result shown for two seconds: %s', (_, events) => {
    const overlay = connected().wait(10_000).on(sent(TOGGLE));
    expect(overlay.shows.commands.set_monitoring).toBe('pending');
    const [first, second] = events;
    if (first !== undefined) overlay.on(first);
    expect(overlay.shows.commands.set_monitoring).toBe('enabled');
    if (second !== undefined) overlay.wait(100).on(second);
    expect(overlay.shows).toMatchObject({ phase: 'paused', visible: true, detail: null });
    expect(overlay.wait(2_000).shows).toMatchObject({ visible: false, detail: null });
  });

  it('is not confirmed by a status that says nothing of the monitoring', () => {
    const overlay = connected().on(sent(TOGGLE), pushed({ monitoring: null }));
    expect(overlay.shows.commands.set_monitoring).toBe('pending');
  });
});

describe('the value of a slider', () => {
  it('is the user’s from the move until the client has shown what came of it', () => {
    const overlay = connected().on(sent(volume(0.8)));
    expect(overlay.shows.assistant?.volume).toBe(0.8);
    expect(overlay.on(ready('', { volume: 0.2 })).shows.assistant?.volume).toBe(0.8);
    expect(overlay.on(ok()).shows.assistant?.volume).toBe(0.8);
    expect(overlay.on(ready('', { volume: 0.75 })).shows.assistant?.volume).toBe(0.75);
  });

  it('is the client’s again when it rejects the move, or never answers', () => {
    expect(connected().on(sent(volume(0.8)), no('unavailable')).shows.assistant?.volume).toBe(0.2);
    expect(
      connected()
        .on(sent(volume(0.8)))
        .wait(3_000).shows.assistant?.volume,
    ).toBe(0.2);
    expect(
      connected()
        .on(sent(volume(0.8)), ok())
        .wait(3_000).shows,
    ).toMatchObject({
      assistant: { volume: 0.2 },
      detail: null,
    });
  });

  it('is never held up by a move that is under way', () => {
    const overlay = connected().on(sent(volume(0.5)), { kind: 'press', request: volume(0.6) });
    expect(overlay.shows).toMatchObject({ assistant: { volume: 0.6 }, commands: { set_volume: 'enabled' } });
  });

  it('waits for no longer than its socket', () => {
    const waiting = connected().on(sent(volume(0.5)), { kind: 'press', request: volume(0.6) });
    const again = waiting.on({ kind: 'socket-dropped' }, ready('', { volume: 0.1 }), offer());
    expect(again.wait(3_000).shows.assistant?.volume).toBe(0.1);
  });
});

describe('one of the client’s settings', () => {
  const value = (overlay: ReturnType<typeof connected>) => overlay.shows.assistant?.settings[0]?.value;

  it('has the user’s value from the move on, and for good when the client has taken it', () => {
    const overlay = connected().on(sent(speed(3)));
    expect(value(overlay)).toBe(3);
    expect(value(overlay.on(ok()).wait(10_000))).toBe(3);
  });

  it('has the client’s value when that says otherwise', () => {
    const corrected = connected().on(sent(speed(3)), offer({ speed: 2 }));
    expect(value(corrected)).toBe(3);
    expect(value(corrected.on(ok()))).toBe(2);
    expect(value(connected().on(sent(speed(3)), no('invalid')))).toBe(1);
    expect(value(connected().on(sent(speed(3)), ok(), offer({ speed: 5 })))).toBe(5);
  });

  it('is named when something went wrong with it', () => {
    expect(connected().on(sent(speed(3)), no('invalid')).shows.detail).toMatchObject({
      command: 'set_setting',
      key: 'speed',
    });
  });

  it('keeps a value that it can have, whatever is under way', () => {
    expect(value(connected().on(sent(speed(99))))).toBe(1);
    expect(value(connected().on(sent(speed(99)), ok()))).toBe(1);
  });
});

describe('a denied connection', () => {
  const denied = (denial: 'wrong-key' | 'wrong-certificate'): OverlayEvent => ({ kind: 'denied', denial });

  it('is offline, shown for a while like every absence, and says why for as long as it lasts', () => {
    const overlay = play().on(denied('wrong-key'));
    const shows = { phase: 'offline', transport: 'none', detail: { kind: 'denied', reason: 'wrong-key' } };
    expect(overlay.wait(4_999).shows).toMatchObject({ ...shows, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ ...shows, visible: false });
    expect(overlay.wait(60_000).on(denied('wrong-key')).shows).toMatchObject({ ...shows, visible: false });
  });

  it('is shown again when the reason changes', () => {
    const overlay = play().on(denied('wrong-key')).wait(60_000).on(denied('wrong-certificate'));
    expect(overlay.shows).toMatchObject({ visible: true, detail: { kind: 'denied', reason: 'wrong-certificate' } });
  });

  it('is over with the first status, and when nobody is there any more', () => {
    const overlay = play().on(denied('wrong-key'), ready());
    expect(overlay.shows).toMatchObject({ phase: 'ready', detail: null });
    expect(overlay.on({ kind: 'socket-closed' }, { kind: 'unreachable' }).shows.detail).toEqual({ kind: 'retrying' });
    expect(play().on(ready(), denied('wrong-key'), { kind: 'unreachable' }).shows.detail).toEqual({ kind: 'retrying' });
  });

  it('shows no answer and offers nothing', () => {
    const { shows } = connected().on(speaking('Yes.'), denied('wrong-key'));
    expect(shows).toMatchObject({ answer: null, assistant: null, commands: { set_monitoring: 'offline' } });
  });
});
