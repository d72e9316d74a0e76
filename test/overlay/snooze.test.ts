import { describe, expect, it } from 'vitest';
import { snoozeUntil } from '../../src-main/overlay/snooze.ts';
import { ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const NOON_EPOCH_MS = Date.UTC(2030, 0, 1, 12);
const HOUR_MS = 3_600_000;

/** Pauses for an hour; `play` begins at 0 on the monotonic clock. */
const pause = snoozeUntil(NOON_EPOCH_MS + HOUR_MS, NOON_EPOCH_MS, 0);
const resume = { kind: 'snooze', snooze: null } as const;

describe('the paused overlay', () => {
  it('is hidden whatever happens, until its time is over', () => {
    const overlay = play({ visibility: 'always' }).on(pause, ready(), speaking('Yes.', { overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ visible: false, snoozedUntilEpochMs: NOON_EPOCH_MS + HOUR_MS });
    expect(overlay.wait(HOUR_MS - 1).shows.visible).toBe(false);
    expect(overlay.wait(1).shows).toMatchObject({ visible: true, snoozedUntilEpochMs: null });
    expect(overlay.isSettled).toBe(true);
  });

  it('goes on following the client', () => {
    expect(play().on(pause, ready(), thinking()).shows).toMatchObject({ phase: 'thinking', transport: 'socket' });
  });

  it('is paused although it is always to be shown', () => {
    expect(play({ visibility: 'always', lingerMs: 0 }).on(ready(), pause).shows.visible).toBe(false);
  });

  it('is back when the user resumes it, as it would have been', () => {
    expect(play().on(ready(), thinking(), pause, resume).shows).toMatchObject({
      visible: true,
      snoozedUntilEpochMs: null,
    });
    expect(play().on(ready(), pause, resume).shows.visible).toBe(false);
  });

  it('is back when the user asks for it', () => {
    const shown = play().on(ready(), pause, { kind: 'override', override: 'show' });
    expect(shown.shows).toMatchObject({ visible: true, snoozedUntilEpochMs: null });
  });

  it('is not back by a Hide', () => {
    expect(play().on(ready(), pause, { kind: 'override', override: 'hide' }).shows.snoozedUntilEpochMs).not.toBeNull();
  });

  it('keeps its time of day over a sleep during which the clock stood still', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), pause).wait(1_000);
    // Asleep for half an hour: the time of day went on.
    overlay.on(snoozeUntil(NOON_EPOCH_MS + HOUR_MS, NOON_EPOCH_MS + HOUR_MS / 2, 1_000));
    expect(overlay.wait(HOUR_MS / 2 - 1).shows.visible).toBe(false);
    expect(overlay.wait(1).shows.visible).toBe(true);
  });

  it('is not paused for longer when the time of day was set back', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), pause).wait(1_000);
    overlay.on(snoozeUntil(NOON_EPOCH_MS + HOUR_MS, NOON_EPOCH_MS - 24 * HOUR_MS, 1_000));
    expect(overlay.wait(HOUR_MS - 1).shows.visible).toBe(false);
    expect(overlay.wait(1).shows.visible).toBe(true);
  });

  it('is over when its time passed during the sleep', () => {
    const overlay = play().on(ready(), thinking(), pause).wait(1_000);
    overlay.on(snoozeUntil(NOON_EPOCH_MS + HOUR_MS, NOON_EPOCH_MS + 2 * HOUR_MS, 1_000));
    expect(overlay.shows).toMatchObject({ visible: true, snoozedUntilEpochMs: null });
  });
});
