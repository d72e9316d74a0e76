import { describe, expect, it } from 'vitest';
import { listening, polled, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const MINUTE_MS = 60_000;

describe('a client that says nothing more', () => {
  it('is said to take long after a minute of thinking, and leaves the screen after two', () => {
    const overlay = play()
      .on(ready(), thinking())
      .wait(MINUTE_MS - 1);
    expect(overlay.shows).toMatchObject({ phase: 'thinking', detail: null, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ detail: { kind: 'slow' }, visible: true });
    expect(overlay.wait(MINUTE_MS - 1).shows.visible).toBe(true);
    expect(overlay.wait(1).shows).toMatchObject({ phase: 'thinking', detail: { kind: 'slow' }, visible: false });
    expect(overlay.isSettled).toBe(true);
  });

  it('is waited for anew with everything that it says, but not with what it repeats', () => {
    const overlay = play()
      .on(ready(), thinking({ overlayVisible: true }))
      .wait(119_000);
    expect(overlay.on(thinking({ overlayVisible: true })).wait(1_000).shows.visible).toBe(false);
    expect(overlay.on(thinking({ status: 'myślę' })).shows).toMatchObject({ detail: null, visible: true });
    const asked = play().on(polled(), polled({ status: 'Processing...' }));
    for (let second = 0; second < 120; second += 1) asked.wait(1_000).on(polled({ status: 'Processing...' }));
    expect(asked.shows.visible).toBe(false);
  });

  it.each([
    ['listening', listening(), 2 * MINUTE_MS],
    ['a speech', speaking('Yes.'), 15 * MINUTE_MS],
    [
      'a speech that is only announced',
      pushed({ status: 'mówię', text: 'Yes.', wakeWordDetected: true }),
      2 * MINUTE_MS,
    ],
    ['an error', pushed({ status: 'Error' }), 15_000],
    ['an error that is held up', pushed({ status: 'Error', overlayVisible: true }), 15_000],
    ['an overlay that is held up', ready('', { overlayVisible: true }), 15 * MINUTE_MS],
  ])('leaves the screen: %s', (_, event, standsMs) => {
    const overlay = play()
      .on(ready(), event)
      .wait(standsMs - 1);
    const { phase, answer } = overlay.shows;
    expect(overlay.shows.visible).toBe(true);
    expect(overlay.wait(1).shows).toMatchObject({ phase, visible: false, answer: null });
    expect(overlay.isSettled).toBe(true);
    expect(answer).toBe(event.kind === 'status' ? event.status.text || null : null);
  });

  it('is on the screen again with its next phase', () => {
    const overlay = play()
      .on(ready(), pushed({ status: 'Error' }))
      .wait(MINUTE_MS);
    expect(overlay.on(thinking()).shows).toMatchObject({ phase: 'thinking', visible: true });
  });

  it('is on the screen all the same where the user always wants it', () => {
    const overlay = play({ visibility: 'always' })
      .on(ready(), thinking())
      .wait(60 * MINUTE_MS);
    expect(overlay.shows).toMatchObject({ phase: 'thinking', detail: { kind: 'slow' }, visible: true });
  });
});
