import type { Assistant, AssistantEvent } from '../assistants/assistant.ts';

/**
 * Prepare an assistant whose code is loaded by its start. Until then, and if it can't be loaded, it has no link.
 * @param load loads the code and makes the assistant, which is started here.
 */
export function loadAssistant(
  load: () => Promise<Assistant>,
  { onEvent, log }: { readonly onEvent: (event: AssistantEvent) => void; readonly log: (message: string) => void },
): Assistant {
  let assistant: Assistant | null = null;
  let isStarted = false;

  const begin = async () => {
    try {
      const loaded = await load();
      // The user may have removed it meanwhile.
      if (!isStarted) return;
      assistant = loaded;
    } catch (error) {
      log(`the code of this kind of assistant can't be loaded: ${String(error)}`);
      if (isStarted) onEvent({ kind: 'unreachable' });
      return;
    }
    assistant.start();
  };

  return {
    start() {
      isStarted = true;
      void begin();
    },
    stop() {
      isStarted = false;
      assistant?.stop();
    },
    // While it loads, it is about to connect anyway.
    reconnectNow: () => assistant?.reconnectNow(),
    send: (request) => assistant?.send(request) ?? { sent: false, reason: 'no-link' },
  };
}
