import type { HassServer } from '../../../src-shared/assistant-address.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Assistant, AssistantEvent, Link } from '../assistant.ts';
import { createSocketLink, type Verdict } from '../socket-link.ts';
import type { OnTrace } from '../trace.ts';
import { NO_MEMORY } from './memory.ts';
import { canSend, type HassInput, reduceHass, wakeAtMs } from './reduce.ts';
import { FRAME_MAX_BYTES, type OpenHassSocket } from './transport.ts';
import { authFrame, type Frame, parseFrame } from './wire.ts';

export interface HassOptions {
  readonly server: HassServer;
  /** The satellite: `assist_satellite.NAME`. */
  readonly entity: string;
  /** Called for each attempt. null denies it as if the token were wrong, once a Home Assistant has asked for it. */
  readonly readToken: () => string | null;
  readonly openSocket: OpenHassSocket;
  readonly clock: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly onEvent: (event: AssistantEvent) => void;
  readonly onTrace: OnTrace;
}

/** From the start of an attempt to the acceptance of the token. A server far away, which is busy starting, takes its time. */
const PROOF_WITHIN_MS = 10_000;

/** A satellite of Home Assistant as an assistant. The token leaves in no other message than the one that presents it. */
export function createHass(options: HassOptions): Assistant {
  const { server, entity, clock, random, onEvent, onTrace } = options;
  const here: Link = { transport: 'socket', port: server.port };
  let memory = { ...NO_MEMORY, satellite: entity };
  let token: string | null = null;
  let cancelWake = () => {};

  const link = createSocketLink<Frame>({
    openSocket(handlers) {
      token = options.readToken();
      return options.openSocket(server, handlers);
    },
    port: server.port,
    proofWithinMs: PROOF_WITHIN_MS,
    frameMaxBytes: FRAME_MAX_BYTES,
    clock,
    random,
    parse: parseFrame,
    judge: (frame) => verdictOn(frame, token !== null),
    onLive: () => {},
    onMessage(frame) {
      if (frame.type === 'auth_required') present();
      else if (frame.type === 'auth_ok') take({ kind: 'live', version: frame.ha_version });
      else if (frame.type !== 'auth_invalid') take({ kind: 'answer', frame });
    },
    onEvent(event) {
      take({ kind: 'lost' });
      onEvent(event);
    },
    onTrace,
  });

  function present(): void {
    if (token !== null && !link.isLive()) link.send(authFrame(token));
    token = null;
  }

  function take(input: HassInput): void {
    const step = reduceHass(memory, input, here, clock.nowMs());
    if (step.memory.isAdmin === false && memory.isAdmin !== false) onTrace({ kind: 'no-texts' });
    memory = step.memory;
    for (const text of step.sends) link.send(text);
    for (const event of step.events) onEvent(event);
    wait();
  }

  function wait(): void {
    cancelWake();
    const nowMs = clock.nowMs();
    const atMs = wakeAtMs(memory, nowMs);
    cancelWake = atMs === null ? () => {} : clock.setTimeout(() => take({ kind: 'due' }), atMs - nowMs);
  }

  return {
    start: () => link.start(),
    stop() {
      cancelWake();
      link.stop();
    },
    reconnectNow: () => link.reconnectNow(),
    send(request) {
      const refusal = canSend(memory, request);
      if (refusal !== null) return refusal;
      if (!link.isLive()) return { sent: false, reason: 'no-link' };
      take({ kind: 'command', request });
      return { sent: true, id: String(memory.lastId) };
    },
  };
}

/** @param hasToken whether there is one to present. */
function verdictOn({ type }: Frame, hasToken: boolean): Verdict {
  if (type === 'auth_ok') return 'proof';
  const isRefused = type === 'auth_invalid' || (type === 'auth_required' && !hasToken);
  return isRefused ? { denial: 'wrong-key' } : 'greeting';
}
