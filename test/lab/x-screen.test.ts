import { expect, it } from 'vitest';
import { getImage } from './x-screen.ts';

it('asks for the pixels of an area, all planes', () => {
  const request = getImage(0x1234, { x: 10, y: 20, width: 30, height: 40 });
  expect([...request]).toEqual([73, 2, 5, 0, 0x34, 0x12, 0, 0, 10, 0, 20, 0, 30, 0, 40, 0, 255, 255, 255, 255]);
});
