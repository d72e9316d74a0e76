import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { processorPercent } from '../../test/lab/processes.ts';
import type { TransportCell } from '../part.ts';
import { quantile, summarize } from '../statistics.ts';
import { TRANSPORTS } from './transports.ts';

/** The period is divided, to see how far its pieces differ. */
const PIECES = 5;
const CONNECTED_PAUSE_MS = 3_000;

const Traffic = v.object({ requests: v.number(), bytes: v.number(), logLines: v.number() });
const Delays = v.array(v.number());

/** Measure one transport, with a client in one process and its overlays in another. */
export async function measureTransport(
  { transport, overlays, changesPerMinute }: Pick<TransportCell, 'transport' | 'overlays' | 'changesPerMinute'>,
  periodMs: number,
): Promise<TransportCell> {
  const { wsPorts, httpPorts } = await freeClientPorts(2);
  const [ws = 0, closedPort = 0] = wsPorts;
  const [http = 0] = httpPorts;
  // With one of its ports missing, a connection uses the other transport.
  const client = forkBeside('client.ts', [ws, http, changesPerMinute]);
  try {
    await answerOf(client, v.literal('listening'));
    const { requestsPerSecond } = TRANSPORTS[transport];
    const wsOfOverlays = transport === 'socket' ? ws : closedPort;
    const followers = forkBeside('overlays.ts', [requestsPerSecond, overlays, wsOfOverlays, http]);
    try {
      await answerOf(followers, v.literal('following'));
      await delay(CONNECTED_PAUSE_MS);
      followers.send('begin');
      client.send('begin');
      const before = await ask(client, 'traffic', Traffic);
      const percents: number[] = [];
      const startedMs = performance.now();
      for (let piece = 0; piece < PIECES; piece += 1) {
        percents.push(await processorPercent(client.pid ?? -1, periodMs / PIECES));
      }
      const after = await ask(client, 'traffic', Traffic);
      const minutes = (performance.now() - startedMs) / 60_000;
      const delays = await ask(followers, 'delays', Delays);
      const { median, min, max } = summarize(percents);
      return {
        transport,
        overlays,
        changesPerMinute,
        processorPercent: { median, min, max },
        requestsPerMinute: (after.requests - before.requests) / minutes,
        bytesPerMinute: (after.bytes - before.bytes) / minutes,
        logLinesPerMinute: (after.logLines - before.logLines) / minutes,
        delayMs:
          delays.length === 0
            ? null
            : {
                mean: delays.reduce((sum, each) => sum + each, 0) / delays.length,
                p99: quantile(delays, 0.99),
                count: delays.length,
              },
      };
    } finally {
      followers.kill('SIGKILL');
    }
  } finally {
    client.kill('SIGKILL');
  }
}

/** Run a file of this folder as a process, which ends when this one does. */
function forkBeside(file: string, args: readonly (string | number)[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args.map(String));
}

function ask<Answer>(child: ChildProcess, question: string, schema: v.GenericSchema<unknown, Answer>): Promise<Answer> {
  const answer = answerOf(child, schema);
  child.send(question);
  return answer;
}

/** @throws when the process's next message does not match, or when it ends. */
function answerOf<Answer>(child: ChildProcess, schema: v.GenericSchema<unknown, Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the comparison ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const parsed = v.safeParse(schema, message);
      if (parsed.success) resolve(parsed.output);
      else reject(new Error(`unexpected: ${JSON.stringify(message)}`));
    });
  });
}
