import { join } from 'node:path';
import * as v from 'valibot';
import { type Forked, forkFile } from '../forked.ts';

/** How overlays and the assistant meet: behind a broker, or by the assistant's own sockets. */
export type Way = 'mqtt' | 'socket';

/** Overlays in one process; more would wait for each other more than for the broker. */
const IN_ONE_PROCESS = 2_500;
/** For a computer with two cores, which the broker needs as well. */
const PROCESSES_LEAST = 2;

const Times = v.array(v.number());
const Storm = v.object({ attempts: Times, back: Times, silent: Times });
const Delays = v.array(v.tuple([v.string(), Times]));

/** When the overlays of a storm tried to connect, had a state again, or gave up a silent connection. */
export type StormTimes = v.InferOutput<typeof Storm>;

/** Many overlays, spread over processes, and the assistant that they show. */
export interface Fleet {
  /** Have the assistant say something new. @returns its text. */
  change(): Promise<string>;
  /** The reports that all overlays have had so far. */
  reports(): Promise<number>;
  /** The delays of each text to each overlay, since they were last asked for. */
  delays(): Promise<ReadonlyMap<string, readonly number[]>>;
  /** How many bytes the overlays' connections have carried so far, without headers of TCP and IP. */
  bytes(): Promise<number>;
  /** The text that each overlay has. */
  texts(): Promise<readonly string[]>;
  /** How many overlays have lost their connection, and no state since. */
  lost(): Promise<number>;
  storm(): Promise<StormTimes>;
  readonly pids: { readonly assistant: number; readonly overlays: readonly number[] };
  stop(): void;
}

/** Start an assistant, and overlays that have its state. @param portOfOverlays where they connect, if not where it does. */
export async function startFleet(way: Way, overlays: number, port: number, portOfOverlays = port): Promise<Fleet> {
  const children: Forked[] = [];
  const start = (file: string, args: readonly (string | number)[]) => {
    const child = forkFile(join(import.meta.dirname, file), args);
    children.push(child);
    return child;
  };
  const stop = () => {
    for (const child of children) child.kill();
  };
  try {
    const assistant = start('assistant.ts', [way, port]);
    await assistant.next(v.literal('ready'));
    const groups = groupsOf(overlays).map((count) => start('overlays.ts', [way, count, portOfOverlays]));
    await Promise.all(groups.map((group) => group.next(v.literal('following'))));
    const all = <Answer>(question: string, schema: v.GenericSchema<unknown, Answer>) =>
      Promise.all(groups.map((group) => group.ask(question, schema)));
    const sum = async (question: string) => (await all(question, v.number())).reduce((total, each) => total + each, 0);
    return {
      change: () => assistant.ask('change', v.string()),
      reports: () => sum('reports'),
      bytes: () => sum('bytes'),
      async delays() {
        const merged = new Map<string, number[]>();
        for (const [text, delays] of (await all('delays', Delays)).flat()) {
          merged.set(text, [...(merged.get(text) ?? []), ...delays]);
        }
        return merged;
      },
      texts: async () => (await all('texts', v.array(v.string()))).flat(),
      lost: () => sum('lost'),
      async storm() {
        const each = await all('storm', Storm);
        return {
          attempts: each.flatMap(({ attempts }) => attempts),
          back: each.flatMap(({ back }) => back),
          silent: each.flatMap(({ silent }) => silent),
        };
      },
      pids: { assistant: assistant.pid, overlays: groups.map(({ pid }) => pid) },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Return how many overlays each process has. Pure. */
export function groupsOf(overlays: number): readonly number[] {
  const processes = Math.min(overlays, Math.max(PROCESSES_LEAST, Math.ceil(overlays / IN_ONE_PROCESS)));
  return Array.from({ length: processes }, (_, at) => Math.floor((overlays + at) / processes));
}
