import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { AssistantEvent, Offer, OverlayIdentity, Sent } from '../assistant.ts';
import { startHeartbeat } from '../heartbeat.ts';
import type { OnTrace } from '../trace.ts';
import type { Socket } from '../web-socket.ts';
import {
  commandFrame,
  type Frame,
  helloFrame,
  isAlreadySo,
  PROTOCOL,
  type Status,
  VERSION_1_COMMANDS,
} from './protocol.ts';

/** A client of version 1 that closes its socket this soon after our hello, with no command sent, is taken to reject it. */
const HELLO_REJECTION_MS = 2_000;

/** A message of the client on a live socket. */
export type ClientEvent =
  | { readonly kind: 'status'; readonly status: Status; readonly transport: 'socket'; readonly port: number }
  | Extract<AssistantEvent, { readonly kind: 'offer' | 'ack' }>;

export type LiveSocket = ReturnType<typeof createLiveSocket>;

export interface LiveSocketOptions {
  readonly socket: Socket;
  readonly port: number;
  readonly clock: Clock;
  /** Our identity for the hello. */
  readonly overlay: OverlayIdentity;
  /** Return an id that no command has had. */
  readonly nextId: () => string;
  readonly onEvent: (event: ClientEvent) => void;
  /** Called at most once, when a pong does not come in time. */
  readonly onDead: () => void;
  readonly onTrace: OnTrace;
}

/** Begin the conversation on a live socket: statuses, hellos, commands and acks, pings and pongs. */
export function createLiveSocket(options: LiveSocketOptions) {
  const { socket, port, clock, nextId, onEvent, onDead, onTrace } = options;
  const sinceMs = clock.nowMs();
  const heartbeat = startHeartbeat({ clock, ping: socket.ping, onDead, onTrace });
  let helloSent = false;
  let commandSent = false;
  /** null until the client says hello; until then it is taken to speak version 1. */
  let offer: Offer | null = null;
  /** Whether the client monitors; null: it has not said. */
  let monitoring: boolean | null = null;

  const send = (data: string): boolean => {
    const isSent = socket.send(data);
    if (isSent) onTrace({ kind: 'frame-out', bytes: Buffer.byteLength(data) });
    return isSent;
  };
  const sayHello = () => {
    helloSent = send(helloFrame(options.overlay));
  };

  return {
    /** Emit a frame of the client as an event. */
    take(frame: Frame): void {
      switch (frame.kind) {
        case 'status':
          monitoring = frame.status.monitoring;
          onEvent({ ...frame, transport: 'socket', port });
          break;
        case 'ack':
          if (offer === null) onTrace({ kind: 'frame-ignored' });
          else onEvent(frame);
          break;
        case 'offer':
          if (!helloSent) sayHello();
          if (offer === null) onTrace({ kind: 'version', version: PROTOCOL });
          offer = frame.offer;
          onEvent(frame);
          break;
      }
    },
    sayHello,
    /** Send a command that the client lists and that changes something; any other is not sent. */
    send(request: CommandRequest): Sent {
      const known = offer?.commands ?? VERSION_1_COMMANDS;
      if (!known.includes(request.command)) return { sent: false, reason: 'not-offered' };
      if (isAlreadySo(request, monitoring)) return { sent: false, reason: 'already-so' };
      const id = offer === null ? null : nextId();
      if (!send(commandFrame(request, id))) return { sent: false, reason: 'no-link' };
      commandSent = true;
      return { sent: true, id };
    },
    onPong: heartbeat.onPong,
    /** Summarise the socket at its end: how long it lived, and whether the client seems to have rejected our hello. */
    ended() {
      const livedMs = clock.nowMs() - sinceMs;
      return { livedMs, isRejected: helloSent && offer === null && !commandSent && livedMs <= HELLO_REJECTION_MS };
    },
    /** End the heartbeat, not the socket. */
    stop: heartbeat.stop,
  };
}
