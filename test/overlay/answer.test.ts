import { describe, expect, it } from 'vitest';
import { listening, polled, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const asked = () => play().on(ready(), listening(), thinking());

describe('the answer', () => {
  it('is shown while it is spoken', () => {
    const overlay = asked().on(speaking('Seven degrees.'));
    expect(overlay.shows).toMatchObject({ phase: 'speaking', answer: 'Seven degrees.', visible: true });
  });

  it('lingers so that it can be read, and then goes for good', () => {
    const overlay = asked().on(speaking('Seven degrees.'), ready('Seven degrees.'));
    expect(overlay.wait(3_999).shows).toMatchObject({ phase: 'ready', answer: 'Seven degrees.', visible: true });
    expect(overlay.wait(1).shows).toMatchObject({ answer: null, visible: false });
    expect(
      overlay.on(pushed({ status: 'Overlay Shown', text: 'Seven degrees.', overlayVisible: true })).shows.answer,
    ).toBe(null);
  });

  it('lingers for as long as the user chose', () => {
    const overlay = play({ lingerMs: 500 }).on(ready(), thinking(), speaking('Yes.'), ready('Yes.'));
    expect(overlay.wait(499).shows.answer).toBe('Yes.');
    expect(overlay.wait(1).shows.answer).toBeNull();
  });

  it('lingers although the client has cleared its text', () => {
    expect(asked().on(speaking('Yes.'), ready('')).wait(1_000).shows.answer).toBe('Yes.');
  });

  it('goes at once when the next turn begins', () => {
    const overlay = asked()
      .on(speaking('Yes.'), ready('Yes.'))
      .wait(1_000)
      .on(listening({ text: 'Yes.' }));
    expect(overlay.shows).toMatchObject({ phase: 'listening', answer: null });
  });

  it('is not the one before, which the client repeats while it thinks', () => {
    const overlay = asked().on(speaking('First.'), ready('First.')).wait(10_000);
    overlay.on(thinking({ text: 'First.', overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ phase: 'thinking', answer: null });
    expect(overlay.on(speaking('Second.')).shows.answer).toBe('Second.');
  });

  it('is not the one before when the user asks on while it is spoken', () => {
    const overlay = asked().on(speaking('First.', { overlayVisible: true }));
    overlay.on(listening({ text: 'First.', overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ phase: 'listening', answer: null });
    overlay.on(thinking({ text: 'First.', overlayVisible: true }));
    expect(overlay.shows.answer).toBeNull();
  });

  it('is never a text that did not change in this turn, even while something is spoken', () => {
    expect(play().on(ready('Old.'), thinking({ text: 'Old.' }), speaking('Old.')).shows.answer).toBeNull();
    expect(play().on(speaking('Of unknown age.')).shows.answer).toBeNull();
  });

  it('is seen when polling missed the phases before it', () => {
    const overlay = play().on(polled({ text: 'Old.' }), polled({ status: 'mówię', text: 'New.', isSpeaking: true }));
    expect(overlay.shows).toMatchObject({ phase: 'speaking', answer: 'New.' });
  });

  it('follows a text that grows while it is spoken', () => {
    expect(asked().on(speaking('One.'), speaking('One. Two.')).shows.answer).toBe('One. Two.');
  });

  it('is not there when the client answers without a text', () => {
    const overlay = asked().on(speaking(''), ready(''));
    expect(overlay.shows).toMatchObject({ answer: null, visible: false });
  });
});

describe('after the computer has slept', () => {
  const slept = { kind: 'slept', nowEpochMs: 0 } as const;

  it('an answer that lingered is gone, although the monotonic clock stood still [REL-SLEEP]', () => {
    const overlay = asked().on(speaking('Yes.'), ready('Yes.'), slept);
    expect(overlay.shows).toMatchObject({ answer: null, visible: false });
    expect(overlay.on(ready('Yes.', { overlayVisible: true })).shows.answer).toBeNull();
  });

  it('one that was being spoken is gone as well, and the next one is shown', () => {
    const overlay = asked().on(speaking('Yes.'), slept, speaking('Yes.'));
    expect(overlay.shows.answer).toBeNull();
    expect(overlay.on(ready('Yes.'), thinking(), speaking('No.')).shows.answer).toBe('No.');
  });
});

describe('a notification without speech', () => {
  const text = 'Backup done.';

  it('is shown for as long as the client holds the overlay up', () => {
    const overlay = play().on(ready('Old.'));
    overlay.on(pushed({ status: 'Notification: Backup…', text, overlayVisible: true })).wait(60_000);
    expect(overlay.shows).toMatchObject({ phase: 'ready', answer: text, visible: true });
    expect(overlay.on(pushed({ status: 'Overlay Hidden', text })).shows).toMatchObject({
      answer: null,
      visible: false,
    });
  });

  it('may bring text and overlay in two frames', () => {
    const overlay = play().on(ready('Old.'), pushed({ status: 'Notification: Backup…', text }));
    expect(overlay.shows).toMatchObject({ answer: text, visible: true });
    overlay
      .wait(100)
      .on(pushed({ status: 'Overlay Shown', text, overlayVisible: true }))
      .wait(60_000);
    expect(overlay.shows).toMatchObject({ answer: text, visible: true });
  });

  it('is old when the overlay is held up long after its text came', () => {
    const overlay = play()
      .on(ready('Old.'), pushed({ status: 'Notification: Backup…', text }))
      .wait(3_000);
    overlay.on(pushed({ status: 'Overlay Shown', text, overlayVisible: true }));
    expect(overlay.shows).toMatchObject({ answer: null, visible: true });
  });

  it('does not come back when the overlay is held up a second time', () => {
    const overlay = play().on(ready(), pushed({ status: 'Notification: Backup…', text, overlayVisible: true }));
    overlay
      .wait(5_000)
      .on(pushed({ status: 'Overlay Hidden', text }))
      .wait(1);
    overlay.on(pushed({ status: 'Overlay Shown', text, overlayVisible: true }));
    expect(overlay.shows.answer).toBeNull();
  });
});

describe('after an absence of the client', () => {
  const gone = () => asked().on(speaking('First.'), { kind: 'socket-closed' }, { kind: 'unreachable' }).wait(60_000);

  it('no answer is shown while it is away', () => {
    expect(gone().shows).toMatchObject({ phase: 'offline', answer: null });
  });

  it('a text of unknown age is not an answer', () => {
    expect(gone().on(ready('Second.', { overlayVisible: true })).shows).toMatchObject({ phase: 'ready', answer: null });
    expect(gone().on(thinking({ text: 'First.', overlayVisible: true })).shows.answer).toBeNull();
  });

  it('a new text that is being spoken is', () => {
    expect(gone().on(speaking('Second.')).shows.answer).toBe('Second.');
  });
});

describe('the answer of a client that names its turns', () => {
  const turn = (number: number, changes = {}) => ({ turn: number, ...changes });

  it('is shown at once after an absence, because it is known what it belongs to', () => {
    expect(play().on(speaking('First.', turn(3))).shows.answer).toBe('First.');
    const back = play().on(speaking('First.', turn(3)), { kind: 'socket-closed' }, { kind: 'unreachable' });
    expect(back.on(speaking('First.', turn(3))).shows.answer).toBe('First.');
    const held = play().on(ready('Backup done.', turn(3, { overlayVisible: true })));
    expect(held.shows).toMatchObject({ phase: 'ready', answer: 'Backup done.' });
    expect(play().on(ready('First.', turn(3))).shows.answer).toBeNull();
  });

  it('is old as soon as the next turn begins, even if the client goes on repeating it', () => {
    const overlay = play().on(ready('', turn(1)), thinking(turn(2)), speaking('First.', turn(2)));
    expect(overlay.shows.answer).toBe('First.');
    overlay.on(speaking('First.', turn(3, { overlayVisible: true })));
    expect(overlay.shows.answer).toBeNull();
    expect(overlay.on(speaking('Second.', turn(3))).shows.answer).toBe('Second.');
  });

  it('stays through everything that happens in its turn', () => {
    const overlay = play().on(ready('', turn(1)), thinking(turn(2)), speaking('Half', turn(2)));
    overlay.on(thinking(turn(2, { text: 'Half', overlayVisible: true })));
    expect(overlay.shows).toMatchObject({ phase: 'thinking', answer: 'Half' });
    expect(overlay.on(speaking('Half', turn(2))).shows.answer).toBe('Half');
  });

  it('can come with its turn in one frame, and lingers', () => {
    const overlay = play().on(ready('', turn(1)), speaking('Yes.', turn(2)), ready('Yes.', turn(2)));
    expect(overlay.wait(3_999).shows.answer).toBe('Yes.');
    expect(overlay.wait(1).shows.answer).toBeNull();
  });
});

it('the rest of an answer that comes after its voice lingers as long as the answer', () => {
  const overlay = play().on(ready('', { turn: 1 }), speaking('Yes,', { turn: 2 }), ready('Yes,', { turn: 2 }));
  overlay.wait(1_000).on(ready('Yes, it does.', { turn: 2 }));
  expect(overlay.wait(2_999).shows.answer).toBe('Yes, it does.');
  expect(overlay.wait(1).shows.answer).toBeNull();
});

describe('the number of an answer', () => {
  it('stays while its text grows, and while it lingers', () => {
    const overlay = asked().on(speaking('Seven'));
    const { answerId } = overlay.shows;
    for (const event of [speaking('Seven degrees'), speaking('Seven degrees.'), ready('Seven degrees.')])
      expect(overlay.on(event).shows).toMatchObject({ answerId });
    expect(overlay.shows.answer).toBe('Seven degrees.');
  });

  it.each([
    ['another text', [speaking('No.')]],
    ['one that begins like it in the next turn', [thinking(), speaking('Yes, and more.')]],
  ])('changes with %s', (_, events) => {
    const overlay = asked().on(speaking('Yes'));
    const { answerId } = overlay.shows;
    expect(overlay.on(...events).shows.answerId).not.toBe(answerId);
  });
});
