import { expect, it } from 'vitest';
import { addressesOf, clientList, LOCAL_CLIENT_ID } from '../../src-main/clients/client-list.ts';
import { pairedClient } from './paired-client.ts';

const EFFECTS = { wsPorts: [6001, 6000], httpPorts: [5001, 5000] };

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
