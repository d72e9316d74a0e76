import { describe, expect, it } from 'vitest';
import { createEffectQueue } from '../../src-main/overlay/effect-queue.ts';

type Event = { readonly name: string };
type Dispatch = (event: Event) => void;

/** A queue whose events are followed by effects of the given names; `handlers` carry them out. */
function start(
  effectsOf: Readonly<Record<string, readonly string[]>>,
  handlers: Readonly<Record<string, (dispatch: Dispatch) => Event | null>>,
) {
  const log: string[] = [];
  const dispatch: Dispatch = createEffectQueue<Event, string>(
    ({ name }) => {
      log.push(name);
      return effectsOf[name] ?? [];
    },
    (effect) => {
      log.push(`> ${effect}`);
      return handlers[effect]?.(dispatch) ?? null;
    },
  );
  return { dispatch, log };
}

describe('the effect queue', () => {
  it('runs all effects of an event before an event that one of them dispatches', () => {
    const { dispatch, log } = start(
      { press: ['draw', 'wake'] },
      {
        draw(dispatch) {
          dispatch({ name: 'hide' });
          return null;
        },
      },
    );
    dispatch({ name: 'press' });
    expect(log).toEqual(['press', '> draw', '> wake', 'hide']);
  });

  it('takes the result of an effect before whatever else waits', () => {
    const { dispatch, log } = start(
      { press: ['draw', 'send'] },
      {
        draw(dispatch) {
          dispatch({ name: 'press again' });
          return null;
        },
        send: () => ({ name: 'sent' }),
      },
    );
    dispatch({ name: 'press' });
    expect(log).toEqual(['press', '> draw', '> send', 'sent', 'press again']);
  });

  it('goes on after an effect that throws', () => {
    const { dispatch, log } = start(
      { press: ['draw'] },
      {
        draw() {
          throw new Error('no window');
        },
      },
    );
    expect(() => dispatch({ name: 'press' })).toThrow('no window');
    dispatch({ name: 'hide' });
    expect(log).toEqual(['press', '> draw', 'hide']);
  });
});
