import { describe, expect, it } from 'vitest';
import type { OverlayState } from '../../../src-preload/contract.ts';
import { afterFade, nextScene, type Scene } from '../../../src-renderer/bubble/scene.ts';
import { stateWith } from '../states.ts';

function play(...states: readonly Partial<OverlayState>[]): Scene {
  const scene = states.reduce<Scene | null>((previous, state) => nextScene(previous, stateWith(state)), null);
  if (scene === null) throw new Error('no states to play');
  return scene;
}

describe('the scene', () => {
  it('cross-fades picture and words when the phase changes', () => {
    const scene = play({ phase: 'listening' }, { phase: 'thinking' });
    expect(scene.orb.current.content).toBe('thinking');
    expect(scene.orb.leaving?.content).toBe('listening');
    expect(scene.words.current.content?.label).toBe('Thinking…');
    expect(scene.words.leaving?.content.label).toBe('Listening…');
  });

  it('leaves the picture alone when only the second line changes', () => {
    const scene = play({ phase: 'error' }, { phase: 'error', detail: { kind: 'client', text: 'No microphone' } });
    expect(scene.orb.leaving).toBeNull();
    expect(scene.words.current.content).toEqual({ label: 'Error', beside: null, secondLine: 'No microphone' });
  });

  it('does not fade anything when a state says the same again', () => {
    const detail = () => ({ kind: 'client', text: 'No microphone' }) as const;
    const scene = play({ phase: 'error', detail: detail() }, { phase: 'error', detail: detail() });
    expect(scene.words.leaving).toBeNull();
  });

  it('goes off the screen with the picture and words that it had', () => {
    const scene = play({ phase: 'speaking', answer: 'Seven.' }, { phase: 'ready', visible: false });
    expect(scene.orb.current.content).toBe('speaking');
    expect(scene.orb.leaving).toBeNull();
    expect(scene.words.current.content?.label).toBe('Speaking…');
    expect(scene.state.phase).toBe('ready');
  });

  it('keeps painting a leaving answer, but not as the answer', () => {
    for (const visible of [true, false]) {
      const scene = play({ phase: 'speaking', answer: 'Seven.' }, { phase: 'thinking', answer: null, visible });
      expect(scene.card.current.content).toBeNull();
      expect(scene.card.leaving?.content).toBe('Seven.');
    }
  });

  it('lets an answer grow where it is', () => {
    const before = play({ phase: 'speaking', answer: 'Seven', answerId: 1 });
    const scene = nextScene(before, stateWith({ phase: 'speaking', answer: 'Seven degrees.', answerId: 1 }));
    expect(scene.card.current).toEqual({ key: before.card.current.key, content: 'Seven degrees.' });
    expect(scene.card.leaving).toBeNull();
  });

  it.each([
    ['another answer that begins like it', { answer: 'Seven degrees.', answerId: 2 }],
    ['another client’s answer', { answer: 'Eight.', answerId: 1 }],
  ])('cross-fades an answer into %s', (_, next) => {
    const scene = play({ phase: 'speaking', answer: 'Seven', answerId: 1 }, { phase: 'speaking', ...next });
    expect(scene.card.current.content).toBe(next.answer);
    expect(scene.card.leaving?.content).toBe('Seven');
  });

  it('shows no answer while it is off the screen', () => {
    expect(play({ answer: 'Seven.', visible: false }).card.current.content).toBeNull();
  });

  it('comes back with nothing of what it showed before', () => {
    const before = play({ phase: 'speaking', answer: 'Seven.' }, { visible: false });
    const scene = nextScene(before, stateWith({ phase: 'listening' }));
    expect(scene.orb.leaving).toBeNull();
    expect(scene.words.leaving).toBeNull();
    expect(scene.card).toMatchObject({ current: { content: null }, leaving: null });
    // A new key is a new element: the old one can't cross-fade into it.
    expect(scene.orb.current.key).toBeGreaterThan(before.orb.current.key);
  });

  it('forgets a leaving layer when its fade has ended', () => {
    const scene = play({ phase: 'listening', answer: 'Seven.' }, { phase: 'thinking' });
    for (const place of ['orb', 'words', 'card'] as const) {
      const key = scene[place].leaving?.key;
      expect(key).toBeDefined();
      expect(afterFade(scene, place, key ?? -1)[place].leaving).toBeNull();
    }
  });
});
