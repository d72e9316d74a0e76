import { describe, expect, it } from 'vitest';
import { createIntents } from '../../src-main/overlay/intents.ts';
import { createOverlayStore } from '../../src-main/overlay/store.ts';
import type { CommandRequest } from '../../src-preload/contract.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT, polled, ready } from './events.ts';

/** An overlay whose client takes commands, or loses its socket in that moment. */
function start(takes = true) {
  const clock = createFakeClock();
  const store = createOverlayStore(clock, CONTEXT, () => {});
  const sent: CommandRequest[] = [];
  const intents = createIntents(store, (request) => {
    if (takes) sent.push(request);
    return takes ? { sent: true, id: null } : { sent: false };
  });
  const on = (event: ReturnType<typeof ready>) => {
    store.dispatch(event);
    clock.advance(20);
  };
  return { clock, store, sent, intents, on };
}

describe('a press', () => {
  it('sends its command once, however often it comes', () => {
    const { intents, on, sent } = start();
    on(ready());
    intents.press({ command: 'toggle_monitoring' });
    intents.press({ command: 'toggle_monitoring' });
    expect(sent).toEqual([{ command: 'toggle_monitoring' }]);
  });

  it('sends nothing while the button is disabled or not there', () => {
    const { intents, on, sent } = start();
    intents.press({ command: 'toggle_monitoring' });
    on(polled());
    intents.press({ command: 'toggle_monitoring' });
    on(ready());
    intents.press({ command: 'stop_tts' });
    expect(sent).toEqual([]);
  });

  it('is not pending when it could not be sent', () => {
    const { intents, on, store, clock } = start(false);
    on(ready());
    intents.press({ command: 'toggle_monitoring' });
    clock.advance(20);
    expect(store.state().toggleMonitoring).toBe('enabled');
  });
});
