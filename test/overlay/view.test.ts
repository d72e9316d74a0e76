import { expect, it } from 'vitest';
import { initialModel, type ViewContext } from '../../src-main/overlay/model.ts';
import { reduce } from '../../src-main/overlay/reduce.ts';
import { view } from '../../src-main/overlay/view.ts';
import { CONTEXT, ready, speaking } from './events.ts';

const model = [ready(), speaking('Seven degrees.')].reduce(
  (before, event) => reduce(before, event, CONTEXT.preferences, 0),
  initialModel(0),
);
const shown = (changes: Partial<ViewContext>) => view(model, { ...CONTEXT, ...changes }, 0);

it('shows no answer when the user wants none', () => {
  expect(shown({}).answer).toBe('Seven degrees.');
  expect(shown({ showCard: false })).toMatchObject({ answer: null, phase: 'speaking', visible: true });
});

it('hands on how the pages are to look', () => {
  const appearance = { opacity: 0.5, reducedMotion: true };
  expect(shown({ appearance }).appearance).toEqual(appearance);
});
