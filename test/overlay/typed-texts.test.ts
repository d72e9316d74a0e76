import { expect, it } from 'vitest';
import { afterSending, NOTHING_TYPED } from '../../src-main/overlay/typed-texts.ts';
import { TYPED_TEXTS_MAX } from '../../src-preload/panel-contract.ts';

const all = (...texts: readonly string[]) => texts.reduce(afterSending, NOTHING_TYPED).sent;

it('remembers the last ten, the newest last', () => {
  const texts = Array.from({ length: TYPED_TEXTS_MAX + 3 }, (_, index) => `text ${index}`);
  expect(all(...texts)).toEqual(texts.slice(3));
});

it('remembers a text that is sent again right away once', () => {
  expect(all('a', 'b', 'b', 'a')).toEqual(['a', 'b', 'a']);
});

it('keeps what is in the field: the client may refuse it', () => {
  expect(afterSending({ sent: [], draft: 'a' }, 'a')).toEqual({ sent: ['a'], draft: 'a' });
});
