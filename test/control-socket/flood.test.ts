import { createConnection, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { statusOf } from '../../src-main/control-socket/socket-status.ts';
import { systemClock as clock } from '../../src-main/runtime/clock.ts';
import { startGuestClients } from '../clients/guest-clients.ts';
import { until } from '../lab/until.ts';
import { startStandInOverlay } from './stand-in-overlay.ts';

/** As many as an hour of 278 a second: FLOOD=1000000. */
const FRAMES = Number(process.env['FLOOD'] ?? 10_000);
const TIMEOUT_MS = 20_000 + FRAMES;

/** Everything between a program's bytes and those of the programs that follow, as main has it. */
async function start() {
  const { guests, clients } = startGuestClients({ clock });
  onTestFinished(clients.stop);
  const { path } = await startStandInOverlay({
    status: () => statusOf(clients.state(), 'Label'),
    onStatus: (listener) => clients.onState(listener),
    enter: (name, frames, send) => guests.enter(name ?? '', frames, send),
  });
  const connect = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = createConnection(path, () => resolve(socket));
      socket.on('error', reject);
    });
  return { connect };
}

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

function memory(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

const ANSWER = 'It is seven degrees outside. '.repeat(30);

it(`${FRAMES} frames of a program are followed without growth, also by one that does not read [REL-FOLLOW-FLOOD]`, {
  timeout: TIMEOUT_MS,
}, async () => {
  const { connect } = await start();
  const [reader, sleeper, robot] = [await connect(), await connect(), await connect()];
  let last = '';
  let lines = 0;
  let rest = '';
  reader.on('data', (data) => {
    const parts = `${rest}${data}`.split('\n');
    rest = parts.pop() ?? '';
    lines += parts.length;
    last = parts.at(-1) ?? last;
  });
  reader.write('{"verb":"follow"}\n');
  sleeper.write('{"verb":"follow"}\n');
  const say = (turn: number) => {
    const phase = (['thinking', 'speaking', 'listening'] as const)[turn % 3];
    const data = { status: '', text: `${turn}: ${ANSWER}`, turn, phase };
    return robot.write(`${JSON.stringify({ type: 'status', data })}\n`);
  };
  let atFirst = 0;
  const samples: string[] = [];
  for (let turn = 0; turn < FRAMES; turn += 1) {
    if (!say(turn)) await new Promise((resolve) => robot.once('drain', resolve));
    if (turn === Math.floor(FRAMES / 4)) atFirst = memory();
    if (turn % Math.ceil(FRAMES / 8) === 0) samples.push(memory().toFixed(2));
  }
  const final = FRAMES * 3 + 1;
  say(final);
  await until('the newest', () => last.includes(`"${final}: It is`), TIMEOUT_MS);
  const grown = memory() - atFirst;
  if (process.env['FLOOD'] !== undefined)
    console.log(`${lines} lines, heap ${samples.join(' → ')} MB, ${grown.toFixed(2)}`);
  expect(lines).toBeGreaterThan(3);
  expect(grown).toBeLessThan(3);

  // A late reader gets the lines that the system has buffered, and then the newest.
  let received = 0;
  let tail = '';
  sleeper.on('data', (data) => {
    received += data.length;
    tail = `${tail}${data}`.slice(-5_000);
  });
  await until('the newest for the other', () => tail.includes(`"${final}: It is`));
  expect(received).toBeLessThan(2_000_000);
});
