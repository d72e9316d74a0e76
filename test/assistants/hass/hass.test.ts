import { describe, expect, it } from 'vitest';
import { answerRun, introduce, moveTo, RUN, SATELLITE, signIn, startBench, TOKEN } from './bench.ts';

describe('the token', () => {
  it('leaves once on a socket, when it is asked for, and is in no trace [SEC-HASS-TOKEN]', () => {
    const bench = startBench();
    bench.socket().onOpen();
    expect(bench.sent()).toEqual([]);
    bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
    bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
    expect(bench.socket().sent).toEqual([JSON.stringify({ type: 'auth', access_token: TOKEN })]);
    bench.say({ type: 'auth_ok', ha_version: '2026.11.0' });
    bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
    expect(bench.socket().sent.filter((text) => text.includes(TOKEN))).toHaveLength(1);
    expect(JSON.stringify([bench.trace, bench.events])).not.toContain(TOKEN);
  });

  it('that is refused is a denial, and is tried again after a minute [REL-HASS-DENIES]', () => {
    const bench = startBench();
    bench.socket().onOpen();
    bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
    bench.say({ type: 'auth_invalid', message: 'Invalid access token or password' });
    expect(bench.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    expect(bench.socket().isEnded).toBe(true);
    bench.clock.advance(59_000);
    expect(bench.sockets).toHaveLength(1);
    bench.clock.advance(1_000);
    expect(bench.sockets).toHaveLength(2);
  });

  it('that is missing is a denial, once a Home Assistant has asked for it', () => {
    const bench = startBench(SATELLITE, null);
    bench.socket().onOpen();
    expect(bench.events).toEqual([]);
    bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
    expect(bench.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    expect(bench.socket().sent).toEqual([]);
  });
});

describe('the link', () => {
  it('begins again when Home Assistant restarts, with ids from the first one on [REL-HASS-RESTARTS]', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'responding', 4);
    bench.socket().onClose('code 1006');
    expect(bench.events.at(-1)).toEqual({ kind: 'socket-closed' });
    bench.clock.advance(2_000);
    expect(bench.sockets).toHaveLength(2);
    signIn(bench);
    expect(bench.sent(1).map(({ id, type }) => [id, type])).toEqual([
      [1, 'subscribe_entities'],
      [2, 'auth/current_user'],
      [3, 'render_template'],
      [4, 'assist_pipeline/pipeline/list'],
    ]);
    // The satellite's present state counts.
    bench.push('subscribe_entities', { a: { [SATELLITE]: { s: 'idle', a: {}, lc: 9 } } });
    expect(bench.report().phase).toBe('ready');
  });

  it('forgets what it wanted to ask when the socket is gone', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    answerRun(bench, [RUN.start, RUN.stt, RUN.heard, RUN.intent]);
    bench.refuse('conversation/chat_log/subscribe', 'unknown_command');
    bench.socket().onClose('code 1006');
    // The next attempt alone.
    expect(bench.clock.pending()).toBe(1);
  });

  it('answers to no request but its own, and survives answers that nobody asked for', () => {
    const bench = startBench();
    introduce(bench);
    const before = bench.events.length;
    for (const id of [0, -1, 1.5, 999]) bench.say({ id, type: 'result', success: true, result: {} });
    for (const id of [0, 999]) bench.say({ id, type: 'event', event: { a: {} } });
    expect(bench.events).toHaveLength(before);
  });

  it('is dropped when no pong comes, and opened again', () => {
    const bench = startBench();
    introduce(bench);
    bench.socket().answersPings = false;
    bench.clock.advance(15_000);
    expect(bench.events.at(-1)).toEqual({ kind: 'socket-dropped' });
    bench.clock.advance(2_000);
    expect(bench.sockets).toHaveLength(2);
  });

  it('is not live before the token is taken, however long a stranger talks [REL-HASS-STRANGER]', () => {
    const bench = startBench();
    bench.socket().onOpen();
    bench.say({ type: 'auth_required', ha_version: 'x' });
    for (let index = 0; index < 5; index += 1) {
      bench.say({ id: 1, type: 'event', event: { a: { [SATELLITE]: { s: 'listening', a: {} } } } });
    }
    expect(bench.events).toEqual([]);
    bench.clock.advance(10_000);
    expect(bench.sockets[0]?.isEnded).toBe(true);
    expect(bench.trace.some(({ kind }) => kind === 'stranger')).toBe(true);
  });

  it('leaves no timer behind when it is stopped', () => {
    const bench = startBench();
    introduce(bench);
    moveTo(bench, 'processing', 2);
    bench.hass.stop();
    expect(bench.clock.pending()).toBe(0);
    expect(bench.socket().isEnded).toBe(true);
  });
});
