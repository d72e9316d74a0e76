import '../shared/tokens.css';
import './bubble.css';
import './motion.css';
import { useSyncExternalStore } from 'react';
import { followOverlay } from '../shared/follow-overlay.ts';
import { startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Bubble } from './bubble.tsx';
import { dropLayer } from './layers.ts';
import { applyLook, type Look, nextLook } from './look.ts';
import { nextScene, type Scene } from './scene.ts';

const scenes = createStore<Scene | null>(null);

function onCardGone(key: number): void {
  const scene = scenes.get();
  if (scene !== null) scenes.set({ ...scene, card: dropLayer(scene.card, key) });
}

function BubblePage() {
  const scene = useSyncExternalStore(scenes.subscribe, scenes.get);
  return scene === null ? null : <Bubble scene={scene} onCardGone={onCardGone} />;
}

const root = startPage(<BubblePage />);
let look: Look | null = null;
followOverlay(window.overlay, 'app.bubble', (state) => {
  look = nextLook(look, state);
  applyLook(root, look);
  // The next state may come before the next frame, and would begin to fade from what was there before: put that away now.
  if (look.enters) root.getBoundingClientRect();
  scenes.set(nextScene(scenes.get(), state));
});
