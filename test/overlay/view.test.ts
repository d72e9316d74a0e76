import { expect, it } from 'vitest';
import type { ViewContext } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import { CONTEXT, ready, speaking } from './events.ts';
import { play } from './play.ts';

const { model } = play().on(ready(), speaking('Seven degrees.'));
const shown = (changes: Partial<ViewContext>) => view(model, { ...CONTEXT, ...changes }, 0);

it('shows no answer when the user wants none', () => {
  expect(shown({}).answer).toBe('Seven degrees.');
  expect(shown({ showCard: false })).toMatchObject({ answer: null, phase: 'speaking', visible: true });
});

it('hands on how the pages are to look', () => {
  const appearance = { opacity: 0.5, reducedMotion: true };
  expect(shown({ appearance }).appearance).toEqual(appearance);
});
