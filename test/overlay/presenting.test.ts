import { describe, expect, it } from 'vitest';
import { presentFor } from '../../src-main/overlay/presenting.ts';
import { pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const NOON_EPOCH_MS = Date.UTC(2030, 0, 1, 12);
const HOUR_MS = 3_600_000;

/** For an hour; `play` begins at 0 on the monotonic clock. */
const present = presentFor(60, NOON_EPOCH_MS, 0);
const presentOpenly = presentFor(null, NOON_EPOCH_MS, 0);
const end = { kind: 'present', presenting: null } as const;
const slept = (nowEpochMs: number) => ({ kind: 'slept', nowEpochMs }) as const;

const FAILURE = pushed({ status: 'Error: no network at all' });
const REMINDER = pushed({ status: 'Notification: Room 12' });

describe('the overlay of a user who presents something', () => {
  it('is hidden whatever happens, until its time is over', () => {
    const overlay = play({ visibility: 'always' }).on(present, ready(), speaking('Yes.', { overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ visible: false, presenting: { untilEpochMs: NOON_EPOCH_MS + HOUR_MS } });
    expect(overlay.wait(HOUR_MS - 1).shows.visible).toBe(false);
    expect(overlay.wait(1).shows).toMatchObject({ visible: true, presenting: null });
    expect(overlay.isSettled).toBe(true);
  });

  it('is hidden without a timer until the user says so', () => {
    const overlay = play({ visibility: 'always' })
      .on(ready(), presentOpenly)
      .wait(30 * HOUR_MS);
    expect(overlay.shows).toMatchObject({ visible: false, presenting: { untilEpochMs: null } });
    expect(overlay.isSettled).toBe(true);
    expect(overlay.on(end).shows).toMatchObject({ visible: true, presenting: null });
  });

  it('goes on following the client', () => {
    expect(play().on(present, ready(), thinking()).shows).toMatchObject({ phase: 'thinking', transport: 'socket' });
  });

  it('is hidden although it is always to be shown', () => {
    expect(play({ visibility: 'always', lingerMs: 0 }).on(ready(), present).shows.visible).toBe(false);
  });

  it('is back when the user ends it, as it would have been', () => {
    expect(play().on(ready(), thinking(), present, end).shows).toMatchObject({ visible: true, presenting: null });
    expect(play().on(ready(), present, end).shows.visible).toBe(false);
  });

  it('is back when the user asks for it', () => {
    const shown = play().on(ready(), present, { kind: 'override', override: 'show' });
    expect(shown.shows).toMatchObject({ visible: true, isUrgent: true, presenting: null });
  });

  it('is not back by a Hide', () => {
    expect(play().on(ready(), present, { kind: 'override', override: 'hide' }).shows.presenting).not.toBeNull();
  });

  it.each([
    ['an error', FAILURE, true],
    ['a notification', REMINDER, true],
    ['a notification during a turn', [thinking(), REMINDER], true],
    ['a briefing', pushed({ status: 'Daily Briefing' }), false],
    ['a turn', speaking('Yes.'), false],
  ])('shows %s only if the user wants what is urgent, and if that is urgent', (_, events, isUrgent) => {
    const happens = [events].flat();
    expect(play().on(ready(), present, ...happens).shows.visible).toBe(false);
    const shows = play({ showUrgent: true }).on(ready(), present, ...happens).shows;
    expect(shows).toMatchObject({ visible: isUrgent, isUrgent });
  });

  it('is hidden again when what is urgent is over, or the user hides it', () => {
    const overlay = play({ showUrgent: true, visibility: 'always' }).on(ready(), present, REMINDER);
    expect(overlay.on({ kind: 'override', override: 'hide' }).shows.visible).toBe(false);
    const failed = play({ showUrgent: true, visibility: 'always' }).on(ready(), present, FAILURE);
    expect(failed.on(ready()).shows).toMatchObject({ visible: false, isUrgent: false });
  });
});

describe('its time of day', () => {
  it('stays over a sleep during which the clock stood still', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), present).wait(1_000);
    // Asleep for half an hour: the time of day went on.
    overlay.on(slept(NOON_EPOCH_MS + HOUR_MS / 2));
    expect(overlay.wait(HOUR_MS / 2 - 1).shows.visible).toBe(false);
    expect(overlay.wait(1).shows.visible).toBe(true);
  });

  it('does not become later when the time of day was set back', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), present).wait(1_000);
    overlay.on(slept(NOON_EPOCH_MS - 24 * HOUR_MS));
    expect(overlay.wait(HOUR_MS - 1_001).shows.visible).toBe(false);
    expect(overlay.wait(1).shows.visible).toBe(true);
  });

  it('is over when it passed during the sleep', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), present).wait(1_000);
    overlay.on(slept(NOON_EPOCH_MS + 2 * HOUR_MS));
    expect(overlay.shows).toMatchObject({ visible: true, presenting: null });
  });

  it('has no meaning where there is none', () => {
    const overlay = play({ visibility: 'always' }).on(ready(), presentOpenly, slept(NOON_EPOCH_MS + 48 * HOUR_MS));
    expect(overlay.shows.presenting).toEqual({ untilEpochMs: null });
  });
});
