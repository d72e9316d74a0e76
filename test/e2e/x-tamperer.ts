/** Another client of the X server, which changes the overlay's windows as Chromium and window managers may. */

import { onTestFinished } from 'vitest';
import { cardinals, connectToX, xRequest } from '../../src-main/desktop/x-connection.ts';
import { shapesOf } from '../../src-main/desktop/x-shape.ts';
import { windowsOf } from '../../src-main/desktop/x-windows.ts';
import { until } from '../lab/until.ts';

const CREATE_WINDOW = 1;
const MAP_WINDOW = 8;
const CONFIGURE_WINDOW = 12;
const QUERY_TREE = 15;

const OVERRIDE_REDIRECT = 1 << 9;
const STACK_MODE = 1 << 6;
const ABOVE = 0;
const INPUT_OUTPUT = 1;
/** Of the extension XC-MISC: numbers that this client may give to its windows. */
const GET_ID_RANGE = 1;

/** @param env names the X server. It ends with the test. */
export async function connectTamperer(env: NodeJS.ProcessEnv) {
  const x = await connectToX(env);
  onTestFinished(x.close);
  const ids = await x.extension('XC-MISC');
  const [shapes, windows] = await Promise.all([shapesOf(x), windowsOf(x)]);
  if (shapes === null || ids === null) throw new Error('the X server lacks extensions');
  /** Any answer says that the requests before it have been carried out. */
  const done = () => windows.order();
  return {
    shapes,
    order: windows.order,
    /** Return the child of the root window that a window is in. */
    async topOf(window: number): Promise<number> {
      for (let at = window; ; ) {
        const parent = (await x.ask(xRequest(QUERY_TREE, 0, cardinals(at)))).readUInt32LE(12);
        if (parent === x.rootWindow) return at;
        at = parent;
      }
    },
    /** Put a window above all others, without asking the window manager. */
    async raise(window: number): Promise<void> {
      x.send(xRequest(CONFIGURE_WINDOW, 0, cardinals(window, STACK_MODE, ABOVE)));
      await done();
    },
    /** Open a window that no window manager manages, such as a menu, above all others. */
    async openMenu(): Promise<number> {
      const range = await x.ask(xRequest(ids.majorOpcode, GET_ID_RANGE, Buffer.alloc(0)));
      const menu = range.readUInt32LE(8);
      const size = Buffer.alloc(16);
      size.writeInt16LE(500, 0);
      size.writeUInt16LE(300, 4);
      size.writeUInt16LE(200, 6);
      size.writeUInt16LE(INPUT_OUTPUT, 10);
      const body = Buffer.concat([cardinals(menu, x.rootWindow), size, cardinals(OVERRIDE_REDIRECT, 1)]);
      x.send(xRequest(CREATE_WINDOW, 0, body));
      x.send(xRequest(MAP_WINDOW, 0, cardinals(menu)));
      await done();
      return menu;
    },
    /** Wait until `upper` is above `lower` in the order of the windows. */
    async untilAbove(upper: number, lower: number): Promise<void> {
      await until('the order of the windows', async () => {
        const order = await windows.order();
        return order.includes(lower) && order.indexOf(upper) > order.indexOf(lower);
      });
    },
  };
}
