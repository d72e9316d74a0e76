import { describe, expect, it } from 'vitest';
import { nextScene, type Scene, withoutOldHeard } from '../../../src-renderer/bubble/scene.ts';
import type { OverlayState } from '../../../src-shared/overlay-state.ts';
import { stateWith } from '../states.ts';

function play(...states: readonly Partial<OverlayState>[]): Scene {
  const scene = states.reduce<Scene | null>((previous, state) => nextScene(previous, stateWith(state)), null);
  if (scene === null) throw new Error('no states to play');
  return scene;
}

describe('the scene', () => {
  it('names every phase in the language of the state', () => {
    const { words } = play({ phase: 'ready' }, { phase: 'ready', language: 'pl' });
    expect(words.ready).toMatchObject({ label: 'Gotowy', beside: null, secondLine: null });
    expect(words.thinking.label).toBe('Myślę…');
  });

  it('leaves a phase its words while it fades', () => {
    const scene = play({ phase: 'error', detail: { kind: 'client', text: 'No microphone' } }, { phase: 'listening' });
    expect(scene.words.error).toMatchObject({ label: 'Error', beside: null, secondLine: 'No microphone' });
    expect(scene.words.listening.secondLine).toBeNull();
  });

  it('leaves a notice its words and its picture while it fades, and while the bubble leaves', () => {
    const notice = { kind: 'briefing', text: 'Room 12…' } as const;
    const shown = play({ notice: { kind: 'notification', text: '' } }, { notice });
    for (const next of [{}, { visible: false }, { visible: false, notice: { kind: 'summary', text: '' } as const }]) {
      const scene = nextScene(shown, stateWith(next));
      expect(scene.words.notice).toMatchObject({ label: 'Briefing', beside: null, secondLine: 'Room 12…' });
      expect(scene.noticeKind).toBe('briefing');
    }
  });

  it('fades from a whole line to an answer, and comes with a whole line and nothing of the one before', () => {
    const line = 'the language model answered 429 Too Many Requests';
    const failing = { phase: 'error', wholeLine: line } as const;
    const answering = nextScene(play(failing), stateWith({ phase: 'speaking', answer: 'Seven.' }));
    expect(answering.wholeLine).toMatchObject({ current: { content: null }, leaving: { content: line } });
    expect(answering.card.current.content?.answer).toBe('Seven.');
    const back = play(failing, { phase: 'error', visible: false }, { phase: 'error', wholeLine: 'Another' });
    expect(back.wholeLine).toMatchObject({ current: { content: 'Another' }, leaving: null });
  });

  it('forgets what a phase said when it comes again with nothing to say', () => {
    const detail = { kind: 'client', text: 'No microphone' } as const;
    const scene = play({ phase: 'error', detail }, { phase: 'ready' }, { phase: 'error' });
    expect(scene.words.error.secondLine).toBeNull();
  });

  it('has nothing new to draw in the pill when a state says the same again', () => {
    const detail = () => ({ kind: 'client', text: 'No microphone' }) as const;
    const before = play({ phase: 'error', detail: detail() });
    expect(nextScene(before, stateWith({ phase: 'error', detail: detail() })).words).toBe(before.words);
  });

  it('goes off the screen with the words that it had', () => {
    const before = play({ phase: 'error', detail: { kind: 'client', text: 'No microphone' } });
    const scene = nextScene(before, stateWith({ phase: 'error', visible: false }));
    expect(scene.words).toBe(before.words);
    expect(scene.state.visible).toBe(false);
  });

  it('keeps painting a leaving answer, but not as the answer', () => {
    for (const visible of [true, false]) {
      const scene = play({ phase: 'speaking', answer: 'Seven.' }, { phase: 'thinking', answer: null, visible });
      expect(scene.card.current.content).toBeNull();
      expect(scene.card.leaving?.content.answer).toBe('Seven.');
    }
  });

  it('lets an answer grow where it is', () => {
    const before = play({ phase: 'speaking', answer: 'Seven', answerId: 1 });
    const scene = nextScene(before, stateWith({ phase: 'speaking', answer: 'Seven degrees.', answerId: 1 }));
    expect(scene.card.current).toEqual({
      key: before.card.current.key,
      content: { heard: null, answer: 'Seven degrees.' },
    });
    expect(scene.card.leaving).toBeNull();
  });

  it.each([
    ['another answer that begins like it', { answer: 'Seven degrees.', answerId: 2 }],
    ['another client’s answer', { answer: 'Eight.', answerId: 1 }],
  ])('cross-fades an answer into %s', (_, next) => {
    const scene = play({ phase: 'speaking', answer: 'Seven', answerId: 1 }, { phase: 'speaking', ...next });
    expect(scene.card.current.content?.answer).toBe(next.answer);
    expect(scene.card.leaving?.content.answer).toBe('Seven');
  });

  it('shows no answer while it is off the screen', () => {
    expect(play({ answer: 'Seven.', visible: false }).card.current.content).toBeNull();
  });

  it('comes back with nothing of what it showed before', () => {
    const before = play({ phase: 'speaking', answer: 'Seven.' }, { visible: false });
    const scene = nextScene(before, stateWith({ phase: 'listening' }));
    expect(scene.card).toMatchObject({ current: { content: null }, leaving: null });
    // A new key is a new element: the old one can't cross-fade into it.
    expect(scene.card.current.key).toBeGreaterThan(before.card.current.key);
  });
});

