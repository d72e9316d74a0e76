import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { poll } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { openSocket } from '../../../src-main/assistants/asystent/socket-transport.ts';
import type { ClientEntry } from '../../../src-main/clients/client-list.ts';
import { followClient } from '../../../src-main/clients/follow-client.ts';
import type { OverlayEvent } from '../../../src-main/overlay/model.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import type { CommandRequest } from '../../../src-shared/commands.ts';
import type { OverlayState } from '../../../src-shared/overlay-state.ts';
import { EVERY_COMMAND } from '../../assistant.ts';
import { until } from '../../lab/until.ts';
import { closedPort, listen } from '../../loopback.ts';
import { CONTEXT } from '../../overlay/events.ts';
import { readAs } from '../../wire-schema.ts';
import { OVERLAY } from './fake-client.ts';

/** Events that the overlay makes itself; the others come from the connection. */
const OWN_EVENTS = ['press', 'command-sent', 'deadline'];

/** Everything between the wire and the drawn state, on real sockets and the real clock. */
async function follow(wsPort: number) {
  const events: OverlayEvent[] = [];
  const told: OverlayState[] = [];
  const ports = { wsPorts: [wsPort], httpPorts: [await closedPort()] };
  const entry: ClientEntry = { kind: 'asystent', id: 'local', name: null, ...ports, pairing: null };
  const client = followClient(
    { entry, context: CONTEXT, overlay: OVERLAY },
    {
      transportsFor: () => ({ openSocket, poll }),
      readToken: () => null,
      observe: () => ({
        onTrace() {},
        onTransition({ event }) {
          if (!OWN_EVENTS.includes(event.kind)) events.push(event);
        },
      }),
      clock: systemClock,
      random: Math.random,
      nowEpochMs: Date.now,
      log() {},
      onChange: () => told.push(client.snapshot().state),
      onAnswer() {},
      onLevel() {},
      onAction() {},
    },
  );
  onTestFinished(client.stop);
  client.start();
  const press = (request: CommandRequest) => client.dispatch({ kind: 'press', request });
  return { client, press, events, told };
}

const STATUS = { status: 'Ready', text: '', monitoring: true, volume: 0.5, muted: false };
const statusFrame = (changes: object = {}) => JSON.stringify({ type: 'status', data: { ...STATUS, ...changes } });

/** A client that sends its status and leaves the rest to `onFrame`. */
async function serve(onFrame: (socket: WebSocket, frame: Record<string, unknown>) => void) {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.send(statusFrame());
    socket.on('message', (raw) => onFrame(socket, readAs('overlayFrame', String(raw)) as Record<string, unknown>));
  });
  const { port } = await listen(http);
  return { port, connections: () => connections, sockets: server.clients };
}

describe('a client of version 1 that closes its socket over anything it does not know', () => {
  it('is followed without a gap that could be seen, and shows nothing of version 2 [REL-CLIENT-REFUSES-HELLO]', async () => {
    const strange: unknown[] = [];
    const toggled: unknown[] = [];
    const server = await serve((socket, frame) => {
      const isKnown = JSON.stringify(frame) === '{"type":"command","command":"toggle_monitoring"}';
      (isKnown ? toggled : strange).push(frame);
      if (isKnown) socket.send(statusFrame({ monitoring: false }));
      else socket.close(1000);
    });
    const { client, press, events, told } = await follow(server.port);
    await until('the second connection', () => server.connections() === 2);
    await until('its status', () => events.length === 2);
    press({ command: 'set_volume', args: { level: 1 } });
    press({ command: 'start_listening' });
    press({ command: 'set_monitoring', args: { on: false } });
    await until('the result', () => client.state().phase === 'paused');
    expect(strange).toHaveLength(1);
    expect(toggled).toHaveLength(1);
    expect(server.connections()).toBe(2);
    expect(events.map(({ kind }) => kind)).toEqual(['report', 'report', 'report']);
    expect(told.map(({ phase, transport, assistant }) => ({ phase, transport, assistant }))).toEqual(
      told.map(({ phase }) => ({ phase, transport: 'socket', assistant: null })),
    );
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['ready', 'paused']);
  });
});

/** How long the client takes for a move of the slider. */
const ANSWER_MS = 40;

