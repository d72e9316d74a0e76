import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { AssistantEvent, Offer, OverlayIdentity, Sent } from '../assistant.ts';
import { startHeartbeat } from '../heartbeat.ts';
import type { OnTrace } from '../trace.ts';
import type { Socket } from '../web-socket.ts';
import type { ReadFrame } from './frame-reader.ts';
import { limitLevels } from './level-limit.ts';
import { commandFrame, helloFrame, isAlreadySo, PROTOCOL, VERSION_1_COMMANDS } from './protocol.ts';
import type { MonitoringCommand } from './protocol-offer.ts';
import type { Status } from './protocol-status.ts';
import { answerFields, type Delta, type WrittenAnswer, withDelta } from './written-answer.ts';

/** A client of version 1 that closes its socket this soon after our hello, with no command sent, is taken to reject it. */
const HELLO_REJECTION_MS = 2_000;

/** A message of the client on a live socket. */
export type ClientEvent =
  | { readonly kind: 'status'; readonly status: Status; readonly transport: 'socket'; readonly port: number | null }
  | Extract<AssistantEvent, { readonly kind: 'offer' | 'ack' }>;

export type LiveSocket = ReturnType<typeof createLiveSocket>;

export interface LiveSocketOptions {
  readonly socket: Pick<Socket, 'send'> & {
    /** null: the system tells when the other side is gone. */
    readonly ping: (() => void) | null;
  };
  readonly port: number | null;
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
  const heartbeat = socket.ping && startHeartbeat({ clock, ping: socket.ping, onDead, onTrace });
  let helloSent = false;
  let commandSent = false;
  /** null until the client says hello; until then it is taken to speak version 1. */
  let offer: Offer | null = null;
  let monitoringCommand: MonitoringCommand = 'toggle_monitoring';
  /** The last status, its answer as far as it has grown; null before the first. */
  let last: { readonly status: Status; readonly answer: WrittenAnswer } | null = null;
  const statuses = limitLevels(clock, (status) => onEvent({ kind: 'status', status, transport: 'socket', port }));

  const send = (data: string): boolean => {
    const isSent = socket.send(data);
    if (isSent) onTrace({ kind: 'frame-out', bytes: Buffer.byteLength(data) });
    return isSent;
  };
  const sayHello = () => {
    helloSent ||= send(helloFrame(options.overlay));
  };

  /** Emit a status with the longer answer; nothing for an addition that does not fit. */
  function grow(delta: Delta): void {
    const answer = last === null ? null : withDelta(last.answer, delta);
    if (last === null || answer === null) {
      onTrace({ kind: 'frame-ignored' });
      return;
    }
    last = { answer, status: { ...last.status, ...answerFields(answer), action: null } };
    statuses.take(last.status);
  }

  return {
    /** Emit a frame of the client as an event. */
    take(frame: ReadFrame): void {
      switch (frame.kind) {
        case 'status':
          last = frame;
          statuses.take(frame.status);
          break;
        case 'level':
          if (last !== null) last = { ...last, status: { ...last.status, level: frame.level } };
          statuses.hear(frame.level);
          break;
        case 'delta':
          grow(frame.delta);
          break;
        case 'ack':
          if (offer === null) onTrace({ kind: 'frame-ignored' });
          else onEvent(frame);
          break;
        case 'offer':
          sayHello();
          if (offer === null) onTrace({ kind: 'version', version: PROTOCOL });
          offer = frame.offer;
          monitoringCommand = frame.monitoring;
          onEvent({ kind: 'offer', offer });
          break;
      }
    },
    /** Say hello, once. */
    sayHello,
    /** Send a command that the client lists and that changes something; any other is not sent. */
    send(request: CommandRequest): Sent {
      const known = offer?.commands ?? VERSION_1_COMMANDS;
      if (!known.includes(request.command)) return { sent: false, reason: 'not-offered' };
      const monitoring = last?.status.monitoring ?? null;
      if (monitoringCommand === 'toggle_monitoring' && isAlreadySo(request, monitoring)) {
        return { sent: false, reason: 'already-so' };
      }
      const id = offer === null ? null : nextId();
      if (!send(commandFrame(request, id, monitoringCommand))) return { sent: false, reason: 'no-link' };
      commandSent = true;
      return { sent: true, id };
    },
    onPong: () => heartbeat?.onPong(),
    /** Summarise the socket at its end: how long it lived, and whether the client seems to have rejected our hello. */
    ended() {
      const livedMs = clock.nowMs() - sinceMs;
      return { livedMs, isRejected: helloSent && offer === null && !commandSent && livedMs <= HELLO_REJECTION_MS };
    },
    /** Cancel the timers and drop the waiting statuses; the socket stays. */
    stop(): void {
      heartbeat?.stop();
      statuses.stop();
    },
  };
}
