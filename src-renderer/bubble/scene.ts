import type { OverlayState, Phase } from '../../src-preload/contract.ts';
import { changeLayer, dropLayer, type Layers, onlyLayer, replaceLayer, updateLayer } from './layers.ts';
import { type Words, wordsOf } from './words.ts';

/** The state as it is now, and what the bubble paints, which lags behind it while something fades. */
export interface Scene {
  readonly state: OverlayState;
  readonly orb: Layers<Phase>;
  readonly words: Layers<Words>;
  readonly card: Layers<string>;
}

/**
 * What to paint for `state`, given what is painted.
 *
 * While the bubble is on the screen, contents cross-fade. When it goes, it goes with the contents that it had; when it
 * comes back, it comes with the new ones and nothing of the old.
 */
export function nextScene(previous: Scene | null, state: OverlayState): Scene {
  const words = wordsOf(state);
  if (previous === null) {
    return {
      state,
      orb: onlyLayer(state.phase),
      words: onlyLayer(words),
      card: onlyLayer(state.visible ? state.answer : null),
    };
  }
  if (!state.visible) {
    return { ...previous, state, card: changeLayer(previous.card, null, Object.is) };
  }
  if (!previous.state.visible) {
    return {
      state,
      orb: replaceLayer(previous.orb, state.phase),
      words: replaceLayer(previous.words, words),
      card: replaceLayer(previous.card, state.answer),
    };
  }
  return {
    state,
    orb: changeLayer(previous.orb, state.phase, Object.is),
    words: changeLayer(previous.words, words, sameWords),
    card: nextCard(previous, state),
  };
}

/** An answer that is still being written grows where it is: fading each time would be all that is seen of it. */
function nextCard({ card, state: before }: Scene, { answer, answerId }: OverlayState): Layers<string> {
  const grows =
    answer !== null && before.answer !== null && answerId === before.answerId && answer.startsWith(before.answer);
  return grows ? updateLayer(card, answer) : changeLayer(card, answer, Object.is);
}

/** The places in a scene where contents fade. */
export type Place = 'orb' | 'words' | 'card';

/** The scene without the layer that has finished leaving. */
export function afterFade(scene: Scene, place: Place, key: number): Scene {
  switch (place) {
    case 'orb':
      return { ...scene, orb: dropLayer(scene.orb, key) };
    case 'words':
      return { ...scene, words: dropLayer(scene.words, key) };
    case 'card':
      return { ...scene, card: dropLayer(scene.card, key) };
  }
}

function sameWords(a: Words, b: Words): boolean {
  return a.label === b.label && a.beside === b.beside && a.secondLine === b.secondLine;
}
