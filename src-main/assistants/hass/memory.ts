import type { Ack } from '../assistant.ts';
import type { Told } from '../reduced-assistant.ts';
import type { Chat } from './chat-log.ts';
import type { Device, Pipelines } from './device.ts';
import type { Entities } from './entities.ts';
import { NO_RUN, type Run } from './run-events.ts';
import { type Request, requestFrame } from './wire.ts';

/** The purpose of a request, which says how to read its answer. */
export type Purpose =
  | { readonly kind: 'user' | 'device-entities' | 'device' | 'pipelines' | 'states' | 'ignored' }
  /** The kept runs of a pipeline, and one of them. */
  | { readonly kind: 'runs'; readonly reading: number; readonly pipeline: string }
  | { readonly kind: 'run'; readonly reading: number }
  | { readonly kind: 'chat'; readonly turn: number }
  /** A command, whose answer is its ack. */
  | { readonly kind: 'command'; readonly ackId: string }
  /** A typed text: the same, and its events are the answer. */
  | { readonly kind: 'typed'; readonly ackId: string; readonly turn: number };

/** One question and its answer: the satellite's, or a typed one. */
export interface Turn {
  readonly number: number;
  readonly isTyped: boolean;
  /** When it began, in milliseconds since 1970 by Home Assistant's clock; null where that is unknown. */
  readonly beganAtMs: number | null;
  readonly run: Run;
  readonly chat: Chat | null;
  /** The server has no log of it now. */
  readonly isChatRefused: boolean;
  /** Until when its error is shown (monotonic clock). */
  readonly error: 'none' | { readonly untilMs: number } | 'over';
}

export const NO_TURN: Turn = {
  number: 0,
  isTyped: false,
  beganAtMs: null,
  run: NO_RUN,
  chat: null,
  isChatRefused: false,
  error: 'none',
};

/** The reading of the texts of the satellite's turn, out of the runs that are kept for debugging. */
export interface Reading {
  readonly number: number;
  /** Answers that are due before the newest run is known. */
  readonly due: number;
  /** The newest run so far. */
  readonly newest: { readonly id: string; readonly pipeline: string; readonly atMs: number } | null;
  /** The satellite has moved on meanwhile: read again. */
  readonly again: boolean;
}

/** Everything that the reading of the next message depends on. */
export interface Memory {
  /** The entity of the satellite. */
  readonly satellite: string;
  readonly isLive: boolean;
  /** The id of the last request on this socket. They have to increase. */
  readonly lastId: number;
  readonly asked: ReadonlyMap<number, Purpose>;
  /** The server's version. */
  readonly version: string;
  readonly entities: Entities;
  /** The first states have come: an entity that is not among them does not exist. */
  readonly hasStates: boolean;
  /** null until it is known. */
  readonly device: Device | null;
  readonly pipelines: Pipelines | null;
  /** Whether the token may read texts, which takes an administrator's; null until it is known. */
  readonly isAdmin: boolean | null;
  readonly chatLog: 'untried' | 'there' | 'missing';
  /** The subscription to the log of this turn's conversation; null without one. */
  readonly chatId: number | null;
  readonly turn: Turn;
  /** null while none is under way. */
  readonly reading: Reading | null;
  readonly lastReading: number;
  /** When to read an incomplete run again (monotonic clock); null: not by itself. */
  readonly readAtMs: number | null;
  /** The conversation of the typed texts; null before the first. */
  readonly conversation: string | null;
  readonly told: Told;
}

/** Nothing is known yet of a satellite. */
export const NO_MEMORY: Omit<Memory, 'satellite'> = {
  isLive: false,
  lastId: 0,
  asked: new Map(),
  version: '',
  entities: new Map(),
  hasStates: false,
  device: null,
  pipelines: null,
  isAdmin: null,
  chatLog: 'untried',
  chatId: null,
  turn: NO_TURN,
  reading: null,
  lastReading: 0,
  readAtMs: null,
  conversation: null,
  told: { report: null, offer: null },
};

/** The memory while an input is taken, with the output so far. */
export interface Work extends Memory {
  /** To send, in this order. */
  readonly frames: readonly string[];
  readonly acks: readonly Ack[];
}

/** Send a request, and remember its purpose. */
export function ask<Of extends Work>(work: Of, purpose: Purpose, request: Request): Of {
  const id = work.lastId + 1;
  return {
    ...work,
    lastId: id,
    asked: new Map(work.asked).set(id, purpose),
    frames: [...work.frames, requestFrame(id, request)],
  };
}

/** Forget a request that gets no more answers. */
export function forget<Of extends Memory>(work: Of, id: number): Of {
  const asked = new Map(work.asked);
  asked.delete(id);
  return { ...work, asked };
}
