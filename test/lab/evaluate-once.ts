import type { ElectronApplication } from 'playwright';

/** Part of Playwright's message for V8's "Promise was collected". */
const ANSWER_LOST = 'garbage collected';
const TRIES = 50;

type Evaluate = ElectronApplication['evaluate'];
type Evaluated = Parameters<Evaluate>[0];

/** Runs in the main process: evaluates at the first call with an `id`, and returns the same answer at later calls. */
const inMainProcess = (evaluated: Evaluated) => `(electron, { id, given, argument }) => {
  const answers = (globalThis.evaluatedOnce ??= new Map());
  for (const each of given) answers.delete(each);
  if (!answers.has(id)) answers.set(id, (${evaluated})(electron, argument));
  return answers.get(id);
}`;

/**
 * Make Playwright's `evaluate` for an Electron main process reliable. V8 keeps an answer for the debugger by a weak
 * reference until the next microtask checkpoint, and so loses it when garbage is collected before
 * (https://github.com/microsoft/playwright/issues/33737, https://github.com/denoland/deno/pull/33735). This one keeps
 * the answer in the main process and asks for it again, so that a function is evaluated once and its answer arrives.
 *
 * @param evaluate the app's own `evaluate`, bound to it.
 * @returns an `evaluate` for functions only. It rejects with the function's error, or with Playwright's after 50 lost answers.
 */
export function evaluateOnce(evaluate: Evaluate): Evaluate {
  let lastId = 0;
  const given: number[] = [];
  return async (evaluated: Evaluated, argument?: unknown) => {
    lastId += 1;
    const call = { id: lastId, given: given.splice(0), argument };
    // Playwright sends the source of a function, and calls it there. It would not call a string.
    const keeping = Object.assign(() => {}, { toString: () => inMainProcess(evaluated) });
    for (let tries = 1; ; tries += 1) {
      try {
        const answer: unknown = await evaluate(keeping, call);
        given.push(call.id);
        return answer;
      } catch (error) {
        if (tries === TRIES || !(error instanceof Error && error.message.includes(ANSWER_LOST))) throw error;
      }
    }
  };
}
