import { describe, expect, it } from 'vitest';
import type { Face } from '../../../src-renderer/bubble/face.ts';
import { startMotion } from '../../../src-renderer/bubble/motion.ts';
import { createFakeClock } from '../../fake-clock.ts';

const FRAME_MS = 1_000 / 60;

function create() {
  const clock = createFakeClock();
  const fadesAtMs: number[] = [];
  const drawn: (readonly [Face, number | null])[] = [];
  const levels: number[] = [];
  const { show, hear } = startMotion({
    beginFade: () => fadesAtMs.push(clock.nowMs()),
    pictureOf: (face) => (step) => drawn.push([face, step]),
    drawLevel: (level) => levels.push(level),
    timer: clock,
  });
  return { clock, fadesAtMs, drawn, levels, show, hear };
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

describe('the bars of listening', () => {
  it('follow the level instead of breathing, and breathe again when it is unknown', () => {
    const { clock, drawn, levels, show, hear } = create();
    show('listening', true);
    clock.advance(200);
    hear(0.2);
    hear(0.9);
    clock.advance(10_000);
    expect(levels).toEqual([0.2, 0.9]);
    expect(drawn).toEqual([['listening', 0]]);
    expect(clock.pending()).toBe(0);
    hear(null);
    clock.advance(150);
    expect(drawn.slice(1).map(([, step]) => step)).toEqual([0, 1]);
  });

  it('begin with the level that came while the face was new', () => {
    const { clock, drawn, levels, show, hear } = create();
    show('listening', true);
    hear(0.2);
    hear(0.4);
    expect(levels).toEqual([]);
    clock.advance(200);
    expect([levels, drawn]).toEqual([[0.4], []]);
  });

  it('rest after it, and know nothing of it when they come back', () => {
    const { clock, drawn, levels, show, hear } = create();
    for (const away of [() => show('thinking', true), () => show('listening', false)]) {
      drawn.length = 0;
      show('listening', true);
      clock.advance(200);
      hear(0.5);
      away();
      clock.advance(30);
      expect(drawn.at(-1)).toEqual(['listening', null]);
      show('listening', true);
      clock.advance(200);
      expect(drawn.at(-1)).toEqual(['listening', 0]);
    }
    expect(levels).toEqual([0.5, 0.5]);
  });

  it('stand still with a level too if nothing may move', () => {
    const { clock, drawn, levels, show, hear } = create();
    show('listening', false);
    hear(0.5);
    clock.advance(10_000);
    expect([levels, drawn]).toEqual([[], []]);
  });
});
