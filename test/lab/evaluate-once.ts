import type { ElectronApplication } from 'playwright';

/** What Playwright makes of V8's "Promise was collected". */
const ANSWER_LOST = 'garbage collected';
const TRIES = 50;

type Evaluate = ElectronApplication['evaluate'];
type Evaluated = Parameters<Evaluate>[0];

/** Runs in the main process: evaluates the first time it is asked with an `id`, and gives the same answer from then on. */
const inMainProcess = (evaluated: Evaluated) => `(electron, { id, given, argument }) => {
  const answers = (globalThis.evaluatedOnce ??= new Map());
  for (const each of given) answers.delete(each);
  if (!answers.has(id)) answers.set(id, (${evaluated})(electron, argument));
  return answers.get(id);
}`;

/**
 * Makes Playwright's `evaluate` for an Electron main process one that can be relied on. V8 keeps an answer for the
 * debugger by a weak reference until the next microtask checkpoint, and so loses it when garbage is collected before
 * (https://github.com/microsoft/playwright/issues/33737, https://github.com/denoland/deno/pull/33735); this one keeps
 * it in the main process and asks for it again, so that a function is evaluated once and its answer arrives.
 *
 * @param evaluate the app's own `evaluate`, bound to it.
 * @returns one that takes functions only.
 * @throws (the returned one) what the function throws, and Playwright's error when its answer was lost 50 times.
 */
export function evaluateOnce(evaluate: Evaluate): Evaluate {
  let lastId = 0;
  const given: number[] = [];
  return async (evaluated: Evaluated, argument?: unknown) => {
    lastId += 1;
    const call = { id: lastId, given: given.splice(0), argument };
    // Playwright sends the source of a function, and calls it there; a string it would not call.
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
