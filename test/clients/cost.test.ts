import { expect, it } from 'vitest';
import type { SocketHandlers } from '../../src-main/assistants/web-socket.ts';
import { createClientsController } from '../../src-main/clients/clients-controller.ts';
import { createDiagnostics } from '../../src-main/diagnostics/diagnostics.ts';
import { PUBLISH_INTERVAL_MS } from '../../src-main/overlay/reduce.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { OVERLAY } from '../assistants/asystent/fake-client.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT } from '../overlay/events.ts';

const MINUTE_MS = 60_000;
const NEVER_MS = 1_000_000_000;
const READY = { status: 'Ready', monitoring: true };

/** An overlay whose work is counted. */
function count(transport: 'socket' | 'polling') {
  const clock = createFakeClock();
  const states: OverlayState[] = [];
  let handlers: SocketHandlers | null = null;
  let requests = 0;
  let pings = 0;
  const clients = createClientsController({
    initial: {
      entries: [{ kind: 'asystent', id: 'local', name: null, wsPorts: [6001], httpPorts: [5001], pairing: null }],
      context: CONTEXT,
      overlay: OVERLAY,
    },
    observe: createDiagnostics({ nowMs: clock.nowMs, nowEpochMs: () => 0, log() {}, requestPaint() {} }).observe,
    readToken: () => null,
    transportsFor: () => ({
      openSocket(_port, opened) {
        clock.setTimeout(() => {
          if (transport === 'polling') opened.onClose('refused');
          else {
            handlers = opened;
            opened.onOpen();
          }
        }, 1);
        return {
          send: () => true,
          ping() {
            pings += 1;
            opened.onPong();
          },
          close() {},
          terminate() {},
        };
      },
      poll(_port, onDone) {
        requests += 1;
        const answer = { kind: 'body', body: JSON.stringify(READY) } as const;
        return clock.setTimeout(() => onDone(answer), transport === 'polling' ? 5 : NEVER_MS);
      },
    }),
    clock,
    nowEpochMs: () => 0,
    random: () => 0.5,
    log() {},
  });
  clients.onState((state) => states.push(state));
  clients.start();
  clock.advance(10);
  const frame = (data: object) => handlers?.onMessage(JSON.stringify({ type: 'status', data }));
  return { clock, states, frame, requests: () => requests, pings: () => pings };
}

it('with a live socket one timer waits, the heartbeat’s; nothing is asked over HTTP and nothing is drawn', () => {
  const { clock, states, frame, requests, pings } = count('socket');
  frame(READY);
  clock.advance(MINUTE_MS);
  const before = { states: states.length, requests: requests(), pings: pings() };
  for (let second = 0; second < 600; second += 1) {
    clock.advance(1_000);
    expect(clock.pending()).toBe(1);
  }
  expect(states.length).toBe(before.states);
  expect(requests()).toBe(before.requests);
  expect(pings() - before.pings).toBe(60);
});

it('while polling it asks at most 60 times a minute, and draws nothing that has not changed', () => {
  const { clock, states, requests } = count('polling');
  clock.advance(MINUTE_MS);
  const before = { states: states.length, requests: requests() };
  clock.advance(10 * MINUTE_MS);
  expect(requests() - before.requests).toBeGreaterThan(590);
  expect(requests() - before.requests).toBeLessThanOrEqual(600);
  expect(states.length).toBe(before.states);
});

it('a change is drawn once, and at once; the same frame again is not', () => {
  const { clock, states, frame } = count('socket');
  frame(READY);
  clock.advance(1_000);
  const listening = { ...READY, status: 'Listening...', wake_word_detected: true };
  const before = states.length;
  frame(listening);
  expect(states.length).toBe(before + 1);
  for (let again = 0; again < 100; again += 1) frame(listening);
  clock.advance(1_000);
  expect(states.length).toBe(before + 1);
});

it('5,000 changes in a second are drawn as often as a display refreshes, the last one too', () => {
  const { clock, states, frame } = count('socket');
  frame(READY);
  clock.advance(1_000);
  const before = states.length;
  for (let change = 1; change <= 5_000; change += 1) {
    frame({ ...READY, is_speaking: true, text: `Answer ${change}` });
    clock.advance(0.2);
  }
  clock.advance(PUBLISH_INTERVAL_MS);
  expect(states.length - before).toBeLessThanOrEqual(65);
  expect(states.at(-1)?.answer).toBe('Answer 5000');
});
