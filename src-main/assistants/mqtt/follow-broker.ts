import type { Assistant } from '../assistant.ts';
import { openBroker } from './broker.ts';
import { createMqtt, type MqttOptions } from './mqtt.ts';

/** Follow an assistant over a real broker: all that is loaded for it. Nothing is opened before `start()`. */
export function followBroker<Reading>(options: Omit<MqttOptions<Reading>, 'openBroker'>): Assistant {
  return createMqtt({ ...options, openBroker });
}
