import { converse } from './local-socket.ts';
import { swaySocket } from './sway-socket.ts';

/**
 * sway puts windows that float in the middle of the screen, whatever place they ask for. It can be told another one over its
 * socket: https://github.com/swaywm/sway/blob/master/sway/sway-ipc.7.scd
 */

const MAGIC = 'i3-ipc';
/** The types of messages; an event has the highest bit. */
export const MESSAGE = { command: 0, subscribe: 2, tree: 4, windowEvent: 0x8000_0003 } as const;
type Env = Readonly<Record<string, string | undefined>>;

/** The magic string, the length of the payload, and the type of the message. */
const HEAD_BYTES = MAGIC.length + 8;

/**
 * Move a window of XWayland on sway, once it is shown. Does nothing on other desktops, and if sway refuses.
 * @param window its number at the X server. @param at in pixels of the X screen.
 */
export async function moveOnSway(
  env: Env,
  window: number,
  at: { readonly x: number; readonly y: number },
): Promise<void> {
  const path = swaySocket(env);
  if (path === null) return;
  await converse(path, async (socket) => {
    socket.send(swayMessage(MESSAGE.command, `[id=${window}] move absolute position ${at.x} px ${at.y} px`));
    // Closed earlier, sway might not carry it out.
    await socket.next(messageLength);
  });
}

export function swayMessage(type: number, payload: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 0);
  head.writeUInt32LE(Buffer.byteLength(payload), MAGIC.length);
  head.writeUInt32LE(type, MAGIC.length + 4);
  return Buffer.concat([head, Buffer.from(payload)]);
}

export function readMessage(message: Buffer): { readonly type: number; readonly payload: string } {
  return { type: message.readUInt32LE(MAGIC.length + 4), payload: message.subarray(HEAD_BYTES).toString() };
}

/** Return the length of the message that begins with these bytes; null while they are too few. */
export function messageLength(received: Buffer): number | null {
  return received.length < HEAD_BYTES ? null : HEAD_BYTES + received.readUInt32LE(MAGIC.length);
}
