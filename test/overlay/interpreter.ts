import type { ConnectionEvent } from '../../src-main/assistants/asystent/connection.ts';
import { type Memory, NO_MEMORY } from '../../src-main/assistants/asystent/memory.ts';
import { translate } from '../../src-main/assistants/asystent/translate.ts';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';
import type { OverlayStore } from '../../src-main/overlay/store.ts';
import type { Clock } from '../../src-main/runtime/clock.ts';

/** An event of the overlay, or one of the Asystent client's connection, which the real interpreter reads first. */
export type TestEvent = OverlayEvent | ConnectionEvent;

/** Translate an event as the app does. */
export function interpreted(
  memory: Memory,
  event: TestEvent,
  nowMs: number,
): { readonly memory: Memory; readonly events: readonly OverlayEvent[] } {
  switch (event.kind) {
    case 'status':
    case 'offer':
    case 'ack':
    case 'socket-closed':
    case 'socket-dropped':
    case 'unreachable':
    case 'denied':
      return translate(memory, event, nowMs);
    default:
      return { memory, events: [event] };
  }
}

/** Create a function that translates events with the memory of those before. */
export function createInterpreter(): (event: TestEvent, nowMs: number) => readonly OverlayEvent[] {
  let memory = NO_MEMORY;
  return (event, nowMs) => {
    const next = interpreted(memory, event, nowMs);
    memory = next.memory;
    return next.events;
  };
}

/** Let a store take the client's events too. */
export function withInterpreter(
  store: OverlayStore,
  { nowMs }: Pick<Clock, 'nowMs'>,
): Omit<OverlayStore, 'dispatch'> & { dispatch(event: TestEvent): void } {
  const interpret = createInterpreter();
  return {
    ...store,
    dispatch(event) {
      for (const each of interpret(event, nowMs())) store.dispatch(each);
    },
  };
}
