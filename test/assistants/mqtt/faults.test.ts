import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { topicsOf } from '../../../src-main/assistants/mqtt/wire.ts';
import { type Clock, systemClock } from '../../../src-main/runtime/clock.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { aclOfDocs } from '../../lab/acl-of-docs.ts';
import { findMosquitto } from '../../lab/mosquitto.ts';
import { until } from '../../lab/until.ts';
import { BASE, broker, follow, introduce, publisher } from './on-broker.ts';

const isThere = findMosquitto() !== null;
if (!isThere) process.stderr.write('Skipped: no fault of a real broker, because mosquitto is not installed\n');

const DAY_MS = 86_400_000;
const OWN_STATE = 'asystent/overlay/overlay-1/state';

/** The machine's clock, ten times as fast. */
const fastClock: Clock = {
  nowMs: () => 10 * systemClock.nowMs(),
  setTimeout: (callback, delayMs) => systemClock.setTimeout(callback, delayMs / 10),
};

/** A network between overlay and broker that can fall silent without an end. */
async function network(brokerPort: number) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTcp(brokerPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => {});
      from.once('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** Hold back the data of the connections that are open now. */
    sleep() {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
  };
}

describe.skipIf(!isThere)('faults of a real broker', () => {
  it('one that hangs is noticed by pings, and followed when it goes on [REL-MQTT-HANGS]', async () => {
    const { port, pid } = await broker();
    await introduce(await publisher(port));
    const { events, trace, phases } = follow(port, { clock: fastClock });
    await until('a report', () => phases().length === 1);
    process.kill(pid(), 'SIGSTOP');
    await until(
      'the end of the link',
      () => events.at(-1)?.kind === 'unreachable' || events.at(-1)?.kind === 'socket-dropped',
    );
    expect(trace.some((event) => event.kind === 'ended' && event.reason === 'silent')).toBe(true);
    process.kill(pid(), 'SIGCONT');
    await introduce(await publisher(port), { phase: 'thinking' });
    await until('a report', () => phases().at(-1) === 'thinking');
    // The will of the connection that was given up is not the last word.
    const watcher = await publisher(port);
    const said: string[] = [];
    watcher.client.on('message', (_, payload) => void said.push(payload.toString()));
    await watcher.client.subscribeAsync(OWN_STATE);
    await until('online', () => said.at(-1) === 'online');
  });

  it('an overlay that was asleep for a day has the last state at once, and none from before [REL-MQTT-ASLEEP]', async () => {
    const { port } = await broker();
    const kitchen = await publisher(port);
    await introduce(kitchen);
    const between = await network(port);
    const clock = createFakeClock();
    const { assistant, events, phases, trace } = follow(between.port, { clock });
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    between.sleep();
    await kitchen.say('status', { phase: 'thinking' });
    await kitchen.say('status', { phase: 'speaking', text: 'In the night.', turn: 1 });
    await kitchen.say('status', { phase: 'paused', monitoring: false });
    clock.jump(DAY_MS);
    assistant.reconnectNow();
    await until('a report', () => phases().length === 2);
    // Deadlines of the night are no longer of interest.
    clock.advance(1_000);
    expect(phases()).toEqual(['ready', 'paused']);
    expect(trace.filter(({ kind }) => kind === 'attempt')).toHaveLength(2);
  });

  it('a command waits three seconds for an assistant that is away, and no longer [REL-MQTT-LATE]', async () => {
    const { port } = await broker();
    const session = { clientId: 'kitchen', clean: false, will: undefined, properties: { sessionExpiryInterval: 60 } };
    const kitchen = await publisher(port, session);
    await introduce(kitchen);
    await kitchen.client.subscribeAsync(`${BASE}/command`, { qos: 1 });
    const { assistant, events } = follow(port);
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    await kitchen.client.endAsync();
    expect(assistant.send({ command: 'stop_tts' }).sent).toBe(true);
    await delay(4_000);
    expect(assistant.send({ command: 'set_monitoring', args: { on: true } }).sent).toBe(true);
    const taken: string[] = [];
    await publisher(port, session, (payload) => taken.push(payload));
    await until('a command', () => taken.length > 0);
    expect(taken.map((text) => (JSON.parse(text) as { readonly command: string }).command)).toEqual(['set_monitoring']);
  });

  it('what is delivered twice is told once, and no command has the id of another [REL-MQTT-TWICE]', async () => {
    const { port } = await broker();
    const kitchen = await publisher(port);
    await introduce(kitchen);
    const ids: string[] = [];
    kitchen.client.on('message', (_, payload) => void ids.push((JSON.parse(payload.toString()) as { id: string }).id));
    await kitchen.client.subscribeAsync(`${BASE}/command`, { qos: 1 });
    for (const run of ['first', 'after a restart']) {
      const { assistant, events, phases } = follow(port);
      await until(`an offer, ${run}`, () => events.some(({ kind }) => kind === 'offer'));
      for (let time = 0; time < 3; time += 1) await introduce(kitchen);
      assistant.send({ command: 'stop_tts' });
      assistant.send({ command: 'stop_tts' });
      const expected = ids.length + 2;
      await until('two commands', () => ids.length === expected);
      expect(phases()).toEqual(['ready']);
      assistant.stop();
    }
    expect(new Set(ids).size).toBe(4);
  });

  it('whatever is retained, on every topic that it reads, the overlay stays and waits for sense [REL-MQTT-NOISE]', async () => {
    const { port } = await broker();
    const { client, say } = await publisher(port);
    const garbage = [Buffer.from([0xff, 0xfe, 0, 0xc3]), Buffer.alloc(400_000, '['), Buffer.alloc(1_000_000, 'x')];
    for (const [at, topic] of Object.values(topicsOf(BASE, 'overlay-1')).entries()) {
      await client.publishAsync(topic, garbage[at % garbage.length] ?? '', { qos: 1, retain: true });
    }
    const { events, trace } = follow(port);
    await until('nobody there', () => events.length > 0);
    expect(events).toEqual([{ kind: 'unreachable' }]);
    await say('state', 'online');
    await say('status', { phase: 'ready' });
    await until('a report', () => events.some(({ kind }) => kind === 'report'));
    expect(trace.filter(({ kind }) => kind === 'attempt')).toHaveLength(1);
  });

  it('that refuses the password is asked once a minute at most [REL-MQTT-DENIES]', async () => {
    const { port } = await broker({ users: { desk: 'right' } });
    const clock = createFakeClock();
    const { events, trace } = follow(port, { login: 'desk:wrong', clock, random: () => 0.5 });
    const attempts = () => trace.filter(({ kind }) => kind === 'attempt').length;
    for (let minute = 1; minute <= 3; minute += 1) {
      await until('a denial', () => events.length === minute);
      clock.advance(67_499);
      expect(attempts()).toBe(minute);
      clock.advance(1);
    }
    expect(new Set(events.map((event) => JSON.stringify(event)))).toEqual(
      new Set([JSON.stringify({ kind: 'denied', denial: 'wrong-key' })]),
    );
  });

  it('fifty overlays lose one that forgets everything, and all have the last state again [REL-MQTT-STORM]', async () => {
    const mosquitto = await broker();
    await introduce(await publisher(mosquitto.port));
    const overlays = Array.from({ length: 50 }, (_, at) => follow(mosquitto.port, { id: `overlay-${at}` }));
    await until('fifty reports', () => overlays.every(({ phases }) => phases().length === 1));
    await mosquitto.kill();
    await until('fifty losses', () =>
      overlays.every(({ events }) => events.some(({ kind }) => kind === 'socket-closed')),
    );
    await mosquitto.start();
    await introduce(await publisher(mosquitto.port), { phase: 'thinking' });
    await until('the last state', () => overlays.every(({ phases }) => phases().at(-1) === 'thinking'));
  });

  it('with the list of the docs, nobody speaks for another assistant or hears its commands [SEC-MQTT-ACL]', async () => {
    const users = { kitchen: 'k', attic: 'a', desk: 'd' };
    const acl = aclOfDocs();
    const ofAttic = acl.slice(0, acl.indexOf('user desk')).replaceAll('kitchen', 'attic');
    const { port } = await broker({ users, acl: `${acl}\n${ofAttic}` });
    const kitchen = await publisher(port, { username: 'kitchen', password: 'k' });
    await introduce(kitchen);
    await kitchen.client.subscribeAsync(`${BASE}/command`, { qos: 1 });
    const taken: string[] = [];
    kitchen.client.on('message', (_, payload) => void taken.push(payload.toString()));
    const overheard: string[] = [];
    for (const [username, password] of [
      ['attic', 'a'],
      ['desk', 'd'],
    ] as const) {
      const other = await publisher(port, { username, password, will: undefined });
      other.client.on('message', (topic) => void overheard.push(topic));
      for (const topic of [`${BASE}/command`, '#'])
        await other.client.subscribeAsync(topic, { qos: 1 }).catch(() => {});
      for (const [name, message] of [
        ['status', { phase: 'error', status: 'Forged' }],
        ['hello', { protocol: 2, client: { name: 'Forged', version: '1' }, commands: [] }],
        ['state', 'offline'],
        ['status', ''],
      ] as const)
        await other.say(name, message).catch(() => {});
      overheard.length = 0;
    }
    const { assistant, events, phases } = follow(port, { login: 'desk:d' });
    await until('an offer', () => events.some(({ kind }) => kind === 'offer'));
    assistant.send({ command: 'stop_tts' });
    await until('a command', () => taken.length === 1);
    expect(overheard.filter((topic) => topic.endsWith('/command'))).toEqual([]);
    expect(phases()).toEqual(['ready']);
    expect(events).toMatchObject([{ kind: 'report' }, { kind: 'offer', offer: { name: 'Kitchen' } }]);
  });
});
