import type { AsystentEntry } from '../../src-main/clients/client-list.ts';
import { type ClientsOptions, createClientsController } from '../../src-main/clients/clients-controller.ts';
import { createGuests } from '../../src-main/clients/guests.ts';
import { OVERLAY } from '../assistants/asystent/fake-client.ts';
import { CONTEXT } from '../overlay/events.ts';

const LOCAL: AsystentEntry = {
  kind: 'asystent',
  id: 'local',
  name: null,
  wsPorts: [6001],
  httpPorts: [],
  pairing: null,
};

/** An assistant of the settings that is not there, and a door for guests. */
export function startGuestClients(options: Pick<ClientsOptions, 'clock'> & Partial<ClientsOptions>) {
  const guests = createGuests(options);
  const entries = () => [LOCAL, ...guests.entries()] as const;
  const followed = () => ({ entries: entries(), context: CONTEXT, overlay: OVERLAY });
  const clients = createClientsController({
    initial: followed(),
    observe: () => ({ onTrace() {}, onTransition() {} }),
    readToken: () => null,
    random: () => 0,
    transportsFor: () => ({
      openSocket: () => ({ send: () => false, ping() {}, close() {}, terminate() {} }),
      poll: () => () => {},
    }),
    nowEpochMs: () => 0,
    log() {},
    ...options,
  });
  guests.onChange(() => clients.update(followed()));
  clients.onDismissed(guests.dismiss);
  clients.start();
  return { guests, clients, entries };
}
