// The overlays' side of the comparison, without windows: `overlays.ts REQUESTS-PER-SECOND OVERLAYS WS-PORT HTTP-PORT`, started by
// processes.ts. It records the delay of each change.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from '../../src-main/assistants/asystent/connection.ts';
import { poll } from '../../src-main/assistants/asystent/polling-transport.ts';
import { parsePollBody } from '../../src-main/assistants/asystent/protocol.ts';
import { openSocket } from '../../src-main/assistants/asystent/socket-transport.ts';
import { systemClock as clock } from '../../src-main/runtime/clock.ts';

const [requestsPerSecond = '0', overlays = '1', wsPort = '', httpPort = ''] = process.argv.slice(2);
const delays: number[] = [];
let following = 0;
let isMeasuring = false;

for (let overlay = 0; overlay < Number(overlays); overlay += 1) {
  const note = createNote();
  // The product itself polls once a second.
  if (Number(requestsPerSecond) > 1) pollFast(1_000 / Number(requestsPerSecond), note);
  else follow(note);
  // Overlays that start at the same moment would always poll at the same moment.
  await delay(Math.random() * Math.min(1_000, 2_000 / Number(overlays)));
}
while (following < Number(overlays)) await delay(20);
process.send?.('following');
process.on('message', (message) => {
  if (message === 'begin') isMeasuring = true;
  if (message === 'delays') process.send?.(delays);
});
process.on('disconnect', () => process.exit());

/** @returns a function to call with every text that one overlay gets. */
function createNote(): (text: string) => void {
  let last: string | null = null;
  return (text) => {
    if (last === null) following += 1;
    else if (text !== last && isMeasuring) delays.push(performance.timeOrigin + performance.now() - Number(text));
    last = text;
  };
}

function follow(note: (text: string) => void): void {
  createConnection({
    wsPorts: [Number(wsPort)],
    httpPorts: [Number(httpPort)],
    overlay: { id: randomUUID(), name: 'benchmark', version: '0.0.0' },
    clock,
    random: Math.random,
    openSocket,
    poll,
    onEvent(event) {
      if (event.kind === 'status') note(event.status.text);
    },
  }).start();
}

/** Poll at an interval from request to request, as the overlay's predecessor did. */
function pollFast(intervalMs: number, note: (text: string) => void): void {
  const startedMs = clock.nowMs();
  poll(Number(httpPort), (answer) => {
    const status = answer.kind === 'body' ? parsePollBody(answer.body) : null;
    if (status !== null) note(status.text);
    clock.setTimeout(() => pollFast(intervalMs, note), Math.max(0, startedMs + intervalMs - clock.nowMs()));
  });
}
