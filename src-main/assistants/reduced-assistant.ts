import { isDeepStrictEqual } from 'node:util';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Assistant, AssistantEvent, Offer, Report, Sent } from './assistant.ts';
import { createSocketLink, type SocketLinkOptions } from './socket-link.ts';
import type { TraceEvent } from './trace.ts';

/**
 * An assistant whose protocol is a pure function, a reducer, over one WebSocket. This connects the two, in the same way for
 * every such kind.
 */

/** An input of a reducer. */
export type ReducerInput<Message> =
  | { readonly kind: 'message'; readonly message: Message }
  /** The time that `dueAtMs` gave has come. */
  | { readonly kind: 'due' }
  /** The link is alive: a moment to ask for missing parts of the state. */
  | { readonly kind: 'alive' }
  /** The link has ended. */
  | { readonly kind: 'gone' }
  /** A command that is offered. The ack that answers it has its id. */
  | { readonly kind: 'command'; readonly request: CommandRequest; readonly id: string };

/** An event that a reducer emits. The caller adds how a report came. */
export type ReducerEvent =
  | { readonly kind: 'report'; readonly report: Report }
  | Extract<AssistantEvent, { readonly kind: 'offer' | 'ack' }>
  /** The assistant is gone while the link stays, as behind a broker. */
  | Extract<AssistantEvent, { readonly kind: 'unreachable' }>
  /** A step that only the log and the diagnostics tell. */
  | { readonly kind: 'trace'; readonly event: TraceEvent };

export interface ReducerStep<Memory> {
  readonly memory: Memory;
  readonly events: readonly ReducerEvent[];
  /** To send, in this order. */
  readonly frames: readonly string[];
}

/** The last report and offer on this link; null: none. */
export interface Told {
  readonly report: Report | null;
  readonly offer: Offer | null;
}

/** A kind of assistant as a reducer. */
export interface AssistantReducer<Message, Memory extends { readonly told: Told }> {
  readonly initial: Memory;
  /** @param nowMs the monotonic clock. */
  reduce(memory: Memory, input: ReducerInput<Message>, nowMs: number): ReducerStep<Memory>;
  /** Return when the clock alone asks for something (monotonic clock); null: never. */
  dueAtMs(memory: Memory): number | null;
  /** Return whether a command is answered by an ack. */
  answers(request: CommandRequest): boolean;
}

export interface ReducedAssistantOptions<Message>
  extends Omit<SocketLinkOptions<Message>, 'onLive' | 'onMessage' | 'onEvent'> {
  readonly onEvent: (event: AssistantEvent) => void;
}

/** Make an assistant of a reducer. Nothing is opened before `start()`. */
export function createReducedAssistant<Message, Memory extends { readonly told: Told }>(
  { initial, reduce, dueAtMs, answers }: AssistantReducer<Message, Memory>,
  options: ReducedAssistantOptions<Message>,
): Assistant {
  const { clock, port, onEvent, onTrace } = options;
  let memory = initial;
  let lastId = 0;
  let cancelTimer = () => {};

  const link = createSocketLink<Message>({
    ...options,
    onLive() {},
    onMessage: (message) => take({ kind: 'message', message }),
    onEvent(event) {
      take({ kind: 'gone' });
      onEvent(event);
    },
    onTrace(event) {
      onTrace(event);
      if (event.kind === 'pong') take({ kind: 'alive' });
    },
  });

  function take(input: ReducerInput<Message>): void {
    const step = reduce(memory, input, clock.nowMs());
    memory = step.memory;
    schedule();
    for (const frame of step.frames) link.send(frame);
    for (const event of step.events) {
      if (event.kind === 'trace') onTrace(event.event);
      else onEvent(event.kind === 'report' ? { ...event, transport: 'socket', port } : event);
    }
  }

  function schedule(): void {
    cancelTimer();
    const dueMs = dueAtMs(memory);
    const waitMs = dueMs === null ? 0 : Math.max(0, dueMs - clock.nowMs());
    cancelTimer = dueMs === null ? () => {} : clock.setTimeout(() => take({ kind: 'due' }), waitMs);
  }

  return {
    start: link.start,
    stop() {
      cancelTimer();
      link.stop();
      memory = initial;
    },
    reconnectNow: link.reconnectNow,
    send(request): Sent {
      if (!link.isLive()) return { sent: false, reason: 'no-link' };
      if (!memory.told.offer?.commands.includes(request.command)) return { sent: false, reason: 'not-offered' };
      lastId += 1;
      const id = String(lastId);
      take({ kind: 'command', request, id });
      return { sent: true, id: answers(request) ? id : null };
    },
  };
}

/** Return the events for a report and an offer, each only if it is new, and the two as the last ones told. */
export function news(
  told: Told,
  report: Report,
  offer: Offer,
): { readonly told: Told; readonly events: readonly ReducerEvent[] } {
  const isNews = !isDeepStrictEqual({ ...report, changedAtMs: 0 }, { ...told.report, changedAtMs: 0 });
  const isOther = !isDeepStrictEqual(offer, told.offer);
  return {
    told: { report: isNews ? report : told.report, offer: isOther ? offer : told.offer },
    events: [
      ...(isNews ? [{ kind: 'report', report } as const] : []),
      ...(isOther ? [{ kind: 'offer', offer } as const] : []),
    ],
  };
}
