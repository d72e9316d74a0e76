import '../shared/tokens.css';
import './bubble.css';
import './motion.css';
import { useSyncExternalStore } from 'react';
import { translator } from '../../src-preload/strings.ts';
import { appearanceOf } from '../shared/appearance.ts';
import { applyLayout } from '../shared/layout.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Bubble } from './bubble.tsx';
import { afterFade, nextScene, type Place, type Scene } from './scene.ts';

const scenes = createStore<Scene | null>(null);

function onGone(place: Place, key: number): void {
  const scene = scenes.get();
  if (scene !== null) scenes.set(afterFade(scene, place, key));
}

function BubblePage() {
  const scene = useSyncExternalStore(scenes.subscribe, scenes.get);
  return scene === null ? null : <Bubble scene={scene} onGone={onGone} />;
}

startPage(<BubblePage />);
const applyAppearance = appearanceOf(document.documentElement, matchMedia('(prefers-reduced-motion: reduce)'));
window.overlay.onLayout((layout) => applyLayout(document.documentElement, layout));
window.overlay.onState((state) => {
  applyAppearance(state.appearance);
  describeDocument(state.language, translator(state.language)('app.bubble'));
  scenes.set(nextScene(scenes.get(), state));
});
