import type mqtt from 'mqtt';
import { describe, expect, it } from 'vitest';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import { listOnBroker } from '../../../src-main/assistants/mqtt/follow-broker.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { makeCertificate } from '../../certificates.ts';
import { aclOfDocs } from '../../lab/acl-of-docs.ts';
import { findMosquitto } from '../../lab/mosquitto.ts';
import { until } from '../../lab/until.ts';
import { BASE, broker, follow, introduce, publisher } from './on-broker.ts';

const isThere = findMosquitto() !== null;
if (!isThere) process.stderr.write('Skipped: no test meets a real broker, because mosquitto is not installed\n');

describe.skipIf(!isThere)('a real broker', () => {
  it('gives a late overlay the last status, hello and state', async () => {
    const { port } = await broker();
    await introduce(await publisher(port), { phase: 'speaking', text: 'Kept.', turn: 4 });
    const { events } = follow(port);
    await until('a report and an offer', () => events.length >= 2);
    expect(events).toMatchObject([
      { kind: 'report', report: { phase: 'speaking', answer: { text: 'Kept.' } }, transport: 'socket', port },
      { kind: 'offer', offer: { name: 'Kitchen', version: '3', commands: ['set_monitoring', 'stop_tts'] } },
    ]);
  });

  it('carries a command once, for three seconds, and its answer back', async () => {
    const { port } = await broker();
    const kitchen = await publisher(port);
    await introduce(kitchen);
    const taken: mqtt.IPublishPacket[] = [];
    kitchen.client.on('message', (_, payload, packet) => {
      taken.push(packet);
      const { id } = JSON.parse(payload.toString()) as { readonly id: string };
      const { responseTopic = '', correlationData } = packet.properties ?? {};
      kitchen.client.publish(responseTopic, JSON.stringify({ id, ok: true }), {
        qos: 1,
        ...(correlationData !== undefined && { properties: { correlationData } }),
      });
    });
    await kitchen.client.subscribeAsync(`${BASE}/command`, { qos: 1 });
    const { assistant, events } = follow(port);
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    expect(assistant.send({ command: 'set_monitoring', args: { on: false } })).toEqual({ sent: true, id: '1' });
    await until('an ack', () => events.some(({ kind }) => kind === 'ack'));
    expect(events.at(-1)).toEqual({ kind: 'ack', ack: { id: '1', rejection: null } });
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({
      qos: 1,
      retain: false,
      properties: { responseTopic: 'asystent/overlay/overlay-1/ack' },
    });
    expect(taken[0]?.properties?.messageExpiryInterval).toBeLessThanOrEqual(3);
    expect(String(taken[0]?.payload)).toContain(`"id":"${taken[0]?.properties?.correlationData}"`);
    expect(JSON.parse(String(taken[0]?.payload))).toMatchObject({
      command: 'set_monitoring',
      args: { on: false },
      overlay: 'overlay-1',
    });
  });

  it('tells by the will that an assistant has died, and finds it again [REL-MQTT-DIES]', async () => {
    const { port } = await broker();
    const kitchen = await publisher(port);
    await introduce(kitchen);
    const { events, phases } = follow(port);
    await until('a report', () => phases().length === 1);
    kitchen.client.stream.destroy();
    await until('the will', () => events.at(-1)?.kind === 'unreachable');
    const again = await publisher(port);
    await introduce(again, { phase: 'thinking' });
    await until('another report', () => phases().at(-1) === 'thinking');
    expect(phases()).toEqual(['ready', 'thinking']);
  });

  it('says who of the overlays is there', async () => {
    const { port } = await broker();
    const watcher = await publisher(port);
    const said: string[] = [];
    watcher.client.on('message', (_, payload) => void said.push(payload.toString()));
    await watcher.client.subscribeAsync('asystent/overlay/+/state');
    const { assistant } = follow(port);
    await until('online', () => said.at(-1) === 'online');
    assistant.stop();
    await until('offline', () => said.at(-1) === 'offline');
    const late = await publisher(port);
    late.client.on('message', (_, payload, { retain }) => void said.push(`${payload}, kept: ${retain}`));
    await late.client.subscribeAsync('asystent/overlay/+/state');
    await until('what is kept', () => said.at(-1) === 'offline, kept: true');
  });

  it('comes back to a broker that was killed and has forgotten everything [REL-MQTT-RESTARTS]', async () => {
    const mosquitto = await broker();
    await introduce(await publisher(mosquitto.port));
    const { events, phases } = follow(mosquitto.port);
    await until('a report', () => phases().length === 1);
    await mosquitto.kill();
    await until('the end of the socket', () => events.at(-1)?.kind === 'socket-closed');
    await mosquitto.start();
    await until('nobody there', () => events.at(-1)?.kind === 'unreachable');
    await introduce(await publisher(mosquitto.port), { phase: 'thinking' });
    await until('a report', () => phases().at(-1) === 'thinking');
  });

  it('refuses a wrong password, and takes the right one', async () => {
    const { port } = await broker({ users: { desk: 'right:one' } });
    const wrong = follow(port, { login: 'desk:wrong' });
    await until('a denial', () => wrong.events.length > 0);
    expect(wrong.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    const right = follow(port, { login: 'desk:right:one' });
    await until('the broker', () => right.trace.some(({ kind }) => kind === 'live'));
    expect(right.events.some(({ kind }) => kind === 'denied')).toBe(false);
  });

  it('carries all of it under the access control list of the docs, and no status of another [SEC-MQTT-OTHERS]', async () => {
    const { port } = await broker({ users: { kitchen: 'k', desk: 'd' }, acl: aclOfDocs() });
    const kitchen = await publisher(port, { username: 'kitchen', password: 'k' });
    await introduce(kitchen);
    await kitchen.client.subscribeAsync(`${BASE}/command`, { qos: 1 });
    kitchen.client.on('message', (_, payload, { properties }) => {
      const { id } = JSON.parse(payload.toString()) as { readonly id: string };
      kitchen.client.publish(properties?.responseTopic ?? '', JSON.stringify({ id, ok: true }));
    });
    const impostor = await publisher(port, { username: 'desk', password: 'd', will: undefined });
    await impostor.say('status', { phase: 'error' }).catch(() => {});
    const { assistant, events, phases } = follow(port, { login: 'desk:d' });
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    assistant.send({ command: 'stop_tts' });
    await until('an ack', () => events.some(({ kind }) => kind === 'ack'));
    expect(phases()).toEqual(['ready']);
  });

  it('is not told the password unless its certificate is right [SEC-MQTT-TLS]', async () => {
    const certificate = await makeCertificate();
    const { port } = await broker({ users: { desk: 'd' }, tls: certificate });
    const unknown = follow(port, { login: 'desk:d', scheme: 'mqtts' });
    await until('a denial', () => unknown.events.length > 0);
    expect(unknown.events).toEqual([{ kind: 'denied', denial: 'wrong-certificate' }]);
    const other = follow(port, { login: 'desk:d', scheme: 'mqtts', pin: `#sha256=${'ab'.repeat(32)}` });
    await until('a denial', () => other.events.length > 0);
    expect(other.events).toEqual([{ kind: 'denied', denial: 'wrong-certificate' }]);
    const pinned = follow(port, { login: 'desk:d', scheme: 'mqtts', pin: `#sha256=${certificate.fingerprint}` });
    await until('the broker', () => pinned.trace.some(({ kind }) => kind === 'live'));
  });

  it('takes our certificate where it asks for one, whether its own is pinned or not', async () => {
    const [server, own, other] = await Promise.all([makeCertificate(), makeCertificate(), makeCertificate()]);
    const { port } = await broker({ tls: { ...server, clients: own.cert } });
    const pin = `#sha256=${server.fingerprint}`;
    const without = follow(port, { scheme: 'mqtts', pin });
    await until('a denial', () => without.events.length > 0);
    expect(without.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    const stranger = follow(port, { scheme: 'mqtts', pin, certificate: other });
    await until('a denial', () => stranger.events.length > 0);
    expect(stranger.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    const right = follow(port, { scheme: 'mqtts', pin, certificate: own });
    await until('the broker', () => right.trace.some(({ kind }) => kind === 'live'));
  });

  it('lists the clients that have left a hello there, and is left as it was', async () => {
    const mosquitto = await broker();
    const kitchen = await publisher(mosquitto.port);
    await introduce(kitchen);
    await kitchen.client.publishAsync('asystent/attic/hello', '{"protocol":2,"commands":[]}', { retain: true });
    await kitchen.client.publishAsync('asystent/cellar/hello', 'garbage', { retain: true });
    await kitchen.client.publishAsync('elsewhere/x/hello', '{"protocol":2,"commands":[]}', { retain: true });
    const kept: string[] = [];
    kitchen.client.on('message', (topic) => void kept.push(topic));
    await kitchen.client.subscribeAsync('asystent/overlay/#');
    const list = (base: string, login: string | null = null) => listOn(mosquitto.port, base, login);
    expect(await list('asystent')).toEqual({
      kind: 'clients',
      clients: [
        { topic: 'asystent/attic', name: 'attic' },
        { topic: 'asystent/kitchen', name: 'Kitchen' },
      ],
    });
    expect(await list('nowhere')).toEqual({ kind: 'clients', clients: [] });
    expect(kept).toEqual([]);
    const closed = await broker({ users: { desk: 'd' } });
    expect(await listOn(closed.port, 'asystent', 'desk:wrong')).toEqual({ kind: 'denied', reason: 'wrong-key' });
    expect(await listOn(closed.port, 'asystent', 'desk:d')).toEqual({ kind: 'clients', clients: [] });
  });
});

function listOn(port: number, base: string, login: string | null) {
  return listOnBroker({
    server: { host: '127.0.0.1', port, isEncrypted: false, certificate: null },
    base,
    secret: { login, certificate: null },
    protocol: CARRIED_MESSAGES,
    clock: systemClock,
    random: Math.random,
  });
}
