import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { NO_MEMORY } from '../../../src-main/assistants/lva/memory.ts';
import { LVA } from '../../../src-main/assistants/lva/reduce.ts';
import type { LvaMessage } from '../../../src-main/assistants/lva/wire.ts';
import { parseEvent } from '../../../src-main/assistants/lva/wire.ts';
import type { ReducerEvent, ReducerInput } from '../../../src-main/assistants/reduced-assistant.ts';
import type { CommandRequest } from '../../../src-shared/commands.ts';

/** Write an event of the Peripheral API. */
export const event = (name: string, data?: Readonly<Record<string, unknown>>) =>
  JSON.stringify(data === undefined ? { event: name } : { event: name, data });

export const snapshot = (changes: Readonly<Record<string, unknown>> = {}) =>
  event('snapshot', {
    muted: false,
    volume: 0.4,
    ha_connected: true,
    last_stt_text: null,
    last_tts_text: null,
    ...changes,
  });

/** Linux Voice Assistant as the reducer sees it, on a clock that is turned by hand. */
export function onPeripheral() {
  let memory = NO_MEMORY;
  let nowMs = 0;
  const events: ReducerEvent[] = [];
  const frames: unknown[] = [];
  const take = (input: ReducerInput<LvaMessage>) => {
    const step = LVA.reduce(memory, input, nowMs);
    memory = step.memory;
    events.push(...step.events);
    frames.push(...step.frames.map((frame) => JSON.parse(frame) as unknown));
  };
  const reports = () => events.flatMap((each) => (each.kind === 'report' ? [each.report] : []));
  return {
    events,
    frames,
    reports,
    last: () => reports().at(-1),
    acks: () => events.flatMap((each) => (each.kind === 'ack' ? [each.ack] : [])),
    hear(...raws: readonly string[]) {
      for (const raw of raws) {
        const message = parseEvent(raw);
        if (message === null) throw new Error(`not an event: ${raw}`);
        take({ kind: 'message', message });
      }
    },
    ask: (request: CommandRequest, id = '1') => take({ kind: 'command', request, id }),
    gone: () => take({ kind: 'gone' }),
    /** Let time pass, and take the deadlines that it brings. */
    wait(ms: number) {
      const endMs = nowMs + ms;
      for (let dueMs = LVA.dueAtMs(memory); dueMs !== null && dueMs <= endMs; dueMs = LVA.dueAtMs(memory)) {
        nowMs = dueMs;
        take({ kind: 'due' });
      }
      nowMs = endMs;
    },
    isWaiting: () => LVA.dueAtMs(memory) !== null,
  };
}

const Line = v.union([v.object({ t: v.number(), frame: v.string() }), v.object({ t: v.number(), sent: v.string() })]);

/**
 * The messages of a running Linux Voice Assistant 1.1.15: two turns, the second stopped while it was thinking, the microphone
 * off and on, and the volume set to its present value. `sent` came from a client. Times are in milliseconds.
 */
export const RECORDING = readFileSync(join(import.meta.dirname, 'recorded-peripheral.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => v.parse(Line, JSON.parse(line)));
