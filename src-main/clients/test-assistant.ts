import type { Finding } from '../../src-shared/adding-contract.ts';
import type { AssistantKind } from '../../src-shared/assistant-address.ts';
import type { Assistant, AssistantEvent } from '../assistants/assistant.ts';
import type { TraceEvent } from '../assistants/trace.ts';

import { findingOf, NOTHING_SEEN, seenAfter } from './finding.ts';
import type { MakeAssistantOptions } from './make-assistant.ts';

/** The listeners for an assistant under test. */
export interface Watching {
  readonly onEvent: (event: AssistantEvent) => void;
  readonly onTrace: (event: TraceEvent) => void;
}

/** From the start of a test to its end, if nothing comes. A server far away takes its time. */
const TEST_LIMIT_MS = 12_000;

/** From the first report to the end of a test: some assistants tell their abilities only then. */
const SETTLING_MS = 1_500;

/** Start an assistant for a few seconds. @returns the finding. Never rejects. */
export function testAssistant(
  kind: AssistantKind,
  make: (watching: Watching) => Assistant,
  clock: MakeAssistantOptions['clock'],
): Promise<Finding> {
  return new Promise((resolve) => {
    let seen = NOTHING_SEEN;
    let cancelTimer = clock.setTimeout(end, TEST_LIMIT_MS);
    const take = (event: AssistantEvent | TraceEvent) => {
      const before = seen;
      seen = seenAfter(seen, event);
      if (seen.failure !== null && before.failure === null) endIn(0);
      else if (seen.report !== null && before.report === null) endIn(SETTLING_MS);
    };
    const assistant = make({ onEvent: take, onTrace: take });
    assistant.start();

    // Not at once: the assistant is in the middle of telling it.
    function endIn(delayMs: number): void {
      cancelTimer();
      cancelTimer = clock.setTimeout(end, delayMs);
    }

    function end(): void {
      cancelTimer();
      assistant.stop();
      resolve(findingOf(seen, kind));
    }
  });
}
