/** The client that publishes through a real broker, and the overlay's own connection on its other side. */

import { connect, type Socket } from 'node:net';
import mqtt from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient, type MqttOptions } from '../../../packages/client/src/client.ts';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import { followBroker } from '../../../src-main/assistants/mqtt/follow-broker.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { parseAddress } from '../../../src-shared/assistant-address.ts';
import { makeCertificate } from '../../certificates.ts';
import { aclOfDocs } from '../../lab/acl-of-docs.ts';
import { findMosquitto, type MosquittoOptions, startMosquitto } from '../../lab/mosquitto.ts';
import { until } from '../../lab/until.ts';
import { listenTcp } from '../../loopback.ts';

const isThere = findMosquitto() !== null;
if (!isThere)
  process.stderr.write('Skipped: no client publishes to a real broker, because mosquitto is not installed\n');

const BASE = 'asystent/kitchen';
const CONFIG = 'homeassistant/device/asystent_kitchen/config';

async function broker(options: MosquittoOptions = {}) {
  const mosquitto = await startMosquitto(options);
  onTestFinished(mosquitto.remove);
  return mosquitto;
}

async function publishing(port: number, options: Partial<MqttOptions> = {}, scheme = 'mqtt') {
  const log: string[] = [];
  const carriedOut: string[] = [];
  const client = createClient({
    name: 'Kitchen',
    version: '3',
    language: 'en',
    listens: false,
    log: (line) => log.push(line),
    mqtt: { url: `${scheme}://127.0.0.1:${port}/${BASE}`, ...options },
    status: { phase: 'ready', monitoring: true, volume: 0.6 },
    commands: ['set_monitoring', 'set_volume'],
    carryOut(request, { update }) {
      carriedOut.push(request.command);
      if (request.command === 'set_volume') return 'busy';
      if (request.command === 'set_monitoring') {
        update({ phase: request.args.on ? 'ready' : 'paused', monitoring: request.args.on });
      }
      return null;
    },
  });
  onTestFinished(() => client.stop());
  expect(await client.start()).toEqual({ wsPort: 0, httpPort: 0 });
  return { client, log, carriedOut };
}

function follow(port: number, login: string | null = null) {
  const address = parseAddress(`mqtt://127.0.0.1:${port}/${BASE}`);
  if (typeof address === 'string' || address.kind !== 'mqtt') throw new Error(String(address));
  const events: AssistantEvent[] = [];
  const overlay = followBroker({
    address,
    overlay: { id: 'overlay-1', name: 'desk', version: '1' },
    protocol: CARRIED_MESSAGES,
    readSecret: () => ({ login, certificate: null }),
    clock: systemClock,
    random: Math.random,
    onEvent: (event) => void events.push(event),
    onTrace: () => {},
  });
  onTestFinished(() => overlay.stop());
  overlay.start();
  const phase = () => events.flatMap((event) => (event.kind === 'report' ? [event.report.phase] : [])).at(-1);
  return { overlay, events, phase };
}

/** Everything that is on the broker, and comes to it. */
async function listen(port: number, options: mqtt.IClientOptions = {}) {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, reconnectPeriod: 0, ...options });
  onTestFinished(() => void client.end(true));
  const kept = new Map<string, string>();
  const heard: string[] = [];
  client.on('message', (topic, payload) => {
    heard.push(`${topic} ${payload}`);
    kept.set(topic, payload.toString());
  });
  await client.subscribeAsync('#', { qos: 1 });
  return { client, kept, heard };
}

