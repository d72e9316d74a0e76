import { expect, it } from 'vitest';
import { recall, typing } from '../../../src-renderer/panel/recall.ts';

const HISTORY = ['first', 'second', 'third'];

it('goes back to the oldest text and no further', () => {
  let field = typing('');
  const seen: string[] = [];
  for (let presses = 0; presses < 5; presses += 1) {
    field = recall(field, HISTORY, 1);
    seen.push(field.text);
  }
  expect(seen).toEqual(['third', 'second', 'first', 'first', 'first']);
});

it('comes forward again to what was being typed, and no further', () => {
  const back = recall(recall(typing('half a que'), HISTORY, 1), HISTORY, 1);
  const forward = recall(recall(back, HISTORY, -1), HISTORY, -1);
  expect(forward.text).toBe('half a que');
  expect(recall(forward, HISTORY, -1)).toEqual(forward);
});

it('starts from a text that was changed as from any other', () => {
  const changed = typing(`${recall(typing(''), HISTORY, 1).text}!`);
  expect(recall(recall(changed, HISTORY, 1), HISTORY, -1).text).toBe('third!');
});

it('stays where there is no history', () => {
  expect(recall(typing('x'), [], 1)).toEqual(typing('x'));
});
