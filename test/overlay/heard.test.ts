import { describe, expect, it } from 'vitest';
import { standsUntilMs } from '../../src-main/assistants/patience.ts';
import { shownHeard } from '../../src-main/overlay/heard.ts';
import { withoutCard } from '../../src-main/overlay/preview.ts';
import { PREFERENCES, pushed, ready, report, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const HEARD = 'What time is it?';

describe('what was heard', () => {
  it('is shown while the assistant thinks, and with its answer', () => {
    const shown = (phase: 'listening' | 'thinking' | 'speaking' | 'ready', isAnswered: boolean) =>
      shownHeard({ phase, report: report({ phase, heard: HEARD }) }, PREFERENCES, isAnswered, 0);
    expect(shown('thinking', false)).toBe(HEARD);
    expect(shown('speaking', true)).toBe(HEARD);
    expect(shown('ready', true)).toBe(HEARD);
    for (const phase of ['listening', 'speaking', 'ready'] as const) expect(shown(phase, false)).toBeNull();
  });

  it('goes when the assistant is no longer believed to think', () => {
    const thinking = report({ phase: 'thinking', heard: HEARD });
    const shownAt = (nowMs: number) => shownHeard({ phase: 'thinking', report: thinking }, PREFERENCES, false, nowMs);
    expect(shownAt(standsUntilMs(thinking) - 1)).toBe(HEARD);
    expect(shownAt(standsUntilMs(thinking))).toBeNull();
  });

  it('is not shown if the user does not want it, nor while nothing is known', () => {
    const thinking = report({ phase: 'thinking', heard: HEARD });
    const unwanted = { ...PREFERENCES, showHeard: false };
    expect(shownHeard({ phase: 'thinking', report: thinking }, unwanted, true, 0)).toBeNull();
    expect(shownHeard({ phase: 'connecting', report: null }, PREFERENCES, false, 0)).toBeNull();
  });

  it('is above an answer of its turn, until that leaves, and not above a notice', () => {
    const overlay = play().on(ready(), thinking({ heard: HEARD, turn: 1 }));
    expect(overlay.shows).toMatchObject({ heard: HEARD, answer: null });
    overlay.on(speaking('Seven.', { heard: HEARD, turn: 1 }), ready('Seven.', { heard: HEARD, turn: 1 }));
    expect(overlay.shows).toMatchObject({ heard: HEARD, answer: 'Seven.', visible: true });
    overlay.wait(PREFERENCES.lingerMs);
    expect(overlay.shows).toMatchObject({ heard: null, answer: null, visible: false });
    const notice = { status: 'Notification: Tea', text: 'It is ready.', heard: HEARD, turn: 1, overlayVisible: true };
    expect(overlay.on(pushed(notice)).shows).toMatchObject({
      notice: { text: 'Tea' },
      answer: 'It is ready.',
      heard: null,
    });
  });

  it('leaves with the card when the panel takes its place, but not from the pill', () => {
    const overlay = play().on(ready(), thinking({ heard: HEARD, turn: 1 }));
    expect(withoutCard(overlay.shows).heard).toBe(HEARD);
    overlay.on(speaking('Seven.', { heard: HEARD, turn: 1 }));
    expect(withoutCard(overlay.shows).heard).toBeNull();
  });

  it('takes room from the answer, which stays for longer until its end has been seen', () => {
    const long = Array.from({ length: 65 }, () => 'pogoda').join(' ');
    const restMs = (heard: string, showHeard = true) =>
      play({ showHeard }).on(
        ready(),
        thinking({ heard, turn: 1 }),
        speaking(long, { heard, turn: 1 }),
        ready(long, { heard, turn: 1 }),
      ).shows.answerRestMs ?? 0;
    expect(restMs(HEARD)).toBeGreaterThan(restMs(''));
    expect(restMs(HEARD, false)).toBe(restMs(''));
  });
});
