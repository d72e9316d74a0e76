import { expect, it } from 'vitest';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { SCENES } from './scenes.ts';

it('shows every phase once', () => {
  expect(SCENES.map(({ phase }) => phase).toSorted()).toEqual(PHASES.toSorted());
});
