import { type NoticeKind, type OverlayState, PHASES } from '../../src-shared/overlay-state.ts';
import { type Face, faceOf } from './face.ts';
import { changeLayer, type Layers, onlyLayer, replaceLayer, updateLayer } from './layers.ts';
import { type Words, wordsOf } from './words.ts';

/** The current state, and the texts that the bubble paints, which lag behind while something fades. */
export interface Scene {
  readonly state: OverlayState;
  /** Every face keeps its last words and shows them while it fades. */
  readonly words: Readonly<Record<Face, Words>>;
  /** The kind of the notice painted now or last. */
  readonly noticeKind: NoticeKind;
  readonly card: Layers<string>;
  /** The second line in full, in the card's place, when the pill cuts it. */
  readonly wholeLine: Layers<string>;
}

/**
 * Return the scene for `state`, given the painted one. While the bubble is on the screen, old content fades. A bubble that
 * leaves keeps its content; one that returns shows only new content. Pure.
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

function isPainted(previous: Scene | null, { visible }: OverlayState): boolean {
  return visible || previous === null;
}

function nextWords(previous: Scene | null, state: OverlayState): Scene['words'] {
  const words = previous?.state.language === state.language ? previous.words : plainWords(state);
  const next = wordsOf(state);
  const face = faceOf(state);
  return !isPainted(previous, state) || sameWords(words[face], next) ? words : { ...words, [face]: next };
}

/** Every label without a second line. */
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
  // An answer that is still growing is updated in place. A fade for each part would leave nothing readable.
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
