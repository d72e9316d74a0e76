// Overlays without windows: `overlays.ts mqtt|socket COUNT PORT`, started by fleet.ts. They are the product's connections, and
// record when each text has come.

import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CARRIED_MESSAGES } from '../../src-main/assistants/asystent/carried-messages.ts';
import { createConnection } from '../../src-main/assistants/asystent/connection.ts';
import { poll } from '../../src-main/assistants/asystent/polling-transport.ts';
import { openSocket } from '../../src-main/assistants/asystent/socket-transport.ts';
import { parseBrokerSecret } from '../../src-main/assistants/broker-secret.ts';
import { followBroker } from '../../src-main/assistants/mqtt/follow-broker.ts';
import type { TraceEvent } from '../../src-main/assistants/trace.ts';
import { systemClock as clock } from '../../src-main/runtime/clock.ts';
import { parseAddress } from '../../src-shared/assistant-address.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { nowMs } from './moments.ts';
import { BASE } from './topic.ts';

/** Overlays that may be on their way to the broker at once, when they begin. */
const BEGINNING = 100;

const [kind = '', count = '0', port = ''] = process.argv.slice(2);
const nowhere = await freePort();

const delays = new Map<string, number[]>();
const lastTexts: string[] = [];
const storm: { attempts: number[]; back: number[]; silent: number[] } = {
  attempts: [],
  back: [],
  silent: [],
};
/** Overlays without a connection. */
const lost = new Set<number>();
let reports = 0;
let bytesClosed = 0;
const open = new Set<Socket>();

subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket };
  open.add(socket);
  socket.once('close', () => {
    open.delete(socket);
    bytesClosed += bytesOf(socket);
  });
});

for (let overlay = 0; overlay < Number(count); overlay += 1) {
  follow(overlay);
  while (overlay + 1 - lastTexts.filter(Boolean).length > BEGINNING) await delay(5);
}
while (lastTexts.filter(Boolean).length < Number(count)) await delay(20);
process.send?.('following');

process.on('message', (question) => {
  if (question === 'reports') process.send?.(reports);
  if (question === 'bytes') process.send?.([...open].reduce((sum, socket) => sum + bytesOf(socket), bytesClosed));
  if (question === 'lost') process.send?.(lost.size);
  if (question === 'storm') process.send?.(storm);
  if (question === 'texts') process.send?.(lastTexts);
  if (question === 'delays') {
    process.send?.([...delays]);
    delays.clear();
  }
});
process.on('disconnect', () => process.exit());

function bytesOf(socket: Socket): number {
  return socket.bytesRead + socket.bytesWritten;
}

function follow(overlay: number): void {
  const identity = { id: randomUUID(), name: 'benchmark', version: '0.0.0' };
  const take = (text: string) => {
    const atMs = nowMs();
    reports += 1;
    if (lost.delete(overlay)) storm.back.push(atMs);
    if (text === lastTexts[overlay]) return;
    lastTexts[overlay] = text;
    const known = delays.get(text);
    if (known === undefined) delays.set(text, [atMs - Number(text)]);
    else known.push(atMs - Number(text));
  };
  const onTrace = (event: TraceEvent) => {
    if (event.kind === 'attempt') storm.attempts.push(nowMs());
    if (event.kind === 'ended' && event.reason === 'silent') storm.silent.push(nowMs());
  };
  lastTexts[overlay] = '';
  if (kind === 'socket') {
    createConnection({
      ...{
        wsPorts: [Number(port)],
        httpPorts: [nowhere],
        overlay: identity,
        clock,
        random: Math.random,
        openSocket,
        poll,
      },
      onEvent(event) {
        if (event.kind === 'status') take(event.status.text);
      },
      onTrace,
    }).start();
    return;
  }
  const address = parseAddress(`mqtt://127.0.0.1:${port}/${BASE}`);
  if (typeof address === 'string' || address.kind !== 'mqtt') throw new Error('no address');
  followBroker({
    ...{
      address,
      overlay: identity,
      protocol: CARRIED_MESSAGES,
      readSecret: () => parseBrokerSecret(null),
      clock,
      random: Math.random,
    },
    onEvent(event) {
      if (event.kind === 'report') take(event.report.answer?.text ?? '');
      if (event.kind === 'socket-closed' || event.kind === 'socket-dropped') lost.add(overlay);
    },
    onTrace,
  }).start();
}
