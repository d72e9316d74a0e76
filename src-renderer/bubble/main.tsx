import '../shared/tokens.css';
import './bubble.css';
import './phases.css';
import './words.css';
import './card.css';
import './soft-text.css';
import './motion.css';
import { useMemo, useSyncExternalStore } from 'react';
import { EXIT_MS, PILL_WIDTH } from '../../src-shared/geometry.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { titleOf, translator } from '../../src-shared/strings.ts';
import { throttle } from '../../src-shared/throttle.ts';
import { followOverlay } from '../shared/follow-overlay.ts';
import { pageClock } from '../shared/page-clock.ts';
import { startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Bubble } from './bubble.tsx';
import { dropLayer } from './layers.ts';
import { startMotion } from './motion.ts';
import { drawLevel, pictureOf } from './picture-motion.ts';
import { applyAttributes, nextAttributes, type RootAttributes, withFade } from './root-attributes.ts';
import { nextScene, type Scene, withoutOldHeard } from './scene.ts';
import { measuringSmallType } from './small-type.ts';
import { spokenWords, wordsOf } from './words.ts';

/** Keeps announcements out of the frame that shows a change. */
const ANNOUNCE_DELAY_MS = 50;

/** From a change until whatever it has replaced is no longer seen. The bubble takes longest to leave. */
const GONE_MS = EXIT_MS + 60;

const scenes = createStore<Scene | null>(null);
/** The card's width at scale 1, and the scale. */
const sizes = createStore({ cardWidthPx: PILL_WIDTH, scale: 1 });
const announcements = createStore('');
const announce = throttle(pageClock, ANNOUNCE_DELAY_MS, (state: OverlayState) =>
  // The marks' own status announces that.
  announcements.set(spokenWords(wordsOf(state.detail?.kind === 'needs-user' ? { ...state, detail: null } : state))),
);

const forgetHeard = throttle(pageClock, GONE_MS, () => {
  const scene = scenes.get();
  if (scene !== null) scenes.set(withoutOldHeard(scene));
});

function onCardGone(place: 'card' | 'wholeLine', key: number): void {
  const scene = scenes.get();
  if (scene === null) return;
  if (place === 'card') scenes.set({ ...scene, card: dropLayer(scene.card, key) });
  else scenes.set({ ...scene, wholeLine: dropLayer(scene.wholeLine, key) });
}

/** Follow one part of the scene. React renders again only when that part changes. */
function useScene<T>(partOf: (scene: Scene) => T): T | null {
  return useSyncExternalStore(scenes.subscribe, () => {
    const scene = scenes.get();
    return scene === null ? null : partOf(scene);
  });
}

function BubblePage() {
  const title = useScene(({ state }) => titleOf('app.bubble', state.profile, translator(state.language)));
  const language = useScene(({ state }) => state.language);
  const words = useScene((scene) => scene.words);
  const marks = useScene((scene) => scene.marks);
  const noticeKind = useScene((scene) => scene.noticeKind);
  const card = useScene((scene) => scene.card);
  const wholeLine = useScene((scene) => scene.wholeLine);
  const speaking = useScene(({ state }) => state.phase === 'speaking');
  const formatted = useScene(({ state }) => state.formatAnswers) ?? false;
  const spokenTo = useScene(({ state }) => state.answerSpokenTo);
  const restMs = useScene(({ state }) => state.answerRestMs);
  const hasLoneOrb = useScene((scene) => scene.hasLoneOrb) === true;
  const { cardWidthPx, scale } = useSyncExternalStore(sizes.subscribe, sizes.get);
  const widthOf = useMemo(() => measuringSmallType(() => document.createElement('canvas'), scale), [scale]);
  if (title === null || language === null || words === null || noticeKind === null || speaking === null) return null;
  if (card === null || wholeLine === null || marks === null) return null;
  const parts = {
    title,
    language,
    words,
    marks,
    noticeKind,
    card,
    wholeLine,
    formatted,
    speaking,
    spokenTo,
    restMs,
    hasLoneOrb,
    cardWidthPx,
    widthOf,
  };
  return <Bubble {...parts} announcement={<Announcement />} onCardGone={onCardGone} />;
}

function Announcement() {
  return useSyncExternalStore(announcements.subscribe, announcements.get);
}

const root = startPage(<BubblePage />, window.overlay);
let attributes: RootAttributes | null = null;
const beginFade = () => {
  if (attributes === null) return;
  // On a busy machine the change is not painted yet, and the old face would fade from full opacity: flush the styles now.
  root.getBoundingClientRect();
  attributes = withFade(attributes);
  applyAttributes(root, attributes);
};
const motion = startMotion({
  beginFade,
  pictureOf: (face) => pictureOf(root, face),
  drawLevel: (level) => drawLevel(root, level),
  timer: pageClock,
});
const updateMotion = () => {
  if (attributes === null) return;
  const isReduced = document.documentElement.dataset['reducedMotion'] === 'true';
  motion.show(attributes.shown, attributes.visible && !isReduced);
};
// The system may ask for less motion at any time, between states too.
new MutationObserver(updateMotion).observe(document.documentElement, { attributeFilter: ['data-reduced-motion'] });
window.overlay.onLevel(motion.hear);
window.overlay.onLayout(({ cardWidthPx, scale }) => sizes.set({ cardWidthPx, scale }));
followOverlay(window.overlay, 'app.bubble', (state) => {
  attributes = nextAttributes(attributes, state);
  applyAttributes(root, attributes);
  updateMotion();
  // The next state may come before the next frame and would fade from older content: flush the styles now.
  if (attributes.enters) root.getBoundingClientRect();
  scenes.set(nextScene(scenes.get(), state));
  announce(state);
  forgetHeard();
});
