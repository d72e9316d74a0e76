import { expect, it } from 'vitest';
import { withoutCard } from '../../src-main/overlay/without-card.ts';
import { pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

it('leaves nothing for the card, neither an answer nor a long error', () => {
  const answering = play().on(ready(), thinking(), speaking('Yes.')).shows;
  expect(withoutCard(answering)).toEqual({ ...answering, answer: null, answerId: 0 });
  const failing = play().on(ready(), pushed({ status: `Error: ${'no network '.repeat(9)}` })).shows;
  expect(failing.wholeLine).not.toBeNull();
  expect(withoutCard(failing)).toEqual({ ...failing, wholeLine: null });
});
