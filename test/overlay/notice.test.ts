import { describe, expect, it } from 'vitest';
import { listening, polled, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const LINE = 'Notification: Room 12...';
const NOTICE = { kind: 'notification', text: 'Room 12…' } as const;

const begun = (text = 'Old.') => pushed({ status: LINE, text });
const heldUp = (text = 'Old.') => pushed({ status: 'Overlay Shown', text, overlayVisible: true });
const letGo = (text = 'Old.') => pushed({ status: 'Overlay Hidden', text });

describe('a notice', () => {
  it('is shown at once, and for as long as the client holds it up', () => {
    const overlay = play().on(ready('Old.')).wait(10_000).on(begun());
    expect(overlay.shows).toMatchObject({ phase: 'ready', notice: NOTICE, answer: null, visible: true });
    overlay.on(heldUp()).wait(300_000);
    expect(overlay.shows).toMatchObject({ phase: 'ready', notice: NOTICE, answer: null, visible: true });
    expect(overlay.on(letGo(), ready('Old.')).shows).toMatchObject({ notice: null, visible: false });
    expect(overlay.isSettled).toBe(true);
  });

  it('is shown for three seconds at least', () => {
    for (const ending of [[], [letGo()], [letGo(), ready('Old.')], [ready('Old.')]]) {
      const overlay = play()
        .on(ready('Old.'), begun(), heldUp())
        .wait(500)
        .on(letGo(), ...ending);
      expect(overlay.wait(2_499).shows).toMatchObject({ notice: NOTICE, visible: true });
      expect(overlay.wait(1).shows).toMatchObject({ notice: null, visible: false });
    }
  });

  it('leaves although its client never holds it up, or never lets it go', () => {
    expect(play().on(ready(), begun('')).wait(3_000).shows).toMatchObject({ notice: null, visible: false });
    const held = play()
      .on(ready(), begun(''), heldUp(''))
      .wait(15 * 60_000 - 1);
    expect(held.shows).toMatchObject({ notice: NOTICE, visible: true });
    expect(held.wait(1).shows).toMatchObject({ notice: null, visible: false });
    expect(held.isSettled).toBe(true);
  });

  it('does not come back when the client shows its overlay later', () => {
    const overlay = play().on(ready(), begun(''), heldUp('')).wait(5_000).on(letGo('')).wait(1);
    expect(overlay.on(heldUp('')).shows).toMatchObject({ notice: null, visible: true });
  });

  it('comes again when the client says it again', () => {
    const overlay = play().on(ready(), begun(''), heldUp('')).wait(5_000).on(letGo(''), ready()).wait(60_000);
    expect(overlay.on(begun('')).shows.notice).toEqual(NOTICE);
  });

  it('gives way to the next one', () => {
    const overlay = play().on(ready(), begun(''), heldUp('')).wait(1_000);
    overlay.on(pushed({ status: 'Daily Briefing', overlayVisible: true }));
    expect(overlay.shows.notice).toEqual({ kind: 'briefing', text: '' });
  });

  it('ends the answer that lingers, whose text the client repeats', () => {
    const overlay = play().on(ready(), thinking(), speaking('Old.'), ready('Old.')).wait(1_000);
    expect(overlay.shows.answer).toBe('Old.');
    expect(overlay.on(begun(), heldUp()).shows).toMatchObject({ notice: NOTICE, answer: null });
    expect(overlay.wait(2_000).shows.answer).toBeNull();
  });

  it('has its own text in the card, when that comes with it', () => {
    const overlay = play().on(ready('Old.'), begun('We meet in room 12.')).wait(2_999);
    expect(overlay.shows).toMatchObject({ notice: NOTICE, answer: 'We meet in room 12.' });
    expect(overlay.wait(1).shows).toMatchObject({ notice: null, answer: null, visible: false });
  });

  it('has its text in the card when a client names its turns', () => {
    const told = { status: LINE, text: 'We meet in room 12.', turn: 4, overlayVisible: true };
    const overlay = play()
      .on(ready('Old.', { turn: 3 }), pushed(told))
      .wait(60_000);
    expect(overlay.shows).toMatchObject({ notice: NOTICE, answer: 'We meet in room 12.' });
    expect(overlay.on(pushed({ ...told, turn: 5, text: 'Now!' })).shows.answer).toBe('Now!');
  });

  it.each([
    ['listening', listening()],
    ['thinking', thinking()],
    ['an answer', speaking('Yes.')],
    ['an error', pushed({ status: 'Error' })],
  ])('is ended by %s', (_, event) => {
    const overlay = play().on(ready(), begun(''), heldUp('')).wait(1_000).on(event);
    expect(overlay.shows.notice).toBeNull();
    expect(overlay.on(ready(), heldUp('')).shows.notice).toBeNull();
  });

  it('ends an error, also one whose flags have been left up', () => {
    const leftUp = { isListening: true, overlayVisible: true };
    const overlay = play()
      .on(ready(), pushed({ ...leftUp, status: 'Error: no network' }))
      .wait(1_000);
    overlay.on(pushed({ ...leftUp, status: LINE }), pushed({ ...leftUp, status: 'Overlay Shown' }));
    expect(overlay.shows).toMatchObject({ phase: 'ready', notice: NOTICE, detail: null });
    overlay.wait(3_000).on(pushed({ status: 'Overlay Hidden', isListening: true }));
    expect(overlay.shows).toMatchObject({ phase: 'ready', notice: null, detail: null, visible: false });
  });

  it('is ended by the absence of its client, and by a sleep', () => {
    const overlay = play().on(ready(), begun(''), heldUp(''), { kind: 'socket-closed' }, { kind: 'unreachable' });
    expect(overlay.shows).toMatchObject({ phase: 'offline', notice: null });
    expect(play().on(ready(), begun(''), { kind: 'slept', nowEpochMs: 0 }).shows.notice).toBeNull();
  });

  it('is not what a client had said before it came, unless it holds it up', () => {
    expect(play().on(begun('')).shows).toMatchObject({ phase: 'ready', notice: null });
    expect(play().on(pushed({ status: LINE, overlayVisible: true })).shows.notice).toEqual(NOTICE);
  });

  it('ends the tray’s Hide, as a phase does', () => {
    const overlay = play().on(ready(), { kind: 'override', override: 'hide' }, begun(''));
    expect(overlay.shows.visible).toBe(true);
  });

  it('is told over HTTP as well, by whichever poll sees it', () => {
    const overlay = play().on(polled(), polled({ status: LINE, overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ notice: NOTICE, detail: null });
    overlay
      .wait(1_000)
      .on(polled({ status: LINE, overlayVisible: true }))
      .wait(4_000);
    expect(overlay.shows.notice).toEqual(NOTICE);
  });
});

describe('a notice that is spoken', () => {
  const spoken = (text: string) => pushed({ status: LINE, text, overlayVisible: true, isSpeaking: true });

  it('stays a notice, in the phase of speaking, and its text lingers with it', () => {
    const overlay = play().on(ready('Old.'), begun(), spoken('We meet in room 12.')).wait(60_000);
    expect(overlay.shows).toMatchObject({ phase: 'speaking', notice: NOTICE, commands: { stop_tts: 'enabled' } });
    expect(overlay.shows.answer).toBe('We meet in room 12.');
    overlay.on(ready('We meet in room 12.'));
    expect(overlay.wait(3_999).shows).toMatchObject({ phase: 'ready', notice: NOTICE, answer: 'We meet in room 12.' });
    expect(overlay.wait(1).shows).toMatchObject({ notice: null, answer: null, visible: false });
  });

  it('never shows the last answer', () => {
    const overlay = play().on(ready(), thinking(), speaking('Old.'), ready('Old.'), spoken('Old.'));
    expect(overlay.shows).toMatchObject({ phase: 'speaking', notice: NOTICE, answer: null });
  });
});

describe('a notice in the middle of a turn', () => {
  const inTurn = { isListening: true, wakeWordDetected: true, overlayVisible: true };

  it('has the second line, and the turn the pill', () => {
    const overlay = play().on(ready(), thinking(), pushed({ ...inTurn, status: LINE }));
    const told = { phase: 'thinking', notice: null, detail: { kind: 'notice', notice: NOTICE } };
    expect(overlay.shows).toMatchObject(told);
    expect(overlay.on(pushed({ ...inTurn, status: 'Overlay Shown' })).shows).toMatchObject(told);
    expect(overlay.wait(1_000).on(speaking('Yes.')).shows).toMatchObject({
      notice: null,
      detail: null,
      answer: 'Yes.',
    });
  });

  it('leaves the answer that is being spoken', () => {
    const overlay = play().on(ready(), thinking(), speaking('Yes.'));
    overlay.on(speaking('Yes.', { status: LINE, overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ phase: 'speaking', answer: 'Yes.', detail: { kind: 'notice' } });
  });

  it('has the pill when the turn has stood for too long to be one', () => {
    const overlay = play().on(ready(), thinking()).wait(120_000);
    expect(overlay.on(pushed({ ...inTurn, status: LINE })).shows).toMatchObject({ notice: NOTICE, visible: true });
  });
});
