import { createAssistant } from './assistant.ts';
import { type Client, type ClientOptions, createClient } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { COMMANDS } from './protocol.ts';
import { INITIAL_SETTINGS } from './settings.ts';

/** A client with a simulated assistant, which carries out every command. */
export type ReferenceClient = Client;

export interface ReferenceClientOptions
  extends Omit<ClientOptions, 'version' | 'status' | 'commands' | 'settings' | 'carryOut' | 'nowMs'> {
  /** Default 1, the version of the released client. */
  readonly protocol?: 1 | 2;
  readonly clock?: Clock;
}

/** @throws RangeError as `createClient` does. */
export function createReferenceClient({ clock = systemClock, ...options }: ReferenceClientOptions): ReferenceClient {
  const { protocol = 1, language = 'pl', name = 'Reference client' } = options;
  const assistant = createAssistant(clock, language);
  const client = createClient({
    ...options,
    ...{ protocol, language, name, version: '2.0.0', nowMs: clock.nowMs },
    status: protocol === 2 ? { volume: 0.6, muted: false } : {},
    commands: COMMANDS,
    settings: INITIAL_SETTINGS,
    carryOut: assistant.carryOut,
  });
  return {
    ...client,
    async stop() {
      assistant.stop();
      await client.stop();
    },
  };
}
