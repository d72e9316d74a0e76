import { type NoticeKind, type OverlayState, PHASES } from '../../src-shared/overlay-state.ts';
import { type Face, faceOf } from './face.ts';
import { changeLayer, type Layers, onlyLayer, replaceLayer, updateLayer } from './layers.ts';
import { type Words, wordsOf } from './words.ts';

/** The state as it is now, and the texts that the bubble paints, which lag behind it while something fades. */
export interface Scene {
  readonly state: OverlayState;
  /** Each phase keeps the words that it had last, and so does a notice: it is seen with them while it fades. */
  readonly words: Readonly<Record<Face, Words>>;
  /** Of the notice that is painted now, or was last. */
  readonly noticeKind: NoticeKind;
  readonly card: Layers<string>;
  /** What the pill has no room for, in the card's place. */
  readonly wholeLine: Layers<string>;
}

/**
 * What to paint for `state`, given what is painted.
 *
 * While the bubble is on the screen, what was there fades. When it goes, it goes with the contents that it had; when it
 * comes back, it comes with the new ones and nothing of the old.
 */
export function nextScene(previous: Scene | null, state: OverlayState): Scene {
  const painted = isPainted(previous, state) ? state.notice : null;
  return {
    state,
    words: nextWords(previous, state),
    noticeKind: painted?.kind ?? previous?.noticeKind ?? 'notification',
    card: nextCard(previous, state),
    wholeLine: nextWholeLine(previous, state),
  };
}

/** Whether a state is drawn: a bubble that leaves goes with what it had. */
function isPainted(previous: Scene | null, { visible }: OverlayState): boolean {
  return visible || previous === null;
}

function nextWords(previous: Scene | null, state: OverlayState): Scene['words'] {
  const words = previous?.state.language === state.language ? previous.words : plainWords(state);
  const next = wordsOf(state);
  const face = faceOf(state);
  return !isPainted(previous, state) || sameWords(words[face], next) ? words : { ...words, [face]: next };
}

/** The names alone. */
function plainWords({ language }: OverlayState): Scene['words'] {
  const plain = { language, detail: null, clientName: null, profile: null };
  const phases = PHASES.map((phase) => [phase, wordsOf({ ...plain, phase, notice: null })] as const);
  const notice = wordsOf({ ...plain, phase: 'ready', notice: { kind: 'notification', text: '' } });
  return { ...Object.fromEntries(phases), notice } as Record<Face, Words>;
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

function nextWholeLine(previous: Scene | null, { visible, wholeLine }: OverlayState): Layers<string> {
  if (previous === null) return onlyLayer(visible ? wholeLine : null);
  if (!visible) return changeLayer(previous.wholeLine, null);
  return previous.state.visible
    ? changeLayer(previous.wholeLine, wholeLine)
    : replaceLayer(previous.wholeLine, wholeLine);
}
