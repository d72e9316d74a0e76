import { connectToFakeX, FAKE_ROOT_WINDOW, type FakeXServer, xError, xEvent, xReply } from './fake-x-server.ts';

const CHANGE_ATTRIBUTES = 2;
const GET_ATTRIBUTES = 3;
const GET_GEOMETRY = 14;
const QUERY_TREE = 15;
const INTERN_ATOM = 16;
const GET_PROPERTY = 20;
const TRANSLATE_COORDINATES = 40;

const DESTROY_NOTIFY = 17;
const CONFIGURE_NOTIFY = 22;
const PROPERTY_NOTIFY = 28;
const MAP_NOTIFY = 19;

const VIEWABLE = 2;

/** A window of another program. */
export interface FakeWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Numbers, or the names of atoms. */
  readonly properties: Readonly<Record<string, readonly (string | number)[]>>;
  /** Whether it asks no window manager. */
  readonly bypasses: boolean;
}

export interface FakeXWindows extends FakeXServer {
  /** The windows on the desktop, the lowest first; a test changes them. */
  readonly windows: Map<number, FakeWindow>;
  /** The properties of the root window. */
  readonly root: Record<string, readonly (string | number)[]>;
  /** How many requests have been answered, but those for the numbers of names. */
  answered(): number;
  /** Tell of a new value of a property. @param window default: the root window. */
  tellProperty(name: string, window?: number): void;
  tellMove(window: number): void;
  /** Do something between the next question about a window's place and its answer, which is that of before. */
  whenAsked(window: number, act: () => void): void;
  /** Tell the root window's followers of a window that is shown. */
  tellMap(window: number): void;
  /** Tell of the end of a window. Nobody watches a later one with its number yet. */
  tellEnd(window: number): void;
  /** Wait until all events have been handled, and the questions that they caused have been answered. */
  settled(): Promise<void>;
}

/** Connect to a server that has windows, and a window manager that a test controls. */
export async function connectToFakeWindows(): Promise<FakeXWindows> {
  const windows = new Map<number, FakeWindow>();
  const root: FakeXWindows['root'] = {};
  const names: string[] = [];
  const acts = new Map<number, () => void>();
  const watched = new Set<number>([FAKE_ROOT_WINDOW]);
  let answered = 0;
  const atom = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  };
  const replyTo = (request: Buffer, sequence: number): Buffer | null => {
    const opcode = request.readUInt8(0);
    const asked = request.length >= 8 ? request.readUInt32LE(4) : 0;
    if (opcode === CHANGE_ATTRIBUTES) watched.add(asked);
    if (opcode === INTERN_ATOM) return xReply(sequence, cards(atom(request.subarray(8, 8 + asked).toString())));
    if (opcode === QUERY_TREE) {
      const children = asked === FAKE_ROOT_WINDOW ? [...windows.keys()] : [];
      return xReply(sequence, [...cards(0, 0), ...shorts(children.length)], 0, Buffer.from(cards(...children)));
    }
    const window = windows.get(asked);
    if (opcode === GET_PROPERTY) {
      const properties = asked === FAKE_ROOT_WINDOW ? root : window?.properties;
      if (properties === undefined) return xError(sequence);
      const values = properties[names[request.readUInt32LE(8) - 1] ?? ''] ?? [];
      const type = values.length > 0 ? 1 : 0;
      const numbers = values.map((value) => (typeof value === 'string' ? atom(value) : value));
      return xReply(sequence, cards(type, 0, numbers.length), 32, Buffer.from(cards(...numbers)));
    }
    if (opcode !== GET_ATTRIBUTES && opcode !== GET_GEOMETRY && opcode !== TRANSLATE_COORDINATES) return null;
    if (window === undefined) return xError(sequence);
    const { x, y, width, height, bypasses } = window;
    if (opcode === TRANSLATE_COORDINATES) {
      acts.get(asked)?.();
      acts.delete(asked);
    }
    if (opcode === GET_GEOMETRY)
      return xReply(sequence, [...cards(FAKE_ROOT_WINDOW), ...shorts(0, 0, width, height)], 24);
    if (opcode === TRANSLATE_COORDINATES) return xReply(sequence, [...cards(0), ...shorts(x, y)]);
    const attributes = Buffer.alloc(24);
    attributes.writeUInt16LE(1, 4);
    attributes.writeUInt8(VIEWABLE, 18);
    attributes.writeUInt8(bypasses ? 1 : 0, 19);
    return xReply(sequence, [...attributes]);
  };
  const server = await connectToFakeX((request, sequence) => {
    const reply = replyTo(request, sequence);
    if (reply !== null && request.readUInt8(0) !== INTERN_ATOM) answered += 1;
    return reply;
  });
  const tell = (code: number, about: number, window: number, detail = 0) => {
    if (!watched.has(about)) return;
    const event = xEvent(code);
    event.writeUInt32LE(about, 4);
    event.writeUInt32LE(window, 8);
    event.writeUInt8(detail, 12);
    server.write(event);
  };
  return {
    ...server,
    windows,
    root,
    answered: () => answered,
    tellProperty: (name, window = FAKE_ROOT_WINDOW) => tell(PROPERTY_NOTIFY, window, atom(name)),
    whenAsked: (window, act) => void acts.set(window, act),
    tellMove: (window) => tell(CONFIGURE_NOTIFY, window, window),
    tellMap: (window) => tell(MAP_NOTIFY, FAKE_ROOT_WINDOW, window, windows.get(window)?.bypasses === true ? 1 : 0),
    tellEnd(window) {
      tell(DESTROY_NOTIFY, window, window);
      watched.delete(window);
    },
    async settled() {
      for (let quiet = 0; quiet < 3; ) {
        const before = answered;
        await server.x.atom('any');
        quiet = answered > before ? 0 : quiet + 1;
      }
    },
  };
}

function cards(...values: readonly number[]): number[] {
  return [...new Uint8Array(Uint32Array.from(values).buffer)];
}

function shorts(...values: readonly number[]): number[] {
  return [...new Uint8Array(Uint16Array.from(values).buffer)];
}
