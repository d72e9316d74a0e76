import type { Command } from '../../src-preload/contract.ts';
import type { Clock } from '../system/clock.ts';
import type { Poll } from './polling-transport.ts';
import type { Status } from './protocol.ts';
import type { OpenSocket } from './socket-transport.ts';

export type ConnectionEvent =
  | {
      readonly kind: 'status';
      readonly status: Status;
      readonly transport: 'socket' | 'polling';
      readonly port: number;
    }
  /** The live socket is gone; what comes next follows. */
  | { readonly kind: 'socket-closed' }
  /** No socket, and two polls in a row failed; once per outage, also at the start when nothing ever answered. */
  | { readonly kind: 'unreachable' };

export interface Connection {
  start(): void;
  /** @returns false when there is no live socket: nothing was sent. */
  send(command: Command): boolean;
  /** Drops what there is and begins again at once (after sleep, from the tray). */
  reconnectNow(): void;
  stop(): void;
}

export interface ConnectionOptions {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly openSocket: OpenSocket;
  readonly poll: Poll;
  readonly onEvent: (event: ConnectionEvent) => void;
  /** Transitions only, never the client's texts. */
  readonly log?: (message: string) => void;
}
