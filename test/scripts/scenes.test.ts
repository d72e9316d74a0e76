import { expect, it } from 'vitest';
import { SCENES } from '../../scripts/scenes.ts';
import { PHASES } from '../../src-preload/contract.ts';

it('shows every phase once', () => {
  expect(SCENES.map(({ phase }) => phase).toSorted()).toEqual(PHASES.toSorted());
});
