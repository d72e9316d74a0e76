import type { Assistant } from '../assistant.ts';
import { openBroker } from './broker.ts';
import { type ClientList, type ListOptions, listClients } from './list-clients.ts';
import { createMqtt, type MqttOptions } from './mqtt.ts';

/** All that is loaded for a real broker: to follow an assistant, and to list those that are there. */

/** Follow an assistant. Nothing is opened before `start()`. */
export function followBroker<Reading>(options: Omit<MqttOptions<Reading>, 'openBroker'>): Assistant {
  return createMqtt({ ...options, openBroker });
}

/** Ask a broker once for the assistants there. Never rejects. */
export function listOnBroker(options: Omit<ListOptions, 'openBroker'>): Promise<ClientList> {
  return listClients({ ...options, openBroker });
}
