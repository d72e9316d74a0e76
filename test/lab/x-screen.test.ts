import { expect, it } from 'vitest';
import { getImage, rootWindow } from './x-screen.ts';

it('the root window stands behind the name of the vendor, which is padded, and the pixel formats', () => {
  const greeting = Buffer.alloc(40 + 8 + 2 * 8 + 40);
  greeting.writeUInt16LE(5, 24);
  greeting.writeUInt8(2, 29);
  greeting.writeUInt32LE(0x1234, 40 + 8 + 2 * 8);
  expect(rootWindow(greeting)).toBe(0x1234);
});

it('asks for the pixels of an area, all planes', () => {
  const request = getImage(0x1234, { x: 10, y: 20, width: 30, height: 40 });
  expect([...request]).toEqual([73, 2, 5, 0, 0x34, 0x12, 0, 0, 10, 0, 20, 0, 30, 0, 40, 0, 255, 255, 255, 255]);
});
