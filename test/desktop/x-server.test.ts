import { expect, it } from 'vitest';
import { rootWindow } from '../../src-main/desktop/x-server.ts';

it('the root window stands behind the name of the vendor, which is padded, and the pixel formats', () => {
  const greeting = Buffer.alloc(40 + 8 + 2 * 8 + 40);
  greeting.writeUInt16LE(5, 24);
  greeting.writeUInt8(2, 29);
  greeting.writeUInt32LE(0x1234, 40 + 8 + 2 * 8);
  expect(rootWindow(greeting)).toBe(0x1234);
});
