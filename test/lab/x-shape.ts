import { cardinals, connectToX, xRequest } from '../../src-main/desktop/x-connection.ts';

/** The shape extension of X: https://www.x.org/releases/current/doc/xextproto/shape.html */

const SHAPE_MASK = 2;
const SHAPE_GET_RECTANGLES = 8;
const KIND_INPUT = 2;

/**
 * Set a window's input shape to none, so that the whole window takes the pointer, as Electron 43 and later do with their
 * own windows (https://github.com/electron/electron/issues/52456).
 * @param env names the X server.
 * @throws when the server is not there or refuses.
 */
export async function wipeInputShape(env: Readonly<Record<string, string>>, window: number): Promise<void> {
  const x = await connectToX(env);
  try {
    const shape = await x.extension('SHAPE');
    if (shape === null) throw new Error('the X server has no shapes');
    // Operation, offset and pixmap are 0: set, without moving it, to none.
    x.send(xRequest(shape.majorOpcode, SHAPE_MASK, cardinals(KIND_INPUT << 8, window, 0, 0)));
    // Any answer says that the request before it has been carried out.
    await x.ask(xRequest(shape.majorOpcode, SHAPE_GET_RECTANGLES, cardinals(window, KIND_INPUT)));
  } finally {
    x.close();
  }
}
