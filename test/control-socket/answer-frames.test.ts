import { expect, it } from 'vitest';
import { answerFrames } from '../../src-main/control-socket/answer-frames.ts';
import { heldTo } from '../wire-schema.ts';

async function framesOf(name: string | null, pieces: readonly string[]) {
  const frames: unknown[] = [];
  for await (const frame of answerFrames(name, pieces)) {
    // Without a name, the hello says only that there are no commands.
    frames.push(JSON.parse(name === null ? frame : heldTo('clientFrame', frame)));
  }
  return frames;
}

it('an answer grows, and is over with its last piece', async () => {
  expect(await framesOf('Script', ['Se', '', '😀ven', ' degrees.'])).toMatchObject([
    { type: 'hello', data: { client: { name: 'Script' }, commands: [] } },
    { type: 'status', data: { phase: 'thinking', text: '', turn: 1 } },
    { type: 'status', data: { phase: 'speaking', text: 'Se', turn: 1 } },
    { type: 'text_delta', turn: 1, at: 2, append: '😀ven' },
    // Positions count code points.
    { type: 'text_delta', turn: 1, at: 6, append: ' degrees.' },
    { type: 'status', data: { phase: 'ready', text: 'Se😀ven degrees.', turn: 1 } },
  ]);
});

it('an empty answer is none', async () => {
  expect(await framesOf(null, [])).toMatchObject([
    { data: { protocol: 2 } },
    { data: { phase: 'thinking' } },
    { data: { phase: 'ready', text: '' } },
  ]);
});

it('an answer that never ends is read, and not sent any more', async () => {
  const frames = await framesOf(
    null,
    Array.from({ length: 100 }, () => 'x'.repeat(1_000)),
  );
  expect(frames.length).toBe(23);
});
