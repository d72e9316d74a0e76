import { describe, expect, it } from 'vitest';
import type { Face } from '../../../src-renderer/bubble/face.ts';
import { startMotion } from '../../../src-renderer/bubble/motion.ts';
import { createFakeClock } from '../../fake-clock.ts';

const FRAME_MS = 1_000 / 60;

function create() {
  const clock = createFakeClock();
  const fadesAtMs: number[] = [];
  const drawn: (readonly [Face, number | null])[] = [];
  const show = startMotion({
    beginFade: () => fadesAtMs.push(clock.nowMs()),
    pictureOf: (face) => (step) => drawn.push([face, step]),
    timer: clock,
  });
  return { clock, fadesAtMs, drawn, show };
}

describe('a picture', () => {
  it('moves when it has been there for a moment, and goes on while its phase does', () => {
    const { clock, drawn, show } = create();
    show('listening', true);
    clock.advance(150);
    expect(drawn).toEqual([]);
    clock.advance(50);
    expect(drawn).toEqual([['listening', 0]]);
    show('listening', true);
    clock.advance(3 * 150);
    expect(drawn.map(([, step]) => step)).toEqual([0, 1, 2, 3]);
  });

  it('of a phase in which nothing goes on never moves, and waits for nothing', () => {
    const { clock, drawn, show } = create();
    show('ready', true);
    clock.advance(10_000);
    expect(drawn).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('of the phase before stops at once, but is not drawn again in the frame that shows the next one', () => {
    const { clock, drawn, show } = create();
    show('listening', true);
    clock.advance(200);
    show('thinking', true);
    clock.advance(FRAME_MS);
    expect(drawn).toEqual([['listening', 0]]);
    clock.advance(FRAME_MS);
    expect(drawn.at(-1)).toEqual(['listening', null]);
    clock.advance(200);
    expect(drawn.slice(2)).toEqual([['thinking', 0]]);
  });

  it('comes to rest too when phases follow each other faster than it is drawn', () => {
    const { clock, drawn, show } = create();
    show('listening', true);
    clock.advance(200);
    for (const face of ['thinking', 'listening', 'ready'] as const) {
      show(face, true);
      clock.advance(5);
    }
    clock.advance(10_000);
    expect(drawn).toEqual([
      ['listening', 0],
      ['listening', null],
    ]);
  });

  it('of phases that come and go faster never begins to move', () => {
    const { clock, drawn, show } = create();
    for (let change = 0; change < 20; change += 1) {
      show(change % 2 === 0 ? 'listening' : 'thinking', true);
      clock.advance(100);
    }
    expect(drawn).toEqual([]);
  });

  it('rests as soon as it may not move, such as when the bubble leaves, and waits for nothing', () => {
    const { clock, drawn, show } = create();
    show('speaking', true);
    clock.advance(200);
    show('speaking', false);
    expect(drawn.at(-1)).toEqual(['speaking', null]);
    expect(clock.pending()).toBe(0);
    show('speaking', true);
    clock.advance(200);
    expect(drawn.at(-1)).toEqual(['speaking', 0]);
  });

  it('that may not move still lets the phase before fade', () => {
    const { clock, drawn, fadesAtMs, show } = create();
    show('listening', false);
    show('thinking', false);
    clock.advance(10_000);
    expect(drawn).toEqual([]);
    expect(fadesAtMs).toHaveLength(1);
  });
});

it('the phase before fades once the frame that shows the new one has been drawn', () => {
  const { clock, fadesAtMs, show } = create();
  show('listening', true);
  clock.advance(FRAME_MS);
  expect(fadesAtMs).toEqual([]);
  clock.advance(FRAME_MS);
  expect(fadesAtMs).toHaveLength(1);
  show('listening', true);
  clock.advance(250);
  expect(fadesAtMs).toHaveLength(1);
});