describe('what was heard', () => {
  const heard = 'What is the weather like?';

  it('comes into the pill of a phase that is shown, and the label makes room', () => {
    const still = play({ phase: 'listening' }, { phase: 'thinking', heard });
    expect(still.words.thinking).toMatchObject({ heard: { text: heard }, step: null });
    const moved = play({ phase: 'thinking' }, { phase: 'thinking', heard });
    expect(moved.words.thinking).toMatchObject({ heard: { text: heard }, step: 'up' });
    const same = nextScene(moved, stateWith({ phase: 'thinking', heard: 'What?' }));
    expect(same.words.thinking).toMatchObject({ heard: { text: 'What?' }, step: 'up' });
    expect(nextScene(same, stateWith({ phase: 'thinking' })).words.thinking.step).toBe('down');
  });

  it('leaves the page with the phase, once that has faded', () => {
    const scene = play({ phase: 'thinking', heard }, { phase: 'speaking', heard, answer: 'Rain.' });
    expect(scene.words.thinking.heard?.text).toBe(heard);
    expect(withoutOldHeard(scene).words.thinking.heard).toBeNull();
    const thinking = play({ phase: 'thinking', heard });
    expect(withoutOldHeard(thinking)).toBe(thinking);
    const hidden = nextScene(thinking, stateWith({ phase: 'thinking', heard, visible: false }));
    expect(withoutOldHeard(hidden).words.thinking.heard).toBeNull();
  });

  it('is above its answer, also while that grows and while it leaves', () => {
    const begun = play({ phase: 'speaking', heard, answer: 'Rain', answerId: 1 });
    expect(begun.card.current.content).toEqual({ heard, answer: 'Rain' });
    const grown = nextScene(begun, stateWith({ phase: 'speaking', heard, answer: 'Rain all day.', answerId: 1 }));
    expect(grown.card.current).toEqual({ key: begun.card.current.key, content: { heard, answer: 'Rain all day.' } });
    const left = nextScene(grown, stateWith({ phase: 'ready' }));
    expect(left.card.leaving?.content).toEqual({ heard, answer: 'Rain all day.' });
  });

  it('changes nothing on the card when a state says the same again', () => {
    const before = play({ phase: 'speaking', heard, answer: 'Rain.', answerId: 1 });
    expect(nextScene(before, stateWith({ phase: 'speaking', heard, answer: 'Rain.', answerId: 2 })).card).toBe(
      before.card,
    );
  });
});

describe('the marks', () => {
  it('stay as they are while nothing changes them, and while the bubble leaves', () => {
    const off = play({ phase: 'thinking', monitoring: false });
    expect(off.marks).toEqual(['microphone-off']);
    expect(nextScene(off, stateWith({ phase: 'speaking', monitoring: false })).marks).toBe(off.marks);
    expect(nextScene(off, stateWith({ phase: 'paused', monitoring: false, visible: false })).marks).toBe(off.marks);
    expect(nextScene(off, stateWith({ phase: 'thinking', monitoring: true })).marks).toEqual([]);
  });
});
