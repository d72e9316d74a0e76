import { cardinals, type XConnection, type XEvent, xRequest } from './x-connection.ts';

/**
 * Input shapes: the parts of windows that take the pointer. Any client may set those of any window, and be told when they
 * change. https://www.x.org/releases/current/doc/xextproto/shape.html; kind Input exists since version 1.1 (2006).
 */

const MINOR = { rectangles: 1, combine: 3, selectInput: 6, getRectangles: 8 } as const;
const SET = 0;
const BOUNDING = 0;
const INPUT = 2;
const UNSORTED = 0;

const RECTANGLE_BYTES = 8;
const REPLY_HEAD_BYTES = 32;

export interface XRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A change of a window's shape. */
export interface ShapeChange {
  readonly window: number;
  /** Which shape: that of drawing (`bounding`, `clip`), or that of the pointer (`input`). */
  readonly kind: 'bounding' | 'input' | 'clip';
  /** Whether the window has a shape now; otherwise, all of it draws or takes the pointer. */
  readonly isShaped: boolean;
  readonly isEmpty: boolean;
}

/** The requests for shapes. A window that does not exist is no error. */
export interface XShapes {
  /** Return the change that an event tells; null for other events. */
  changeOf(event: XEvent): ShapeChange | null;
  /** Ask for events about all changes of a window's shapes. */
  select(window: number): void;
  /** Let no part of a window take the pointer. */
  emptyInput(window: number): void;
  /** Let exactly the area that a window draws, its bounding shape, take the pointer. */
  boundInput(window: number): void;
  /** Return the rectangles of a window that take the pointer, in pixels. @throws when there is no such window. */
  inputOf(window: number): Promise<readonly XRectangle[]>;
}

/** @returns null when the server knows no shapes. @throws when the connection ends. */
export async function shapesOf(x: XConnection): Promise<XShapes | null> {
  const extension = await x.extension('SHAPE');
  if (extension === null) return null;
  const { majorOpcode, firstEvent } = extension;
  const request = (minor: number, ...body: readonly Buffer[]) => xRequest(majorOpcode, minor, Buffer.concat(body));
  return {
    changeOf: (event) => (event.code === firstEvent ? changeOf(event.data) : null),
    select: (window) => x.send(request(MINOR.selectInput, cardinals(window), Buffer.from([1]))),
    emptyInput: (window) =>
      x.send(request(MINOR.rectangles, Buffer.from([SET, INPUT, UNSORTED, 0]), cardinals(window, 0))),
    boundInput: (window) =>
      x.send(request(MINOR.combine, Buffer.from([SET, INPUT, BOUNDING, 0]), cardinals(window, 0, window))),
    async inputOf(window) {
      const reply = await x.ask(request(MINOR.getRectangles, cardinals(window), Buffer.from([INPUT])));
      return Array.from({ length: reply.readUInt32LE(8) }, (_, index) =>
        rectangleOf(reply.subarray(REPLY_HEAD_BYTES + index * RECTANGLE_BYTES)),
      );
    },
  };
}

function rectangleOf(data: Buffer): XRectangle {
  return { x: data.readInt16LE(0), y: data.readInt16LE(2), width: data.readUInt16LE(4), height: data.readUInt16LE(6) };
}

/** Read a ShapeNotify. */
function changeOf(data: Buffer): ShapeChange {
  return {
    window: data.readUInt32LE(4),
    kind: (['bounding', 'clip', 'input'] as const)[data.readUInt8(1)] ?? 'clip',
    isShaped: data.readUInt8(20) !== 0,
    isEmpty: data.readUInt16LE(12) === 0 || data.readUInt16LE(14) === 0,
  };
}
