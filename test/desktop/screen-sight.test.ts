import { expect, it } from 'vitest';
import { createScreenSight, type Obstacle } from '../../src-main/desktop/screen-sight.ts';

it('is lost with the first obstacle, and there again when the last one has gone', () => {
  const said: (readonly Obstacle[])[] = [];
  const sight = createScreenSight((obstacles) => said.push(obstacles));
  sight.note('displays off', false);
  expect(said).toEqual([]);
  sight.note('screen locked', true);
  sight.note('displays off', true);
  sight.note('screen locked', false);
  expect(said).toEqual([['screen locked']]);
  sight.note('displays off', true);
  sight.note('displays off', false);
  expect(said).toEqual([['screen locked'], []]);
});
