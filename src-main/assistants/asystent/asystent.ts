import type { Assistant, AssistantEvent } from '../assistant.ts';
import type { ConnectionOptions } from './connection.ts';
import { NO_MEMORY } from './memory.ts';
import { createReplaceableConnection, type Endpoint } from './replaceable-connection.ts';
import { translate } from './translate.ts';

export interface AsystentOptions extends Omit<ConnectionOptions, 'onEvent'> {
  readonly onEvent: (event: AssistantEvent) => void;
}

/** The Asystent client as an assistant; its endpoint can change while it runs. */
export interface Asystent extends Assistant {
  /** Connect to another endpoint. Before `start()`, only remember it. */
  replace(endpoint: Endpoint): void;
}

/** @throws RangeError when a list of ports holds port 8001. */
export function createAsystent({ onEvent, ...options }: AsystentOptions): Asystent {
  let memory = NO_MEMORY;
  return createReplaceableConnection({
    ...options,
    onEvent(event) {
      const translated = translate(memory, event, options.clock.nowMs());
      memory = translated.memory;
      for (const each of translated.events) onEvent(each);
    },
  });
}
