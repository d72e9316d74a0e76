import { converse } from './local-socket.ts';
import { parseStruts, type Strut } from './struts.ts';
import { cardinals, counted, greetX, type XConnection, xRequest, xSocketPath } from './x-connection.ts';

/** Single questions to the X server that Electron does not answer. */

type Env = Readonly<Record<string, string | undefined>>;

const GET_GEOMETRY = 14;
const INTERN_ATOM = 16;
const IF_EXISTS = 1;
const GET_PROPERTY = 20;
const GET_SELECTION_OWNER = 23;
const QUERY_POINTER = 38;
const TRANSLATE_COORDINATES = 40;

const ANY_TYPE = 0;
const NAME_MAX_BYTES = 1_024;
/** How many windows of the window manager's list are asked for panels. */
const WINDOWS_MAX = 1_024;
/** Where the value begins in the reply to GetProperty. */
const VALUE_OFFSET = 32;

/**
 * Ask whether a selection has an owner. Compositors and trays make themselves known by owning one.
 * @returns null when the server does not say.
 */
export function selectionHasOwner(env: Env, selection: string): Promise<boolean | null> {
  return askX(env, async ({ ask }) => {
    const atom = (await ask(xRequest(INTERN_ATOM, IF_EXISTS, counted(selection)))).readUInt32LE(8);
    // A name that nobody has ever used can't have an owner.
    if (atom === 0) return false;
    return (await ask(xRequest(GET_SELECTION_OWNER, 0, cardinals(atom)))).readUInt32LE(8) !== 0;
  });
}

/**
 * Ask for the name of the window manager, which it writes on a window that the root window names.
 * https://specifications.freedesktop.org/wm-spec/latest/ar01s03.html
 * @returns null when there is none, or it has no name.
 */
export function windowManagerName(env: Env): Promise<string | null> {
  return askX(env, async ({ ask, atom, rootWindow }) => {
    const property = async (window: number, name: string) => {
      const reply = await ask(
        xRequest(GET_PROPERTY, 0, cardinals(window, await atom(name), ANY_TYPE, 0, NAME_MAX_BYTES / 4)),
      );
      const units = reply.readUInt32LE(16);
      return reply.subarray(VALUE_OFFSET, VALUE_OFFSET + units * (reply.readUInt8(1) / 8));
    };
    const window = await property(rootWindow, '_NET_SUPPORTING_WM_CHECK');
    return (await property(window.readUInt32LE(0), '_NET_WM_NAME')).toString() || null;
  });
}

/**
 * Ask where the pointer is. Electron answers that once, and then repeats the answer for as long as the pointer stays off
 * its windows (https://github.com/electron/electron/issues/42519; seen with 33.4).
 * @returns pixels from the upper left corner of the desktop, and whether a window of this server is there; null when the
 * server does not say.
 */
export function pointerPosition(
  env: Env,
): Promise<{ readonly x: number; readonly y: number; readonly isOverWindow: boolean } | null> {
  return askX(env, async ({ ask, rootWindow }) => {
    const reply = await ask(xRequest(QUERY_POINTER, 0, cardinals(rootWindow)));
    return { x: reply.readInt16LE(16), y: reply.readInt16LE(18), isOverWindow: reply.readUInt32LE(12) !== 0 };
  });
}

/**
 * Ask which window the window manager calls active, and where it is.
 * @returns pixels from the upper left corner of the desktop; null when no window of this server is active.
 */
export function activeWindowArea(
  env: Env,
): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null> {
  return askX(env, async ({ ask, atom, rootWindow }) => {
    const active = await atom('_NET_ACTIVE_WINDOW');
    const property = await ask(xRequest(GET_PROPERTY, 0, cardinals(rootWindow, active, ANY_TYPE, 0, 1)));
    const window = property.readUInt32LE(16) === 0 ? 0 : property.readUInt32LE(VALUE_OFFSET);
    if (window === 0) return null;
    const [size, place] = await Promise.all([
      ask(xRequest(GET_GEOMETRY, 0, cardinals(window))),
      ask(xRequest(TRANSLATE_COORDINATES, 0, cardinals(window, rootWindow, 0))),
    ]);
    return {
      x: place.readInt16LE(12),
      y: place.readInt16LE(14),
      width: size.readUInt16LE(16),
      height: size.readUInt16LE(18),
    };
  });
}

/**
 * Ask which places at the edges of the desktop panels want to have free.
 * @returns null when the server does not say.
 */
export function panelStruts(env: Env): Promise<readonly Strut[] | null> {
  return askX(env, async ({ ask, atom, rootWindow }) => {
    const numbersOf = async (window: number, property: number) => {
      const reply = await ask(xRequest(GET_PROPERTY, 0, cardinals(window, property, ANY_TYPE, 0, WINDOWS_MAX)));
      const length = reply.readUInt8(1) === 32 ? reply.readUInt32LE(16) : 0;
      return Array.from({ length }, (_, index) => reply.readUInt32LE(VALUE_OFFSET + 4 * index));
    };
    const [partial, whole] = await Promise.all([atom('_NET_WM_STRUT_PARTIAL'), atom('_NET_WM_STRUT')]);
    const geometry = await ask(xRequest(GET_GEOMETRY, 0, cardinals(rootWindow)));
    const desktop = { width: geometry.readUInt16LE(16), height: geometry.readUInt16LE(18) };
    const strutsOf = async (window: number) => {
      const newer = await numbersOf(window, partial);
      return parseStruts(newer.length > 0 ? newer : await numbersOf(window, whole), desktop);
    };
    const windows = await numbersOf(rootWindow, await atom('_NET_CLIENT_LIST'));
    // A window may have gone since.
    return (await Promise.all(windows.map((window) => strutsOf(window).catch(() => [])))).flat();
  });
}

/** Ask whether an atom has been made since the server was started. @returns null when the server does not say. */
export function hasAtom(env: Env, name: string): Promise<boolean | null> {
  return askX(env, async ({ ask }) => {
    const reply = await ask(xRequest(INTERN_ATOM, IF_EXISTS, counted(name)));
    return reply.readUInt32LE(8) !== 0;
  });
}

/** Make an atom, which stays until the server ends. @returns null when the server does not say. */
export function makeAtom(env: Env, name: string): Promise<number | null> {
  return askX(env, ({ atom }) => atom(name));
}

async function askX<Answer>(env: Env, question: (x: XConnection) => Promise<Answer>): Promise<Answer | null> {
  const path = xSocketPath(env);
  if (path === null) return null;
  const ask = (at: string) => converse(at, async (socket) => question(await greetX(socket, env)));
  // The file may be gone (connectToX).
  return (await ask(path)) ?? (await ask(`\0${path}`));
}
