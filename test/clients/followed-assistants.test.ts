import { expect, it } from 'vitest';
import { type AsystentEntry, LOCAL_CLIENT_ID } from '../../src-main/clients/client-list.ts';
import { followedAssistants } from '../../src-main/clients/followed-assistants.ts';

const local: AsystentEntry = {
  kind: 'asystent',
  id: LOCAL_CLIENT_ID,
  name: null,
  wsPorts: [6001, 6000],
  httpPorts: [5001],
  pairing: null,
};
const kitchen: AsystentEntry = {
  ...local,
  id: 'k',
  name: 'Kitchen',
  pairing: {
    kind: 'asystent',
    id: 'k',
    name: 'Kitchen',
    url: 'wss://kitchen.lan:6001/',
    httpUrl: 'https://kitchen.lan:5001/',
    certificate: 'ab'.repeat(32),
  },
};

it('says where the only one is looked for', () => {
  expect(followedAssistants([local], [{ id: local.id, name: 'This computer', transport: 'none' }])).toEqual([
    { name: null, address: 'ws://127.0.0.1:6001 or 6000', isFound: false },
  ]);
});

it('names each of several, found by the socket or by polling', () => {
  const states = [
    { id: local.id, name: 'This computer', transport: 'polling' },
    { id: kitchen.id, name: 'Kitchen', transport: 'socket' },
  ] as const;
  expect(followedAssistants([local, kitchen], states)).toEqual([
    { name: 'This computer', address: 'ws://127.0.0.1:6001 or 6000', isFound: true },
    { name: 'Kitchen', address: 'wss://kitchen.lan:6001/', isFound: true },
  ]);
});
