import { expect, it } from 'vitest';
import { tallyLines } from './follower.ts';

it('the lines of a follower are counted however they come in pieces, and the last whole one is kept', () => {
  const tally = tallyLines();
  expect([tally.lines(), tally.last()]).toEqual([0, '']);
  for (const piece of ['Ready\nListen', 'ing\nThinking…\nSpea']) tally.take(piece);
  expect([tally.lines(), tally.last(), tally.characters()]).toEqual([3, 'Thinking…', 30]);
  tally.take('king\n');
  expect([tally.lines(), tally.last()]).toEqual([4, 'Speaking']);
});
