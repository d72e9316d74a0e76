import { createServer } from 'node:http';
import { expect, it, vi } from 'vitest';
import { listSatellites } from '../../../src-main/assistants/hass/list-satellites.ts';
import { openHassSocket } from '../../../src-main/assistants/hass/transport.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { makeCertificate } from '../../certificates.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { closedPort, listen } from '../../loopback.ts';
import { SATELLITE, SERVER, TOKEN } from './bench.ts';
import { startStandIn } from './stand-in.ts';

const list = (port: number, token = TOKEN, isEncrypted = false) =>
  listSatellites({
    server: { ...SERVER, port, isEncrypted },
    token,
    clock: systemClock,
    openSocket: openHassSocket,
  });

it('lists the satellites by their names', async () => {
  const { port, sockets } = await startStandIn({
    states: {
      [SATELLITE]: { s: 'idle', a: { friendly_name: 'Kuchnia\u202e' } },
      'assist_satellite.office': { s: 'unavailable', a: { friendly_name: 'Biuro' } },
      'assist_satellite.nameless': { s: 'idle', a: {} },
      'assist_satellite.Wrong Id': { s: 'idle', a: {} },
      'light.x': { s: 'on', a: {} },
    },
  });
  expect(await list(port)).toEqual({
    kind: 'satellites',
    canReadTexts: true,
    satellites: [
      { entity: 'assist_satellite.nameless', name: 'assist_satellite.nameless' },
      { entity: 'assist_satellite.office', name: 'Biuro' },
      { entity: SATELLITE, name: 'Kuchnia' },
    ],
  });
  await vi.waitFor(() => expect(sockets.size).toBe(0));
});

it('says whether the token may read texts', async () => {
  const { port } = await startStandIn({ isAdmin: false });
  expect(await list(port)).toMatchObject({ kind: 'satellites', canReadTexts: false });
});

it('says what is wrong', async () => {
  const { port } = await startStandIn();
  expect(await list(port, 'another')).toEqual({ kind: 'denied', reason: 'wrong-key' });
  expect(await list(await closedPort())).toEqual({ kind: 'nothing' });
  const secure = await startStandIn({ secure: await makeCertificate() });
  expect(await list(secure.port, TOKEN, true)).toEqual({ kind: 'denied', reason: 'wrong-certificate' });
  const web = await listen(createServer((_, response) => void response.end('hello')));
  expect(await list(web.port)).toEqual({ kind: 'stranger' });
});

it('gives up on a server that says nothing', async () => {
  const clock = createFakeClock();
  const standIn = await startStandIn();
  standIn.isMute = true;
  let isEnded = false;
  const listed = listSatellites({
    server: { ...SERVER, port: standIn.port },
    token: TOKEN,
    clock,
    openSocket: (_, handlers) => {
      handlers.onOpen();
      const end = () => {
        isEnded = true;
      };
      return { send: () => true, ping: () => {}, close: end, terminate: end };
    },
  });
  clock.advance(10_000);
  expect(await listed).toEqual({ kind: 'nothing' });
  expect(isEnded).toBe(true);
});
