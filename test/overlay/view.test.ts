import { expect, it } from 'vitest';
import type { ViewContext } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import { CONTEXT, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const { model } = play().on(ready(), speaking('Seven degrees.'));
const shown = (changes: Partial<ViewContext>) => view(model, { ...CONTEXT, ...changes }, 0);

it('shows no answer when the user wants none', () => {
  expect(shown({}).answer).toBe('Seven degrees.');
  expect(shown({ showCard: false })).toMatchObject({ answer: null, phase: 'speaking', visible: true });
});

it('hands on how the pages are to look', () => {
  const appearance = { opacity: 0.5, reducedMotion: true };
  expect(shown({ appearance }).appearance).toEqual(appearance);
});

it('has what the assistant does under thinking, until that takes long', () => {
  const busy = { activity: 'Searching the web' };
  const overlay = play().on(ready(), thinking(busy));
  expect(overlay.shows.detail).toEqual({ kind: 'activity', text: 'Searching the web' });
  expect(overlay.on(thinking({ activity: 'Reading' })).wait(59_999).shows.detail).toMatchObject({ text: 'Reading' });
  expect(overlay.wait(1).shows.detail).toEqual({ kind: 'slow' });
  expect(overlay.on(thinking(busy)).shows.detail).toMatchObject({ kind: 'activity' });
  expect(overlay.on(speaking('Yes.', busy)).shows.detail).toBeNull();
});

it('says that the assistant waits for the user, and stays with the question', () => {
  const asks = { phase: 'ready', needsUser: true } as const;
  const overlay = play()
    .on(ready(), speaking('When?'), pushed({ ...asks, text: 'When?' }))
    .wait(60_000);
  expect(overlay.shows).toMatchObject({
    visible: true,
    answer: 'When?',
    needsUser: true,
    detail: { kind: 'needs-user' },
  });
  const busy = thinking({ activity: 'Wants to write a file', needsUser: true });
  expect(overlay.on(thinking(), busy).shows).toMatchObject({ needsUser: true, detail: { kind: 'activity' } });
  expect(overlay.wait(60_000).shows.detail).toMatchObject({ kind: 'activity' });
  expect(overlay.on(ready()).shows).toMatchObject({ needsUser: false, detail: null });
  const gone = overlay.on(pushed(asks), { kind: 'socket-closed' }, { kind: 'unreachable' });
  expect(gone.shows).toMatchObject({ phase: 'offline', needsUser: false });
});

it('has a notice of its own field on the pill and its text in the card, until the client takes it down', () => {
  const notice = { kind: 'summary', title: 'Your day', text: 'Three meetings.' } as const;
  const overlay = play()
    .on(ready(), pushed({ phase: 'ready', notice }))
    .wait(60_000);
  expect(overlay.shows).toMatchObject({
    ...{ phase: 'ready', visible: true, answer: 'Three meetings.' },
    notice: { kind: 'summary', text: 'Your day' },
  });
  expect(overlay.on(ready()).shows).toMatchObject({ visible: false, notice: null, answer: null });
});

it('keeps a notice that was read out for a moment after the speech', () => {
  const notice = { kind: 'summary', title: 'Your day', text: 'Three meetings.' } as const;
  const spoken = pushed({ phase: 'speaking', notice });
  const overlay = play()
    .on(ready(), pushed({ phase: 'ready', notice }), spoken)
    .wait(10_000);
  expect(overlay.shows).toMatchObject({ phase: 'speaking', notice: { kind: 'summary' }, answer: 'Three meetings.' });
  overlay.on(ready());
  expect(overlay.shows).toMatchObject({ visible: true, notice: { kind: 'summary' }, answer: 'Three meetings.' });
  expect(overlay.wait(60_000).shows).toMatchObject({ visible: false, notice: null, answer: null });
});
