import { describe, expect, it } from 'vitest';
import { moveOnSway } from '../../src-main/desktop/sway.ts';
import { listenLocally } from './local-server.ts';

describe.skipIf(process.platform === 'win32')('sway', () => {
  it('is told where a window of ours is to be, and asked nothing more before it has answered', async () => {
    const received: Buffer[] = [];
    let isAnswered = false;
    const SWAYSOCK = await listenLocally((socket) => {
      socket.on('data', (data) => {
        received.push(data);
        // In two parts.
        socket.write(Buffer.from('i3-ipc\x02\0\0\0\0\0'));
        setTimeout(() => {
          isAnswered = true;
          socket.write(Buffer.from('\0\0[]'));
        }, 20);
      });
    });
    await moveOnSway({ SWAYSOCK }, 7, { x: 406, y: -80 });
    expect(isAnswered).toBe(true);
    const sent = Buffer.concat(received);
    const command = '[id=7] move absolute position 406 px -80 px';
    expect(sent.subarray(0, 14)).toEqual(Buffer.from(`i3-ipc${String.fromCharCode(command.length)}\0\0\0\0\0\0\0`));
    expect(sent.subarray(14).toString()).toBe(command);
  });

  it('may have gone, or not be there at all', async () => {
    await moveOnSway({ SWAYSOCK: '/nowhere/sway.sock' }, 7, { x: 0, y: 0 });
    await moveOnSway({}, 7, { x: 0, y: 0 });
  });
});