describe('a client of version 2', () => {
  const offerFrame = JSON.stringify({
    type: 'hello',
    data: {
      protocol: 2,
      client: { name: 'Slow', version: '2.1' },
      commands: ['set_volume', 'send_text'],
      settings: [],
    },
  });

  it('gets the last of many moves of a slider, and few of those before [REL-CLIENT-SLOW]', async () => {
    const levels: number[] = [];
    let unanswered = 0;
    let mostUnanswered = 0;
    const server = await serve((socket, frame) => {
      if (frame['type'] === 'hello') socket.send(offerFrame);
      if (frame['command'] !== 'set_volume') return;
      const { level } = frame['args'] as { level: number };
      levels.push(level);
      unanswered += 1;
      mostUnanswered = Math.max(mostUnanswered, unanswered);
      setTimeout(() => {
        unanswered -= 1;
        socket.send(statusFrame({ volume: level }));
        socket.send(JSON.stringify({ type: 'ack', id: frame['id'], ok: true }));
      }, ANSWER_MS);
    });
    const { client, press, told } = await follow(server.port);
    await until('the offer', () => client.state().assistant !== null);
    told.length = 0;
    const moves = 100;
    const startedMs = performance.now();
    for (let move = 1; move <= moves; move += 1) {
      press({ command: 'set_volume', args: { level: move / moves } });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await until('the last move', () => levels.at(-1) === 1);
    await until('its ack', () => unanswered === 0);
    expect(mostUnanswered).toBe(1);
    // Timers may fire a millisecond early. The first move is sent at once.
    const tookMs = performance.now() - startedMs;
    expect(levels.length).toBeLessThanOrEqual(1 + tookMs / (ANSWER_MS - 1));
    expect(levels.length).toBeLessThan(moves);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    // The level that the user sees never goes back to that of an earlier move.
    const seen = told.map(({ assistant }) => assistant?.volume ?? -1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('is told of each command once, and its refusal is shown in its words', async () => {
    const server = await serve((socket, frame) => {
      if (frame['type'] === 'hello') socket.send(offerFrame);
      if (frame['command'] === 'send_text') {
        const error = { code: 'failed', message: 'No microphone\u202e' };
        socket.send(JSON.stringify({ type: 'ack', id: frame['id'], ok: false, error }));
      }
    });
    const { client, press } = await follow(server.port);
    await until('the offer', () => client.state().assistant !== null);
    expect(client.state()).toMatchObject({
      commands: { set_monitoring: null },
      assistant: { name: 'Slow', volume: 0.5 },
    });
    press({ command: 'send_text', args: { text: 'Hello' } });
    expect(client.state().commands.send_text).toBe('pending');
    await until('the refusal', () => client.state().detail !== null);
    expect(client.state()).toMatchObject({
      detail: { kind: 'command-rejected', code: 'failed', message: 'No microphone', command: 'send_text' },
      commands: { send_text: 'enabled', set_muted: null },
    });
  });
});

describe('with the reference client', () => {
  async function reference() {
    const wsPorts = [await closedPort()];
    const client = createReferenceClient({ wsPorts, httpPorts: [await closedPort()], protocol: 2, name: 'Kitchen' });
    onTestFinished(client.stop);
    const { wsPort } = await client.start();
    client.update({ status: 'Ready', monitoring: true });
    const overlay = await follow(wsPort);
    await until('the offer', () => overlay.client.state().assistant !== null);
    const acked = () => overlay.events.filter((event) => event.kind === 'ack' && event.ack.rejection === null).length;
    return { client, overlay: overlay.client, press: overlay.press, acked };
  }

  it('everything that it offers can be used', async () => {
    const { client, overlay, press, acked } = await reference();
    const { assistant, commands } = overlay.state();
    expect(assistant?.name).toBe('Kitchen');
    expect(commands).toEqual(EVERY_COMMAND);
    expect(client.named()).toEqual([OVERLAY]);

    press({ command: 'set_volume', args: { level: 0.25 } });
    await until('the volume', () => client.status().volume === 0.25 && acked() === 1);
    press({ command: 'set_muted', args: { muted: true } });
    await until('silence', () => client.status().muted === true && acked() === 2);
    press({ command: 'set_monitoring', args: { on: false } });
    await until('the monitoring', () => client.status().monitoring === false && acked() === 3);
    press({ command: 'send_text', args: { text: 'Która godzina?' } });
    await until('the turn', () => overlay.state().phase === 'thinking' && acked() === 4);
    await until('the answer', () => overlay.state().answer !== null, 10_000);
    expect(overlay.state()).toMatchObject({ phase: 'speaking', detail: null });
  }, 20_000);

  it('each of its settings can be drawn and set', async () => {
    const { overlay, press, acked } = await reference();
    const settings = overlay.state().assistant?.settings ?? [];
    expect(new Set(settings.map(({ type }) => type)).size).toBe(4);
    for (const setting of settings) {
      const value =
        setting.type === 'number'
          ? setting.min
          : setting.type === 'boolean'
            ? !setting.value
            : setting.type === 'choice'
              ? (setting.choices.at(-1)?.value ?? '')
              : 'x';
      const before = acked();
      press({ command: 'set_setting', args: { key: setting.key, value } });
      await until(setting.key, () => acked() === before + 1);
      expect(overlay.state().assistant?.settings).toContainEqual({ ...setting, value });
    }
  });
});
