import { type OverlayState, PHASES, type Phase } from '../../src-preload/contract.ts';
import { changeLayer, type Layers, onlyLayer, replaceLayer, updateLayer } from './layers.ts';
import { type Words, wordsOf } from './words.ts';

/** The state as it is now, and the texts that the bubble paints, which lag behind it while something fades. */
export interface Scene {
  readonly state: OverlayState;
  /** Each phase keeps the words that it had last: it is seen with them while it fades. */
  readonly words: Readonly<Record<Phase, Words>>;
  readonly card: Layers<string>;
}

/**
 * What to paint for `state`, given what is painted.
 *
 * While the bubble is on the screen, what was there fades. When it goes, it goes with the contents that it had; when it
 * comes back, it comes with the new ones and nothing of the old.
 */
export function nextScene(previous: Scene | null, state: OverlayState): Scene {
  return { state, words: nextWords(previous, state), card: nextCard(previous, state) };
}

function nextWords(previous: Scene | null, state: OverlayState): Scene['words'] {
  const words = previous?.state.language === state.language ? previous.words : plainWords(state);
  const next = wordsOf(state);
  const isPainted = state.visible || previous === null;
  return !isPainted || sameWords(words[state.phase], next) ? words : { ...words, [state.phase]: next };
}

/** The phases' names alone. */
function plainWords({ language }: OverlayState): Scene['words'] {
  const entries = PHASES.map(
    (phase) => [phase, wordsOf({ phase, language, detail: null, clientName: null, profile: null })] as const,
  );
  return Object.fromEntries(entries) as Record<Phase, Words>;
}

function sameWords(a: Words, b: Words): boolean {
  return a.label === b.label && a.beside === b.beside && a.secondLine === b.secondLine;
}

function nextCard(previous: Scene | null, { visible, answer, answerId }: OverlayState): Layers<string> {
  if (previous === null) return onlyLayer(visible ? answer : null);
  const { card, state: before } = previous;
  if (!visible) return changeLayer(card, null);
  if (!before.visible) return replaceLayer(card, answer);
  // An answer that is still being written grows where it is: fading each time would be all that is seen of it.
  const grows =
    answer !== null && before.answer !== null && answerId === before.answerId && answer.startsWith(before.answer);
  return grows ? updateLayer(card, answer) : changeLayer(card, answer);
}
