import { describe, expect, it } from 'vitest';
import { listening, polled, pushed, ready, thinking } from '../../overlay/events.ts';
import { play } from '../../overlay/play.ts';

const TEXT = 'Seven degrees.';
const inTurn = { text: TEXT, isListening: true, wakeWordDetected: true, overlayVisible: true };
const leftUp = { text: TEXT, isListening: true, overlayVisible: true };

/** The released client's statuses without a speech engine, all at once. */
const answered = () =>
  play()
    .on(ready(), thinking({ isListening: true, overlayVisible: true }))
    .on(pushed({ ...inTurn, status: 'mówię' }), pushed({ ...inTurn, status: 'Overlay Shown' }))
    .on(pushed({ ...leftUp, status: 'słucham' }));

describe('an answer that nobody speaks', () => {
  it('ends its turn, and stays while the client holds the overlay up', () => {
    const overlay = answered();
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: TEXT, visible: true });
    expect(overlay.wait(60_000).shows).toMatchObject({ phase: 'ready', answer: TEXT, visible: true });
  });

  it('lingers when the client takes the overlay down', () => {
    const overlay = answered()
      .wait(60_000)
      .on(pushed({ status: 'Overlay Hidden', text: TEXT }), ready(TEXT));
    expect(overlay.wait(3_999).shows).toMatchObject({ answer: TEXT, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
  });

  it('leaves after two minutes when the client never takes the overlay down', () => {
    const overlay = answered().wait(119_999);
    expect(overlay.shows).toMatchObject({ answer: TEXT, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
    expect(overlay.isSettled).toBe(true);
  });

  it('brings nothing back when the client takes the overlay down after the answer has gone', () => {
    const down = () => pushed({ status: 'Overlay Hidden', text: TEXT, isListening: true });
    expect(answered().wait(120_000).on(down()).shows.visible).toBe(false);
    expect(answered().on({ kind: 'slept', nowEpochMs: 0 }, down()).shows.visible).toBe(false);
    const noticed = answered().wait(10_000);
    noticed.on(pushed({ status: 'Notification: Room 12...', text: TEXT }), down()).wait(3_000);
    expect(noticed.shows.visible).toBe(false);
  });

  it('stays for as long as a slow reader takes', () => {
    const text = 'x'.repeat(3_000);
    const overlay = play().on(ready(), thinking(inTurn), pushed({ ...inTurn, text, status: 'mówię' }));
    overlay.on(pushed({ ...leftUp, text, status: 'słucham' })).wait(200_999);
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: text, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
    expect(overlay.isSettled).toBe(true);
  });

  it('is not followed by listening for as long as the flag of its question is up', () => {
    const overlay = answered()
      .wait(200_000)
      .on(pushed({ ...leftUp, status: 'Listening...' }));
    expect(overlay.shows.phase).toBe('ready');
    overlay.on(pushed({ text: TEXT, status: 'słucham' }), pushed({ ...leftUp, status: 'słucham' }));
    expect(overlay.shows.phase).toBe('listening');
  });

  it('ends its turn also when it is the same as the last one, which is not shown again', () => {
    const overlay = answered()
      .on(pushed({ status: 'Overlay Hidden', text: TEXT }), ready(TEXT))
      .wait(10_000);
    overlay.on(thinking(inTurn), pushed({ ...inTurn, status: 'mówię' }), pushed({ ...leftUp, status: 'słucham' }));
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: null });
    expect(overlay.on(pushed({ ...leftUp, status: 'Listening...' })).shows.phase).toBe('ready');
    expect(
      overlay.wait(60_000).on(pushed({ status: 'Notification: Room 12...', text: TEXT })).shows.notice,
    ).not.toBeNull();
  });

  it('gives way to the next question', () => {
    expect(answered().on(listening({ text: TEXT, overlayVisible: true })).shows).toMatchObject({
      phase: 'listening',
      answer: null,
    });
    expect(answered().on(thinking({ ...inTurn })).shows).toMatchObject({ phase: 'thinking', answer: null });
  });

  it('is none when a voice has followed', () => {
    const overlay = answered().on(thinking(inTurn), pushed({ ...inTurn, text: 'No.', status: 'mówię' }));
    overlay.on(pushed({ ...inTurn, text: 'No.', status: 'mówię', isSpeaking: true }));
    expect(overlay.on(pushed({ ...leftUp, text: 'No.', status: 'słucham' })).shows.phase).toBe('listening');
  });
});

describe('an answer that comes between two polls', () => {
  const asked = () =>
    play().on(polled({ text: 'Old.' }), polled({ ...inTurn, text: 'Old.', status: 'Przetwarzam...' }));

  it('is shown for the time of one that has been spoken', () => {
    const overlay = asked()
      .wait(1_000)
      .on(polled({ status: 'słucham', text: TEXT }));
    expect(overlay.wait(3_999).shows).toMatchObject({ phase: 'ready', answer: TEXT, visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
  });

  it('ends its turn, and leaves, when nobody speaks it', () => {
    const overlay = asked()
      .wait(1_000)
      .on(polled({ ...leftUp, status: 'słucham' }));
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: TEXT });
    overlay.wait(1_000).on(polled({ ...leftUp, status: 'słucham' }));
    expect(overlay.wait(100_000).shows).toMatchObject({ phase: 'ready', answer: TEXT, visible: true });
    expect(overlay.wait(20_000).shows).toMatchObject({ phase: 'ready', answer: null, visible: false });
    overlay.wait(1_000).on(polled({ ...leftUp, status: 'słucham' }));
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: null, visible: false });
  });
});
