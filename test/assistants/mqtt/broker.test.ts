import type { Socket as NetSocket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openBroker } from '../../../src-main/assistants/mqtt/broker.ts';
import { NO_ANSWER, type ProtocolVersion, WRONG_VERSION } from '../../../src-main/assistants/mqtt/session.ts';
import { outgoingFrame, topicsOf } from '../../../src-main/assistants/mqtt/wire.ts';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import { closedPort, createSignal, listenTcp } from '../../loopback.ts';

const LOGIN = 'desk:word:with:colons';
const topics = topicsOf('asystent/kitchen', 'o1');

/** Connect to a broker that answers the first packet with these bytes. */
async function connected(answer: readonly number[] | 'end', version: ProtocolVersion = 5) {
  const received: Buffer[] = [];
  const port = await listenTcp((peer: NetSocket) => {
    peer.on('data', (bytes) => {
      received.push(bytes);
      if (received.length > 1) return;
      if (answer === 'end') peer.end();
      else peer.write(Buffer.from(answer));
    });
  });
  return { received, ...open(port, version) };
}

function open(
  port: number,
  version: ProtocolVersion = 5,
  over: { certificate: string | null; hasOwn: boolean } | null = null,
) {
  const closed = createSignal<readonly [string, Denial | undefined]>();
  const opened = createSignal();
  const frames: string[] = [];
  const server = { host: '127.0.0.1', port, isEncrypted: over !== null, certificate: over?.certificate ?? null };
  const socket = openBroker(
    {
      ...{ server, topics, asks: ['state', 'hello', 'status'], isSeen: true, clientId: 'o1-x', version },
      secret: { login: LOGIN, certificate: over?.hasOwn ? { cert: 'from another time', key: 'as well' } : null },
    },
    {
      onOpen: opened.happen,
      onMessage: (raw) => void frames.push(raw),
      onPong() {},
      onClose: (reason, denial) => closed.happen([reason, denial]),
    },
  );
  onTestFinished(socket.terminate);
  return { socket, frames, opened: opened.happened, closed: closed.happened };
}

it.each([
  ['a broker of 3.1.1 refuses version 5', 5, [0x20, 2, 0, 1], WRONG_VERSION, undefined],
  ['a broker of 5 refuses the version', 5, [0x20, 3, 0, 132, 0], WRONG_VERSION, undefined],
  ['the connection ends without an answer', 5, 'end', NO_ANSWER, undefined],
  ['the login is wrong', 5, [0x20, 3, 0, 134, 0], 'refused 134', 'wrong-key'],
  ['the login may not connect', 5, [0x20, 3, 0, 135, 0], 'refused 135', 'wrong-key'],
  ['the login is wrong for 3.1.1', 4, [0x20, 2, 0, 4], 'refused 4', 'wrong-key'],
  ['the broker is busy', 5, [0x20, 3, 0, 137, 0], 'refused 137', undefined],
] as const)('%s', async (_, version, answer, reason, denial) => {
  const { closed, socket } = await connected(answer, version);
  expect(await closed).toEqual([reason, denial]);
  expect(socket.send(outgoingFrame({ kind: 'own-state', payload: 'online' }))).toBe(false);
});

it('something else answers [REL-MQTT-STRANGER]', async () => {
  const { closed, frames } = await connected([0, 0, 0, 0]);
  expect([(await closed)[1], frames]).toEqual([undefined, []]);
});

it('a packet has no end [REL-MQTT-STRANGER] [SEC-MQTT-OTHERS]', async () => {
  const connack = [0x20, 3, 0, 0, 0];
  const { closed } = await connected([...connack, 0x30, 0xff, 0xff, 0xff, 0x7f, ...Buffer.alloc(600 * 1024)]);
  expect(await closed).toEqual(['packet too long', undefined]);
});

it.each([null, 'a'.repeat(64)])('TLS can’t use our certificate; that of the broker: %s', async (certificate) => {
  const { closed } = open(await closedPort(), 5, { certificate, hasOwn: true });
  expect(await closed).toEqual(['own certificate not usable', 'wrong-key']);
});

it('nothing answers', async () => {
  expect(await open(await closedPort()).closed).toEqual(['ECONNREFUSED', undefined]);
});

it('what takes the connection and never secures it is given up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const port = await listenTcp(() => {});
  const { closed } = open(port, 5, { certificate: null, hasOwn: false });
  vi.advanceTimersByTime(10_000);
  expect(await closed).toEqual(['no connection in time', undefined]);
});

it('the login is split at its first colon, and the will is set', async () => {
  const { received, closed } = await connected('end');
  await closed;
  const packet = Buffer.concat(received).toString('latin1');
  expect(packet).toContain('\u0000\u0004desk\u0000\u0010word:with:colons');
  expect(packet).toContain('asystent/overlay/o1/state\u0000\u0007offline');
});

it('the subscription that is refused is a denial', async () => {
  const port = await listenTcp((peer: NetSocket) => {
    let packets = 0;
    peer.on('data', (bytes) => {
      packets += 1;
      if (packets === 1) peer.write(Buffer.from([0x20, 3, 0, 0, 0]));
      // SUBACK with the id of the SUBSCRIBE: the status is refused.
      else if (packets === 2) peer.write(Buffer.from([0x90, 8, ...idOf(bytes), 0, 1, 1, 135, 1, 1]));
    });
  });
  const { closed, opened } = open(port);
  await opened;
  expect(await closed).toEqual(['subscription refused', 'wrong-key']);
});

/** The packet's id is after the fixed header, whose length has one byte or two. */
function idOf(packet: Buffer): readonly number[] {
  const start = (packet[1] ?? 0) < 128 ? 2 : 3;
  return [...packet.subarray(start, start + 2)];
}
