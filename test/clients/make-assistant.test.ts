import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { AssistantEvent } from '../../src-main/assistants/assistant.ts';
import { type ClientEntry, entryAt, localEntry } from '../../src-main/clients/client-list.ts';
import { type Address, makeAssistant } from '../../src-main/clients/make-assistant.ts';
import { systemClock } from '../../src-main/runtime/clock.ts';
import { until } from '../lab/until.ts';

const OVERLAY = { id: 'desk', name: 'Desk', version: '1' };
const at = (entry: ClientEntry): Address => ({ entry, overlay: OVERLAY });

/** A stand-in for Linux Voice Assistant, which only sends its snapshot. */
async function satellite() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    const data = { muted: false, volume: 0.5, ha_connected: true, last_stt_text: '', last_tts_text: '' };
    socket.send(JSON.stringify({ event: 'snapshot', data }));
  });
  const { port } = server.address() as AddressInfo;
  return { entry: entryAt({ kind: 'lva', host: '127.0.0.1', port }), connections: () => server.clients.size };
}

function make(entry: ClientEntry) {
  const events: AssistantEvent[] = [];
  const openSocket = vi.fn(() => ({ send: () => false, ping() {}, close() {}, terminate() {} }));
  const assistant = makeAssistant(at(entry), {
    clock: systemClock,
    random: Math.random,
    onEvent: (event) => events.push(event),
    onTrace() {},
    log() {},
    readToken: () => null,
    transportsFor: () => ({ openSocket, poll: () => () => {} }),
  });
  onTestFinished(assistant.stop);
  return { assistant, openSocket, kinds: () => events.map(({ kind }) => kind) };
}

it('an assistant of another kind opens nothing before its start, and moves to another address', async () => {
  const [first, second] = [await satellite(), await satellite()];
  const { assistant, kinds } = make(first.entry);
  assistant.moveTo(at({ ...first.entry, name: 'Desk' }));
  expect(first.connections()).toBe(0);
  assistant.start();
  await until('the report', () => kinds().includes('report'));
  assistant.moveTo(at({ ...first.entry, name: 'Kitchen' }));
  expect(kinds()).not.toContain('socket-dropped');
  expect(first.connections()).toBe(1);

  assistant.moveTo(at(second.entry));
  expect(kinds().at(-1)).toBe('socket-dropped');
  await until('the other one', () => first.connections() === 0 && second.connections() === 1);
  assistant.stop();
  await until('the end', () => second.connections() === 0);
});

it('an entry can become another kind', async () => {
  const other = await satellite();
  const { assistant, openSocket } = make(localEntry({ wsPorts: [6001], httpPorts: [5001] }));
  assistant.start();
  expect(openSocket).toHaveBeenCalled();
  assistant.moveTo(at(other.entry));
  await until('the other kind', () => other.connections() === 1);
});
