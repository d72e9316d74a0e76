import * as v from 'valibot';
import { isTurn } from '../../../src-shared/phase-kinds.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Assistant, AssistantEvent, Offer, OverlayIdentity, Report } from '../assistant.ts';
import type { Seat } from '../seat.ts';
import type { OnTrace } from '../trace.ts';
import type { ConnectionEvent } from './connection.ts';
import { createFrameReader } from './frame-reader.ts';
import { interpret } from './interpret.ts';
import { createLiveSocket, type LiveSocket } from './live-socket.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { quietPhase } from './phase.ts';
import { readStatus, WireStatus } from './protocol-status.ts';
import { translate } from './translate.ts';

export interface GuestOptions {
  readonly seat: Seat;
  readonly overlay: OverlayIdentity;
  readonly clock: Clock;
  readonly onEvent: (event: AssistantEvent) => void;
  readonly onTrace: OnTrace;
}

/** Its first text is no old one: it has come to say it. */
const BEFORE: Memory = interpret(
  NO_MEMORY,
  readStatus(v.parse(WireStatus, {})).status,
  'socket',
  Number.NEGATIVE_INFINITY,
);

/** Make an assistant of a program that has come by itself, and speaks the Asystent's protocol. It comes only once. */
export function createGuest({ seat, overlay, clock, onEvent, onTrace }: GuestOptions): Assistant {
  const readFrame = createFrameReader();
  let memory = BEFORE;
  let offer: Offer | null = null;
  let live: LiveSocket | null = null;
  let hasReported = false;
  let lastId = 0;
  let stopListening = () => {};

  function start(): void {
    live = createLiveSocket({
      // The system tells at once when the program ends.
      socket: { send: seat.send, ping: null },
      port: null,
      clock,
      overlay,
      nextId: () => String(++lastId),
      onEvent: take,
      onDead() {},
      onTrace,
    });
    stopListening = seat.listen((said) => {
      if (said.kind === 'left') leave();
      else read(said.raw);
    });
  }

  function read(raw: string): void {
    onTrace({ kind: 'frame-in', bytes: Buffer.byteLength(raw) });
    const frame = readFrame(raw);
    if (frame === null) {
      onTrace({ kind: 'frame-ignored' });
      return;
    }
    const isFirst = frame.kind === 'status' && !hasReported;
    hasReported ||= isFirst;
    if (isFirst) onTrace({ kind: 'live', transport: 'socket', port: null });
    live?.take(frame);
    if (isFirst) live?.sayHello();
  }

  function take(event: ConnectionEvent): void {
    const translated = translate(memory, event, clock.nowMs());
    memory = translated.memory;
    if (event.kind === 'offer') offer = event.offer;
    for (const each of translated.events) onEvent(each);
  }

  function leave(): void {
    end();
    onTrace({ kind: 'ended', reason: 'closed', cause: 'the program has left' });
    if (!hasReported || memory.report === null) return;
    const report = lastReport(memory.report, clock.nowMs());
    onEvent({ kind: 'offer', offer: { name: '', version: '', ...offer, commands: [], settings: [] } });
    onEvent({ kind: 'report', report, transport: 'socket', port: null });
  }

  function end(): void {
    stopListening();
    live?.stop();
    live = null;
  }

  return {
    start,
    stop: end,
    // It alone can come back.
    reconnectNow() {},
    send: (request) => live?.send(request) ?? { sent: false, reason: 'no-link' },
  };
}

/** Return how a report ends whose assistant has left: an error stands for its time, and an answer lingers. Pure. */
export function lastReport(report: Report, nowMs: number): Report {
  const phase = isTurn(report.phase) ? quietPhase(report) : report.phase;
  return {
    ...report,
    phase,
    changedAtMs: phase === report.phase && !report.isHeldUp ? report.changedAtMs : nowMs,
    answer: report.answer && { ...report.answer, isGrowing: false },
    voice: 'off',
    level: null,
    notice: null,
    activity: null,
    needsUser: false,
    isHeldUp: false,
  };
}
