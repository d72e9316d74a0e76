import { type Mark, marksOf } from '../../src-shared/marks.ts';
import { type NoticeKind, type OverlayState, PHASES } from '../../src-shared/overlay-state.ts';
import { FACES, type Face, faceOf } from './face.ts';
import { changeLayer, type Layers, onlyLayer, replaceLayer, updateLayer } from './layers.ts';
import { type Words, wordsOf } from './words.ts';

/** The words of a face, as the pill draws them. */
export interface FaceWords extends Words {
  /** How the label has moved last while the face was on the screen: to make room for a second line, or back. */
  readonly step: 'up' | 'down' | null;
}

/** The content of the card. */
export interface Card {
  /** The user's words; null: not shown. */
  readonly heard: string | null;
  readonly answer: string;
}

/** The current state, and the texts that the bubble paints, which lag behind while something fades. */
export interface Scene {
  readonly state: OverlayState;
  /** Every face keeps its last words and shows them while it fades. */
  readonly words: Readonly<Record<Face, FaceWords>>;
  /** The marks painted now or last. */
  readonly marks: readonly Mark[];
  /** The kind of the notice painted now or last. */
  readonly noticeKind: NoticeKind;
  /** Whether the orb has stood alone. It stays in the page then. */
  readonly hasLoneOrb: boolean;
  readonly card: Layers<Card>;
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
    marks: nextMarks(previous, state),
    noticeKind: painted?.kind ?? previous?.noticeKind ?? 'notification',
    hasLoneOrb: previous?.hasLoneOrb === true || state.silhouette.form === 'orb',
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
  const old = words[face];
  if (!isPainted(previous, state) || sameWords(old, next)) return words;
  const isShown = previous?.state.visible === true && faceOf(previous.state) === face;
  return { ...words, [face]: { ...next, step: isShown ? stepTo(old, next) : null } };
}

function stepTo(old: FaceWords, next: Words): FaceWords['step'] {
  if (hasTwoLines(old) === hasTwoLines(next)) return old.step;
  return hasTwoLines(next) ? 'up' : 'down';
}

function hasTwoLines({ secondLine, heard }: Words): boolean {
  return secondLine !== null || heard !== null;
}

/** Return the scene without the user's words where they are no longer seen. Call once the faces have faded. Pure. */
export function withoutOldHeard(scene: Scene): Scene {
  const shown = scene.state.visible ? faceOf(scene.state) : null;
  const old = FACES.filter((face) => face !== shown && scene.words[face].heard !== null);
  if (old.length === 0) return scene;
  const cleared = old.map((face) => [face, { ...scene.words[face], heard: null, step: null }] as const);
  return { ...scene, words: { ...scene.words, ...Object.fromEntries(cleared) } };
}

/** Every label without a second line. */
function plainWords({ language, commands }: OverlayState): Scene['words'] {
  const plain = { language, commands, detail: null, heard: null, clientName: null, profile: null };
  const still = (words: Words): FaceWords => ({ ...words, step: null });
  const phases = PHASES.map((phase) => [phase, still(wordsOf({ ...plain, phase, notice: null }))] as const);
  const notice = still(wordsOf({ ...plain, phase: 'ready', notice: { kind: 'notification', text: '' } }));
  return { ...Object.fromEntries(phases), notice } as Record<Face, FaceWords>;
}

function nextMarks(previous: Scene | null, state: OverlayState): Scene['marks'] {
  const next = marksOf(state);
  if (previous === null) return next;
  return !isPainted(previous, state) || next.join() === previous.marks.join() ? previous.marks : next;
}

function sameWords(a: Words, b: Words): boolean {
  const isHeardSame = a.heard?.text === b.heard?.text && a.heard?.roomPx === b.heard?.roomPx;
  return a.label === b.label && a.beside === b.beside && a.secondLine === b.secondLine && isHeardSame;
}

function nextCard(previous: Scene | null, { visible, heard, answer, answerId }: OverlayState): Layers<Card> {
  const content = answer === null ? null : { heard, answer };
  if (previous === null) return onlyLayer(visible ? content : null);
  const { card, state: before } = previous;
  if (!visible) return changeLayer(card, null);
  if (!before.visible) return replaceLayer(card, content);
  const old = card.current.content;
  if (content === null || old === null) return changeLayer(card, content);
  if (content.answer === old.answer && content.heard === old.heard) return card;
  // An answer that is still growing is updated in place. A fade for each part would leave nothing readable.
  const grows = before.answer !== null && answerId === before.answerId && content.answer.startsWith(before.answer);
  return grows || content.answer === old.answer ? updateLayer(card, content) : changeLayer(card, content);
}

function nextWholeLine(previous: Scene | null, { visible, wholeLine }: OverlayState): Layers<string> {
  if (previous === null) return onlyLayer(visible ? wholeLine : null);
  if (!visible) return changeLayer(previous.wholeLine, null);
  return previous.state.visible
    ? changeLayer(previous.wholeLine, wholeLine)
    : replaceLayer(previous.wholeLine, wholeLine);
}
