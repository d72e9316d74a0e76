import '../shared/tokens.css';
import './bubble.css';
import './motion.css';
import { useSyncExternalStore } from 'react';
import { followOverlay } from '../shared/follow-overlay.ts';
import { startPage } from '../shared/start-page.tsx';
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
followOverlay(window.overlay, 'app.bubble', (state) => scenes.set(nextScene(scenes.get(), state)));
