/**
 * Take events in order, one at a time, and run the effects of each before the next event.
 *
 * An event that a handler dispatches meanwhile waits at the end. The result of an effect goes to the front: nothing may
 * come between a command and the news that it left. An exception reaches the caller of dispatch; the events behind
 * it run with the next dispatch.
 * @param step applies an event, and returns its effects.
 * @param run carries out one effect, and returns its result as an event, or null when it has none.
 * @returns the function that dispatches an event.
 */
export function createEffectQueue<Event extends object, Effect>(
  step: (event: Event) => readonly Effect[],
  run: (effect: Effect) => Event | null,
): (event: Event) => void {
  const waiting: Event[] = [];
  let isRunning = false;

  const process = (event: Event) => {
    const results: Event[] = [];
    for (const effect of step(event)) {
      const result = run(effect);
      if (result !== null) results.push(result);
    }
    waiting.unshift(...results);
  };

  return (event) => {
    waiting.push(event);
    if (isRunning) return;
    isRunning = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) process(next);
    } finally {
      isRunning = false;
    }
  };
}
