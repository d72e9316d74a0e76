import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { createLva, openPeripheral } from '../../../src-main/assistants/lva/lva.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { createSignal, listen } from '../../loopback.ts';
import { event, snapshot } from './lva-player.ts';

/** As much of the Peripheral API as a turn needs: a snapshot, then the events that follow from the commands. */
async function servePeripheral(greeting: string) {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const { port } = await listen(http);
  const commands: unknown[] = [];
  server.on('connection', (peer, request) => {
    expect(request.url).toBe('/');
    peer.send(greeting);
    peer.on('message', (data) => {
      const command: unknown = JSON.parse(data.toString());
      commands.push(command);
      peer.send(event('listening'));
    });
  });
  return { port, commands };
}

function follow(port: number) {
  const events: AssistantEvent[] = [];
  const signals = { ready: createSignal(), ack: createSignal(), unreachable: createSignal() };
  const lva = createLva({
    host: '127.0.0.1',
    port,
    clock: systemClock,
    random: Math.random,
    openSocket: openPeripheral,
    onTrace() {},
    onEvent(each) {
      events.push(each);
      if (each.kind === 'report' && each.report.phase === 'ready') signals.ready.happen();
      if (each.kind === 'ack') signals.ack.happen();
      if (each.kind === 'unreachable') signals.unreachable.happen();
    },
  });
  onTestFinished(lva.stop);
  lva.start();
  return { lva, events, signals };
}

describe('over a real socket', () => {
  it('reports from the snapshot on, sends commands, and makes the ack from what follows', async () => {
    const { port, commands } = await servePeripheral(snapshot());
    const { lva, events, signals } = follow(port);
    expect(lva.send({ command: 'start_listening' })).toEqual({ sent: false, reason: 'no-link' });
    await signals.ready.happened;
    expect(events[0]).toMatchObject({ kind: 'report', transport: 'socket', port });
    expect(lva.send({ command: 'send_text', args: { text: 'x' } })).toEqual({ sent: false, reason: 'not-offered' });
    expect(lva.send({ command: 'start_listening' })).toEqual({ sent: true, id: '1' });
    await signals.ack.happened;
    expect(commands).toEqual([{ command: 'start_listening' }]);
    expect(events.at(-2)).toMatchObject({ kind: 'report', report: { phase: 'listening' } });
    expect(lva.send({ command: 'set_volume', args: { level: 1 } })).toEqual({ sent: true, id: null });
  });

  it('takes nobody for the assistant who sends no snapshot', async () => {
    const { port } = await servePeripheral(event('idle'));
    const { events, signals } = follow(port);
    await signals.unreachable.happened;
    expect(events).toEqual([{ kind: 'unreachable' }]);
  });
});
