import { describe, expect, it } from 'vitest';
import { previewOf, withoutCard } from '../../src-main/overlay/preview.ts';
import { translator } from '../../src-shared/strings.ts';
import { CONTEXT, listening, pushed, ready, speaking, thinking } from './events.ts';
import { play } from './play.ts';

const hidden = play().on(ready()).wait(60_000).shows;

describe('the preview', () => {
  it('is a sample of an answer in the user’s language, beside the phase that is the case', () => {
    expect(hidden.visible).toBe(false);
    expect(previewOf({ ...hidden, language: 'pl' }, CONTEXT, 'pill')).toEqual({
      ...hidden,
      language: 'pl',
      visible: true,
      answer: translator('pl')('preview.answer'),
      answerId: -1,
    });
  });

  it.each([
    ['nothing has answered yet', play().shows],
    ['the client is gone', play().on(ready(), { kind: 'socket-closed' }, { kind: 'unreachable' }).shows],
    ['the monitoring is off', play().on(pushed({ monitoring: false })).shows],
  ])('is shown while %s', (_, state) => {
    const { phase, detail } = state;
    expect(previewOf(state, CONTEXT, 'pill')).toMatchObject({
      phase,
      detail,
      visible: true,
      answerId: -1,
      commands: { stop_tts: null },
    });
  });

  it.each([
    ['listening', listening()],
    ['thinking', thinking()],
    ['speaking', speaking('Yes.')],
    ['error', pushed({ status: 'Error' })],
  ])('gives way to %s', (_, event) => {
    const state = play().on(ready(), event).shows;
    expect(previewOf(state, CONTEXT, 'pill')).toBe(state);
  });

  it.each([
    ['a notice', [ready(), pushed({ status: 'Notification: Room 12...' })]],
    ['an answer that lingers', [ready(), thinking(), speaking('Yes.'), ready('Yes.')]],
    ['an answer that is held up', [ready(), pushed({ text: 'Yes.', overlayVisible: true })]],
  ])('gives way to %s', (_, events) => {
    const state = play().on(...events).shows;
    expect(previewOf(state, CONTEXT, 'pill')).toBe(state);
  });

  it('is back when an error has left the screen', () => {
    const state = play()
      .on(ready(), pushed({ status: 'Error' }))
      .wait(15_000).shows;
    expect(previewOf(state, CONTEXT, 'pill')).toMatchObject({ phase: 'error', visible: true, answerId: -1 });
  });

  it('shows no answer when answers are off', () => {
    expect(previewOf(hidden, { ...CONTEXT, showCard: false }, 'pill')).toMatchObject({ visible: true, answer: null });
  });

  it('is the orb alone without an answer, which would make it grow', () => {
    expect(previewOf(hidden, CONTEXT, 'compact')).toMatchObject({ visible: true, answer: null });
  });

  it('shows nothing when the bubble is never to be shown, or not for now', () => {
    const never = { ...CONTEXT, preferences: { ...CONTEXT.preferences, visibility: 'never' as const } };
    expect(previewOf(hidden, never, 'pill')).toBe(hidden);
    const presenting = { ...hidden, presenting: { untilEpochMs: 1 } };
    expect(previewOf(presenting, CONTEXT, 'pill')).toBe(presenting);
  });
});

it('a state without its card leaves nothing for the card, neither an answer nor a long error', () => {
  const answering = play().on(ready(), thinking(), speaking('Yes.')).shows;
  expect(withoutCard(answering)).toEqual({ ...answering, answer: null, answerId: 0 });
  const failing = play().on(ready(), pushed({ status: `Error: ${'no network '.repeat(9)}` })).shows;
  expect(failing.wholeLine).not.toBeNull();
  expect(withoutCard(failing)).toEqual({ ...failing, wholeLine: null });
});
