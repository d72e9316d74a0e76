import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  type ClientEntry,
  clientList,
  isLocal,
  LOCAL_CLIENT_ID,
  portsHere,
} from '../../src-main/clients/client-list.ts';
import { parseAddress } from '../../src-shared/assistant-address.ts';
import type { AddressedClient } from '../../src-shared/settings.ts';
import { pairedClient } from './paired-client.ts';

const EFFECTS = { wsPorts: [6001, 6000], httpPorts: [5001, 5000], follow: null };

it('holds the local client first, then the paired ones in their order', () => {
  const kitchen = pairedClient({
    name: 'Kitchen',
    url: 'wss://kitchen.lan:7001/',
    httpUrl: 'https://kitchen.lan:7002/',
  });
  const office = pairedClient({ name: 'Office', url: 'wss://office.lan/', httpUrl: 'https://office.lan/' });
  const list = clientList({ followLocal: true, followed: [kitchen, office] }, EFFECTS);
  expect(list).toEqual([
    {
      kind: 'asystent',
      id: LOCAL_CLIENT_ID,
      name: null,
      wsPorts: [6001, 6000],
      httpPorts: [5001, 5000],
      pairing: null,
    },
    { kind: 'asystent', id: kitchen.id, name: 'Kitchen', wsPorts: [7001], httpPorts: [7002], pairing: kitchen },
    { kind: 'asystent', id: office.id, name: 'Office', wsPorts: [443], httpPorts: [443], pairing: office },
  ]);
});

it('leaves the local client out when the user does', () => {
  const kitchen = pairedClient({ name: 'Kitchen' });
  expect(clientList({ followLocal: false, followed: [kitchen] }, EFFECTS).map(({ id }) => id)).toEqual([kitchen.id]);
});

it('is never empty', () => {
  expect(clientList({ followLocal: false, followed: [] }, EFFECTS).map(({ id }) => id)).toEqual([LOCAL_CLIENT_ID]);
});

it('holds one client for an id, the first, as somebody may copy a pairing in the file', () => {
  const kitchen = pairedClient({ name: 'Kitchen' });
  const copy = { ...kitchen, name: 'Cellar', url: 'wss://cellar.lan:7001/' };
  const names = clientList({ followLocal: false, followed: [kitchen, copy] }, EFFECTS).map(({ name }) => name);
  expect(names).toEqual(['Kitchen']);
});

it('calls a client without a name that can be seen by its host', () => {
  const hidden = pairedClient({ name: '\u202e', url: 'wss://kitchen.lan:7001/' });
  expect(clientList({ followLocal: false, followed: [hidden] }, EFFECTS)[0].name).toBe('kitchen.lan');
});

it('knows where each is looked for, with the port also where that is the usual one', () => {
  const [local, office] = clientList(
    { followLocal: true, followed: [pairedClient({ url: 'wss://office.lan/', httpUrl: 'https://[fd00::1]:7002/' })] },
    EFFECTS,
  );
  expect(addressesOf(local)).toEqual({
    socket: ['127.0.0.1:6001', '127.0.0.1:6000'],
    http: ['127.0.0.1:5001', '127.0.0.1:5000'],
  });
  expect(office && addressesOf(office)).toEqual({ socket: ['office.lan:443'], http: ['[fd00::1]:7002'] });
});

describe('clients of other kinds', () => {
  const kitchen = pairedClient({ name: 'Kitchen' });
  const ovos: AddressedClient = {
    kind: 'ovos',
    id: randomUUID(),
    name: 'Desk',
    address: 'ovos://127.0.0.1:8181/core',
  };
  const hass: AddressedClient = {
    kind: 'hass',
    id: randomUUID(),
    name: '\u202e',
    address: 'hass://homeassistant.local:8123/assist_satellite.kitchen',
  };
  const namesOf = (entries: readonly ClientEntry[]) => entries.map(({ name }) => name);

  it('are among the paired ones in the order of the settings', () => {
    const list = clientList({ followLocal: true, followed: [ovos, kitchen, hass] }, EFFECTS);
    expect(namesOf(list)).toEqual([null, 'Desk', 'Kitchen', 'homeassistant.local']);
    expect(list[1]).toEqual({
      ...{ kind: 'ovos', id: ovos.id, name: 'Desk' },
      address: { kind: 'ovos', host: '127.0.0.1', port: 8181, path: '/core' },
    });
    expect(list.map(addressesOf).slice(1, 2)).toEqual([{ socket: ['127.0.0.1:8181'], http: [] }]);
    expect(list.map(isLocal)).toEqual([true, false, false, false]);
    expect(portsHere(list)).toEqual([8181]);
  });

  it('that the environment names replace all others, and are known by their address', () => {
    const addresses = ['lva://127.0.0.1', 'asystent://127.0.0.1', 'ovos://127.0.0.1', 'lva://127.0.0.1:6055'];
    const [first, ...others] = addresses.flatMap((text) => {
      const address = parseAddress(text);
      return typeof address === 'string' ? [] : [address];
    });
    if (first === undefined) throw new Error('no address');
    const list = clientList(
      { followLocal: true, followed: [kitchen, ovos] },
      { ...EFFECTS, follow: [first, ...others] },
    );
    expect(list.map(({ id, name }) => [id, name])).toEqual([
      ['lva://127.0.0.1:6055', 'Linux Voice Assistant'],
      [LOCAL_CLIENT_ID, null],
      [ovos.id, 'Desk'],
    ]);
    const alone = clientList(
      { followLocal: false, followed: [kitchen] },
      { ...EFFECTS, follow: [{ kind: 'asystent' }] },
    );
    expect(alone).toMatchObject([{ id: LOCAL_CLIENT_ID, name: null }]);
  });
});
