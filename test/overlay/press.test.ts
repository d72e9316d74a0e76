import { describe, expect, it } from 'vitest';
import { createOverlayStore } from '../../src-main/overlay/store.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT, offer, polled, pushed, ready } from './events.ts';
import { type TestEvent, withInterpreter } from './interpreter.ts';

/** An overlay whose client takes commands, or loses its socket in that moment. */
function start({ takes = true, id = null }: { readonly takes?: boolean; readonly id?: string | null } = {}) {
  const clock = createFakeClock();
  const sent: CommandRequest[] = [];
  const store = withInterpreter(
    createOverlayStore({
      clock,
      context: CONTEXT,
      send(request) {
        if (takes) sent.push(request);
        return takes ? { sent: true, id } : { sent: false, reason: 'no-link' };
      },
      onPublish() {},
      onAnswer() {},
      onAction() {},
    }),
    clock,
  );
  const press = (request: CommandRequest) => store.dispatch({ kind: 'press', request });
  const on = (event: TestEvent) => {
    store.dispatch(event);
    clock.advance(20);
  };
  return { clock, store, sent, press, on };
}

describe('a press', () => {
  it('sends its command once, however often it comes', () => {
    const { press, on, sent } = start();
    on(ready());
    press({ command: 'set_monitoring', args: { on: false } });
    press({ command: 'set_monitoring', args: { on: false } });
    expect(sent).toEqual([{ command: 'set_monitoring', args: { on: false } }]);
  });

  it('on the monitoring is sent once though the client accepts it before it shows it, and the way back at once', () => {
    const set = (on: boolean): CommandRequest => ({ command: 'set_monitoring', args: { on } });
    const { press, on, sent, store } = start({ id: '1' });
    on(ready());
    on(offer());
    press(set(false));
    store.dispatch({ kind: 'ack', ack: { id: '1', rejection: null } });
    press(set(false));
    expect(sent).toEqual([set(false)]);
    on(pushed({ monitoring: false }));
    press(set(true));
    expect(sent).toEqual([set(false), set(true)]);
  });

  it('sends nothing while the button is disabled or not there', () => {
    const { press, on, sent } = start();
    press({ command: 'set_monitoring', args: { on: false } });
    on(polled());
    press({ command: 'set_monitoring', args: { on: false } });
    on(ready());
    press({ command: 'stop_tts' });
    expect(sent).toEqual([]);
  });

  it('is not pending when it could not be sent', () => {
    const { press, on, store, clock } = start({ takes: false });
    on(ready());
    press({ command: 'set_monitoring', args: { on: false } });
    clock.advance(20);
    expect(store.state().commands.set_monitoring).toBe('enabled');
  });
});

describe('a move of a slider', () => {
  const volume = (level: number): CommandRequest => ({ command: 'set_volume', args: { level } });
  const speed = (value: number): CommandRequest => ({ command: 'set_setting', args: { key: 'speed', value } });

  /** An overlay on a client of version 2 that answers when it is told to. */
  function startMoving() {
    const clock = createFakeClock();
    const sent: CommandRequest[] = [];
    const store = withInterpreter(
      createOverlayStore({
        clock,
        context: CONTEXT,
        send: (request) => ({ sent: true, id: String(sent.push(request)) }),
        onPublish() {},
        onAnswer() {},
        onAction() {},
      }),
      clock,
    );
    const press = (request: CommandRequest) => store.dispatch({ kind: 'press', request });
    store.dispatch(ready());
    store.dispatch(offer());
    const ack = (id: number) => store.dispatch({ kind: 'ack', ack: { id: String(id), rejection: null } });
    return { clock, store, sent, press, ack };
  }

  it('is sent at once, and the newest of those that follow when it was answered', () => {
    const { sent, press, ack } = startMoving();
    for (const level of [0.1, 0.2, 0.3]) press(volume(level));
    expect(sent).toEqual([volume(0.1)]);
    ack(1);
    expect(sent).toEqual([volume(0.1), volume(0.3)]);
    ack(2);
    expect(sent).toHaveLength(2);
  });

  it('follows one that is never answered after three seconds', () => {
    const { clock, sent, press } = startMoving();
    press(volume(0.1));
    press(volume(0.2));
    clock.advance(2_999);
    expect(sent).toHaveLength(1);
    clock.advance(1);
    expect(sent).toEqual([volume(0.1), volume(0.2)]);
    clock.advance(60_000);
    expect(sent).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  it('follows just as soon while states are being published', () => {
    const { clock, store, sent, press } = startMoving();
    press(volume(0.1));
    press(volume(0.2));
    clock.advance(2_990);
    store.dispatch(ready('', { overlayVisible: true }));
    store.dispatch(ready());
    clock.advance(10);
    expect(sent).toEqual([volume(0.1), volume(0.2)]);
  });

  it('does not wait for another slider', () => {
    const { sent, press } = startMoving();
    for (const request of [volume(0.1), speed(2), speed(3)]) press(request);
    expect(sent).toEqual([volume(0.1), speed(2)]);
  });

  it('is not sent when its socket has gone meanwhile', () => {
    const { clock, store, sent, press } = startMoving();
    press(volume(0.1));
    press(volume(0.2));
    store.dispatch({ kind: 'socket-closed' });
    store.dispatch(ready());
    store.dispatch(offer());
    clock.advance(10_000);
    expect(sent).toEqual([volume(0.1)]);
  });

  it('to a value that the client does not offer is not sent', () => {
    const { sent, press } = startMoving();
    press(speed(99));
    press({ command: 'set_setting', args: { key: 'speed', value: 'fast' } });
    press({ command: 'set_setting', args: { key: 'colour', value: 1 } });
    expect(sent).toEqual([]);
  });
});
