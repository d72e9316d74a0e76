import type { Asked } from './endpoint.ts';
import type { SocketRecord } from './watched-socket.ts';

/** How long an overlay waits for the first status, from when it begins to connect. */
export const STATUS_WITHIN_MS = 2_000;
/** A client that closes within this time of a hello does not support it. */
export const HELLO_BORNE_MS = 2_000;
/** What one overlay was told has reached the other by then. */
export const SETTLED_MS = 300;

/** One command that was sent, and what came of it. */
export interface TriedCommand {
  readonly command: string;
  /** null: of version 1, which is answered by the status alone. */
  readonly id: string | null;
  /** Whether the status showed what the command is for; null: it is for nothing that shows. */
  readonly tookEffect: boolean | null;
  /** The first ack that came after it, as it came. */
  readonly ack: string | null;
  /** The code with which the client closed the socket over it; null: it did not. */
  readonly closeCode: number | null;
}

/** What was seen of a client by those who may not talk to it, over HTTP or as a socket. */
export interface Strangers {
  readonly origin: Asked;
  readonly host: Asked;
  /** Without a key; null where there is none. */
  readonly withoutKey: Asked | null;
}

/** What one poll brought. */
export interface PolledStatus extends Strangers {
  readonly address: string;
  readonly asked: Asked;
  readonly askedMs: number;
  readonly answeredMs: number;
}

/** A socket on which something was sent that a client must bear. */
export interface BorneFrame {
  readonly record: SocketRecord;
  readonly sentMs: number;
}

/** Everything that was seen of a client. What could not be tried, because what comes before it failed, is null. */
export interface Observations {
  readonly address: string;
  readonly isSecure: boolean;
  /** The upgrade, asked for as an overlay asks. */
  readonly upgrade: { readonly asked: Asked; readonly isAccepted: boolean };
  readonly strangers: Strangers | null;
  /** Two overlays at once. They stay to the end. */
  readonly first: SocketRecord | null;
  readonly second: SocketRecord | null;
  /** Whether a ping was answered; null: none was sent. */
  readonly pinged: boolean | null;
  readonly unknownFrame: BorneFrame | null;
  readonly noJson: BorneFrame | null;
  /** An overlay that says hello, and then tries a command that does not exist; with an id if hello was answered. */
  readonly hello: BorneFrame | null;
  readonly unknownCommand: (BorneFrame & { readonly id: string | null }) | null;
  /** null: they were not to be tried. */
  readonly commands: readonly TriedCommand[] | null;
  readonly http: PolledStatus | null;
  readonly endMs: number;
}
