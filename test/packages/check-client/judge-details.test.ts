import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../packages/check-client/src/json.ts';
import { judgeDetails } from '../../../packages/check-client/src/judge-details.ts';
import type { Observations } from '../../../packages/check-client/src/observations.ts';
import type { Point } from '../../../packages/check-client/src/point.ts';
import type { SocketRecord } from '../../../packages/check-client/src/watched-socket.ts';
import { statusInFrame } from '../../../packages/check-client/src/wire-status.ts';
import { STATUS } from './hand-made-client.ts';

type Said = readonly [atMs: number, frame: object];

const status = (atMs: number, fields: object = {}): Said => [atMs, { type: 'status', data: { ...STATUS, ...fields } }];
const delta = (turn: unknown, at: unknown, append: unknown): Said => [0, { type: 'text_delta', turn, at, append }];

function record(...said: readonly Said[]): SocketRecord {
  const frames = said.map(([atMs, frame]) => {
    const raw = JSON.stringify(frame);
    const json = parseJson(raw);
    const type = 'type' in frame && typeof frame.type === 'string' ? frame.type : null;
    return { atMs, raw, isBinary: false, json, type, status: statusInFrame(json) };
  });
  return { openedMs: 0, frames, pongs: 0, closed: null };
}

/** The points about a client that said this to an overlay that had said hello, and to one that had not. */
function judged(greeted: readonly Said[], other: readonly Said[] = [status(0)]): Readonly<Record<string, Point>> {
  const seen: Observations = {
    ...{ address: '', isSecure: false, strangers: null, second: null, pinged: null, unknownFrame: null, noJson: null },
    ...{ unknownCommand: null, commands: null, http: null, endMs: 0 },
    upgrade: { result: { kind: 'failure', code: '' }, isAccepted: true },
    first: record(...other),
    hello: { record: record(...greeted), sentMs: 0 },
  };
  return Object.fromEntries(judgeDetails(seen).map((point) => [point.id, point]));
}

describe('a growing answer', () => {
  const begun = status(0, { turn: 1, text: 'Seven 👋' });

  it('is right if each delta fits, and the next status has the same text', () => {
    const points = judged([
      begun,
      delta(1, 7, ' degrees'),
      delta(1, 15, '.'),
      status(9, { turn: 1, text: 'Seven 👋 degrees.' }),
    ]);
    expect(points['text-delta']).toMatchObject({ verdict: 'right', found: '2 deltas, and each fits' });
  });

  it.each<[string, readonly Said[], RegExp]>([
    ['a place in UTF-16 units', [begun, delta(1, 8, '.')], /^at is 8, and the text has 7$/],
    ['one that is sent twice', [begun, delta(1, 7, '.'), delta(1, 7, '.')], /^at is 7, and the text has 8$/],
    ['one of another turn', [begun, delta(2, 0, 'x')], /^turn is 2, and that of the status 1$/],
    ['one of no turn', [status(0), delta(0, 0, 'x')], /^turn is 0, and that of the status unknown$/],
    ['one before any status', [delta(0, 0, 'x')], /^turn is 0, and that of the status unknown$/],
    ['one of nothing', [begun, delta(1, 7, '')], /append/],
    [
      'another text in the next status',
      [begun, delta(1, 7, '.'), status(9, { turn: 1, text: 'Six' })],
      /^the status after a delta has another text: "Six"$/,
    ],
  ])('is wrong with %s', (_, said, found) => {
    expect(judged(said)['text-delta']).toMatchObject({ verdict: 'wrong', found: expect.stringMatching(found) });
  });

  it('is wrong for an overlay that does not accept deltas', () => {
    const points = judged([begun], [begun, delta(1, 7, '.')]);
    expect(points['text-delta']).toMatchObject({
      verdict: 'wrong',
      found: '1 delta went to overlays that do not accept them',
    });
  });

  it('is not tried where none comes', () => {
    expect(judged([begun])['text-delta']).toMatchObject({ verdict: 'not-tried' });
  });
});

describe('the level', () => {
  const levels = (count: number, everyMs: number, fields = {}) =>
    Array.from({ length: count }, (_, index) =>
      status(index * everyMs, { phase: 'listening', level: index / 100, ...fields }),
    );

  it('is right at 20 a second', () => {
    expect(judged(levels(60, 50))['level']).toMatchObject({ verdict: 'right', found: expect.stringContaining('20') });
  });

  it('is a warning when it comes more often, or to whoever does not accept it', () => {
    expect(judged(levels(60, 20))['level']).toMatchObject({ verdict: 'warning', found: '50 came in a second' });
    expect(judged([status(0)], levels(3, 50))['level']).toMatchObject({
      verdict: 'warning',
      found: '2 frames brought only another level to overlays that do not accept it',
    });
  });

  it('is a warning when it goes on alone while the client does not listen', () => {
    for (const fields of [{ phase: 'ready' }, { phase: 'thinking' }, { phase: null, status: 'Ready' }]) {
      expect(judged(levels(10, 50, fields))['level']).toMatchObject({
        verdict: 'warning',
        found: '9 frames brought only another level while it did not listen',
        section: 'docs/protocol.md#the-level-of-the-microphone',
      });
      expect(judged(levels(3, 50, fields))['level']).toMatchObject({ verdict: 'right' });
    }
    const byFlag = levels(10, 50, { phase: null, status: 'Listening...', is_listening: true });
    expect(judged(byFlag)['level']).toMatchObject({ verdict: 'right' });
  });

  it('may come with something else to anybody', () => {
    const said = [
      status(0),
      status(1, { level: 0.5, phase: 'listening' }),
      status(2, { level: null, phase: 'thinking' }),
    ];
    expect(judged(said, said)['level']).toMatchObject({ verdict: 'right' });
  });
});

describe('the details', () => {
  it('are what an overlay would see', () => {
    const notice = { kind: 'summary', title: 'Your day', text: 'Three meetings.' };
    const said = status(0, {
      heard: 'How warm?',
      activity: 'Asking',
      text: 'Seven 👋',
      spoken: 7,
      needs_user: true,
      notice,
    });
    expect(judged([said])['details']).toMatchObject({
      verdict: 'right',
      found: 'heard "How warm?", activity "Asking", needs_user true, notice summary "Your day", spoken 7 of 7',
    });
  });

  it('are wrong where more is spoken than there is', () => {
    const said = status(0, { text: 'Seven 👋', spoken: 8 });
    expect(judged([said])['details']).toMatchObject({ verdict: 'wrong', found: 'spoken is 8, and text has 7' });
  });

  it('are not tried where no status has any', () => {
    expect(judged([status(0)])['details']).toMatchObject({ verdict: 'not-tried' });
  });
});
