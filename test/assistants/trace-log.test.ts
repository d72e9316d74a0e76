import { expect, it } from 'vitest';
import type { TraceEvent } from '../../src-main/assistants/trace.ts';
import { logTrace } from '../../src-main/assistants/trace-log.ts';

function linesOf(...events: readonly TraceEvent[]): readonly string[] {
  const lines: string[] = [];
  events.forEach(logTrace((line) => lines.push(line)));
  return lines;
}

it('the log has the transitions of a connection, each in words', () => {
  expect(
    linesOf(
      { kind: 'stranger', port: 6001, cause: 'no status in time' },
      { kind: 'live', transport: 'polling', port: 5001 },
      { kind: 'live', transport: 'socket', port: 6000 },
      { kind: 'version', version: 2 },
      { kind: 'ended', reason: 'greeting', cause: 'code 1003' },
      { kind: 'ended', reason: 'lost', cause: 'code 1006' },
      { kind: 'ended', reason: 'silent', cause: null },
      { kind: 'ended', reason: 'requested', cause: null },
      { kind: 'reconnect' },
      { kind: 'unreachable' },
    ),
  ).toEqual([
    'port 6001 opens a socket but is not the client: no status in time',
    'polling port 5001',
    'socket live on port 6000',
    'the client speaks version 2',
    'socket closed after our hello: code 1003',
    'socket closed: code 1006',
    'socket closed: no pong',
    'reconnecting on request',
    'client unreachable',
  ]);
});

it('traffic is not logged', () => {
  expect(
    linesOf(
      { kind: 'attempt', port: 6001 },
      { kind: 'frame-in', bytes: 1 },
      { kind: 'frame-ignored' },
      { kind: 'frame-out', bytes: 1 },
      { kind: 'ping' },
      { kind: 'pong', roundTripMs: 1 },
      { kind: 'poll', outcome: 'ok', bytes: 1 },
    ),
  ).toEqual([]);
});

it('a denial that repeats is logged once, until the client has been there', () => {
  const denied = (denial: 'wrong-key' | 'wrong-certificate') => ({ kind: 'denied', denial }) as const;
  const live = { kind: 'live', transport: 'socket', port: 6001 } as const;
  expect(
    linesOf(denied('wrong-key'), denied('wrong-key'), denied('wrong-certificate'), live, denied('wrong-certificate')),
  ).toEqual([
    'connection denied: wrong-key',
    'connection denied: wrong-certificate',
    'socket live on port 6001',
    'connection denied: wrong-certificate',
  ]);
});
