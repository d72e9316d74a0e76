import { expect, it } from 'vitest';
import { createSignal } from '../../src-shared/signal.ts';

it('a signal calls its subscribers in their order, until each ends its subscription', () => {
  const calls: string[] = [];
  const signal = createSignal<number>();
  const endFirst = signal.subscribe((value) => {
    calls.push(`first ${value}`);
    endFirst();
  });
  signal.subscribe((value) => calls.push(`second ${value}`));
  signal.emit(1);
  signal.emit(2);
  expect(calls).toEqual(['first 1', 'second 1', 'second 2']);
});