describe.skipIf(!isThere)('a client that publishes', () => {
  it('is seen by an overlay, takes its commands, and says goodbye', async () => {
    const { port } = await broker();
    const { client, carriedOut } = await publishing(port);
    const { overlay, events, phase } = follow(port);
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    expect(events.find(({ kind }) => kind === 'offer')).toMatchObject({ offer: { name: 'Kitchen', version: '3' } });
    client.update({ phase: 'thinking', heard: 'How warm is it?' });
    await until('thinking', () => phase() === 'thinking');
    client.update({ phase: 'speaking' });
    for (const word of ['It', ' is', ' seven.']) client.append(word);
    await until('the answer', () => JSON.stringify(events.at(-1)).includes('It is seven.'));
    overlay.send({ command: 'set_monitoring', args: { on: false } });
    await until('paused', () => phase() === 'paused');
    overlay.send({ command: 'set_volume', args: { level: 1 } });
    const acks = () => events.flatMap((event) => (event.kind === 'ack' ? [event.ack] : []));
    await until('both answers', () => acks().length === 2);
    expect(acks()).toMatchObject([
      { id: '1', rejection: null },
      { id: '2', rejection: { code: 'busy', message: 'A turn is going on.' } },
    ]);
    expect(carriedOut).toEqual(['set_monitoring', 'set_volume']);
    await client.stop();
    await until('the end', () => events.at(-1)?.kind === 'unreachable');
  });

  it('carries a command out once, and none that the broker has kept', async () => {
    const { port } = await broker();
    const { client, kept, heard } = await listen(port);
    const stale = { id: 'old', command: 'set_monitoring', args: { on: false }, overlay: 'desk' };
    await client.publishAsync(`${BASE}/command`, JSON.stringify(stale), { qos: 1, retain: true });
    const { carriedOut } = await publishing(port);
    await until('the client', () => kept.get(`${BASE}/state`) === 'online');
    for (let times = 0; times < 2; times += 1)
      await client.publishAsync(`${BASE}/command`, JSON.stringify({ ...stale, id: 'new' }), { qos: 1 });
    const answers = () => heard.filter((line) => line.startsWith('asystent/overlay/desk/ack '));
    await until('both answers', () => answers().length === 2);
    expect(answers()[0]).toBe('asystent/overlay/desk/ack {"id":"new","ok":true}');
    expect(carriedOut).toEqual(['set_monitoring']);
  });

  it('has its will published when it dies, and comes back to a broker that has forgotten everything', async () => {
    const mosquitto = await broker();
    const { client } = await publishing(mosquitto.port);
    const { events, phase } = follow(mosquitto.port);
    await until('a report', () => phase() === 'ready');
    await mosquitto.kill();
    client.update({ phase: 'listening' });
    await until('the end of the socket', () => events.at(-1)?.kind === 'socket-closed');
    await mosquitto.start();
    await until('listening', () => phase() === 'listening');
  });

  it('publishes and takes commands under the access control list of the docs', async () => {
    const { port } = await broker({ users: { kitchen: 'k', desk: 'd' }, acl: aclOfDocs() });
    await publishing(port, { username: 'kitchen', password: 'k', homeAssistant: false });
    const { overlay, events, phase } = follow(port, 'desk:d');
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    overlay.send({ command: 'set_monitoring', args: { on: false } });
    await until('an answer', () => events.some(({ kind }) => kind === 'ack'));
    await until('paused', () => phase() === 'paused');
  });

  it.each([
    ['says so', [0x20, 2, 0, 1]],
    ['hangs up', []],
  ])('speaks 3.1.1 with a broker that knows nothing else, and %s', async (_what, refusal) => {
    const { port } = await broker();
    const oldPort = await listenTcp((peer: Socket) => {
      peer.once('data', (bytes) => {
        // The name MQTT, and the version.
        const version = bytes[bytes.indexOf('MQTT') + 4];
        if (version !== 4) return peer.end(Buffer.from(refusal));
        const upstream = connect(port, '127.0.0.1').on('error', () => {});
        upstream.write(bytes);
        return peer.pipe(upstream).pipe(peer);
      });
    });
    const { log, carriedOut } = await publishing(oldPort);
    const { kept, client } = await listen(port);
    await until('the client', () => kept.get(`${BASE}/state`) === 'online');
    expect(log.at(-1)).toBe(`publishing to mqtt://127.0.0.1:${oldPort} with MQTT 3.1.1`);
    const command = { id: '1', command: 'set_monitoring', args: { on: false }, overlay: 'desk' };
    await client.publishAsync(`${BASE}/command`, JSON.stringify(command), { qos: 1 });
    await until('the answer', () => kept.get('asystent/overlay/desk/ack') === '{"id":"1","ok":true}');
    expect(carriedOut).toEqual(['set_monitoring']);
  });

  it('does not hammer a broker that refuses its password, nor say the password', async () => {
    const { port } = await broker({ users: { kitchen: 'k' } });
    const { log } = await publishing(port, { username: 'kitchen', password: 'wrong' });
    await until('a refusal', () => log.length > 0);
    expect(log).toEqual(['the broker refuses the user or the password']);
  });

  it('trusts a broker by its authority, and no other', async () => {
    const certificate = await makeCertificate({ address: '127.0.0.1' });
    const { port } = await broker({ tls: certificate });
    const trusting = await publishing(port, { ca: certificate.cert }, 'mqtts');
    await until('the broker', () => trusting.log.includes(`publishing to mqtts://127.0.0.1:${port} with MQTT 5`));
    const doubting = await publishing(port, {}, 'mqtts');
    await until('a failure', () => doubting.log.length > 0);
    expect(doubting.log).toEqual([`no connection to mqtts://127.0.0.1:${port}: DEPTH_ZERO_SELF_SIGNED_CERT`]);
  });

  it('is a device of Home Assistant while that is switched on', async () => {
    const { port } = await broker();
    const { kept, client: other } = await listen(port);
    const { client } = await publishing(port, { homeAssistant: true });
    await until('the client', () => kept.get(`${BASE}/state`) === 'online');
    expect(JSON.parse(kept.get(CONFIG) ?? '')).toMatchObject({ device: { name: 'Kitchen' } });
    await other.publishAsync(`${BASE}/notice`, 'Dinner is ready', { qos: 1 });
    await until('the notice', () => client.status().notice?.text === 'Dinner is ready');
    await client.stop();
    await until('the end', () => kept.get(`${BASE}/state`) === 'offline');
    expect(kept.get(CONFIG)).not.toBe('');
    await publishing(port, { homeAssistant: false });
    await until('the client', () => kept.get(`${BASE}/state`) === 'online');
    expect(kept.get(CONFIG)).toBe('');
  });
});

it('a broker carries version 2 only, and has an address', () => {
  const url = 'mqtt://127.0.0.1/asystent/kitchen';
  expect(() => createClient({ protocol: 1, mqtt: { url } })).toThrow(RangeError);
  expect(() => createClient({ mqtt: { url: 'mqtt://127.0.0.1' } })).toThrow(RangeError);
});
