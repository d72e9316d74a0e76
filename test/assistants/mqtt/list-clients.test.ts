import { expect, it } from 'vitest';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import { listClients } from '../../../src-main/assistants/mqtt/list-clients.ts';
import { type BrokerSession, NO_ANSWER, WRONG_VERSION } from '../../../src-main/assistants/mqtt/session.ts';
import { deliveryFrame } from '../../../src-main/assistants/mqtt/wire.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** Ask a broker that the test controls. */
function start() {
  const clock = createFakeClock();
  const attempts: { readonly session: BrokerSession; readonly handlers: SocketHandlers; ended: boolean }[] = [];
  const list = listClients({
    server: { host: '127.0.0.1', port: 1883, isEncrypted: false, certificate: null },
    base: 'asystent',
    secret: { login: 'desk:d', certificate: null },
    protocol: CARRIED_MESSAGES,
    clock,
    random: () => 0.5,
    openBroker(session, handlers) {
      const attempt = { session, handlers, ended: false };
      attempts.push(attempt);
      return {
        send: () => true,
        ping() {},
        close() {},
        terminate() {
          if (attempt.ended) return;
          attempt.ended = true;
          handlers.onClose('ended');
        },
      };
    },
  });
  const last = () => attempts.at(-1) ?? never();
  const hello = (topic: string, name: string, isRetained = true) =>
    last().handlers.onMessage(
      deliveryFrame({
        kind: 'publish',
        topic,
        payload: JSON.stringify({ protocol: 2, client: { name, version: '1' }, commands: [] }),
        isRetained,
        correlation: null,
      }),
    );
  return { clock, attempts, list, last, hello };
}

function never(): never {
  throw new Error('no attempt');
}

it('asks for the hellos of all, without being seen, and waits for what is kept', async () => {
  const { clock, attempts, list, last, hello } = start();
  expect(last().session).toMatchObject({
    topics: { hello: 'asystent/+/hello' },
    asks: ['hello'],
    isSeen: false,
    secret: { login: 'desk:d' },
    version: 5,
  });
  hello('asystent/kitchen/hello', 'Kitchen');
  last().handlers.onMessage(deliveryFrame({ kind: 'subscribed' }));
  hello('asystent/attic/hello', 'Attic');
  // It has just started, and may be gone with its broker's memory of it.
  hello('asystent/new/hello', 'New', false);
  clock.advance(500);
  expect(await list).toEqual({
    kind: 'clients',
    clients: [
      { topic: 'asystent/attic', name: 'Attic' },
      { topic: 'asystent/kitchen', name: 'Kitchen' },
    ],
  });
  expect([attempts.length, last().ended, clock.pending()]).toEqual([1, true, 0]);
});

it('takes no more than a hundred', async () => {
  const { clock, list, last, hello } = start();
  for (let count = 0; count < 150; count += 1) hello(`asystent/${count}/hello`, `${count}`);
  last().handlers.onMessage(deliveryFrame({ kind: 'subscribed' }));
  clock.advance(500);
  expect(await list).toMatchObject({ clients: { length: 100 } });
});

it('takes none with a topic that no address can have [SEC-MQTT-OTHERS]', async () => {
  const { clock, list, last, hello } = start();
  for (const level of ['\u202enehctik', 'the kitchen', 'küche', '']) hello(`asystent/${level}/hello`, '');
  hello('hello', 'Hello');
  last().handlers.onMessage(deliveryFrame({ kind: 'subscribed' }));
  clock.advance(500);
  expect(await list).toEqual({ kind: 'clients', clients: [] });
});

it.each([WRONG_VERSION, NO_ANSWER])('tries the older version once: %s', async (reason) => {
  const { attempts, list, last } = start();
  last().handlers.onClose(reason);
  expect(attempts.map(({ session }) => session.version)).toEqual([5, 4]);
  last().handlers.onClose(reason);
  expect(await list).toEqual({ kind: 'nothing' });
});

it('says why nothing came of it', async () => {
  const denied = start();
  denied.last().handlers.onClose('refused 134', 'wrong-key');
  expect(await denied.list).toEqual({ kind: 'denied', reason: 'wrong-key' });
  const stranger = start();
  stranger.last().handlers.onOpen();
  stranger.last().handlers.onClose('closed');
  expect(await stranger.list).toEqual({ kind: 'stranger' });
  const silent = start();
  silent.clock.advance(10_000);
  expect(await silent.list).toEqual({ kind: 'nothing' });
});
