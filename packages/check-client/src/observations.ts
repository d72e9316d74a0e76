import type { HttpResult } from './endpoint.ts';
import type { SocketRecord } from './watched-socket.ts';

/** How long an overlay waits for the first status, from the start of the connection. */
export const STATUS_WITHIN_MS = 2_000;
/** A client that closes the socket within this time after a hello does not support it. */
export const HELLO_TOLERATED_MS = 2_000;
/** Frames for one overlay have reached the other by then. */
export const SETTLED_MS = 300;

/** A command that was sent, and its outcome. */
export interface TriedCommand {
  readonly command: string;
  /** null for a command of version 1, which has no answer. */
  readonly id: string | null;
  /** Whether the status showed the effect; null if the command has no visible effect. */
  readonly tookEffect: boolean | null;
  /** The first ack after the command, as received. */
  readonly ack: string | null;
  /** The code with which the client closed the socket; null if it stayed open. */
  readonly closeCode: number | null;
}

/** The answers to requests that a client must refuse, over HTTP or as upgrades. */
export interface Strangers {
  readonly origin: HttpResult;
  readonly host: HttpResult;
  /** null if the client has no key. */
  readonly withoutKey: HttpResult | null;
}

/** A poll and its answer. */
export interface PolledStatus extends Strangers {
  readonly address: string;
  readonly result: HttpResult;
  readonly requestedMs: number;
  readonly answeredMs: number;
}

/** A socket after a frame that a client must tolerate. */
export interface Probe {
  readonly record: SocketRecord;
  readonly sentMs: number;
}

/** All observations of a client. null: not tried, because something before it failed. */
export interface Observations {
  readonly address: string;
  readonly isSecure: boolean;
  /** An upgrade as an overlay requests it. */
  readonly upgrade: { readonly result: HttpResult; readonly isAccepted: boolean };
  readonly strangers: Strangers | null;
  /** Two overlays at once, connected until the end. */
  readonly first: SocketRecord | null;
  readonly second: SocketRecord | null;
  /** Whether a ping was answered. */
  readonly pinged: boolean | null;
  readonly unknownFrame: Probe | null;
  readonly noJson: Probe | null;
  /** An overlay that says hello and then sends an unknown command, with an id if the hello was answered. */
  readonly hello: Probe | null;
  readonly unknownCommand: (Probe & { readonly id: string | null }) | null;
  /** null without `--commands`. */
  readonly commands: readonly TriedCommand[] | null;
  readonly http: PolledStatus | null;
  readonly endMs: number;
}
