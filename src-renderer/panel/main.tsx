import '../shared/tokens.css';
import './panel.css';
import './answers.css';
import { useSyncExternalStore } from 'react';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { PanelView, TypedTexts } from '../../src-shared/panel-contract.ts';
import { followOverlay } from '../shared/follow-overlay.ts';
import { startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Panel } from './panel.tsx';
import { afterPress, afterTyping, nextScene, type Scene } from './scene.ts';

const scenes = createStore<Scene | null>(null);
const typedTexts = createStore<TypedTexts | null>(null);
const views = createStore<PanelView | null>(null);

function change(by: (scene: Scene) => Scene): void {
  const scene = scenes.get();
  if (scene !== null) scenes.set(by(scene));
}

function press(request: CommandRequest): void {
  change((scene) => afterPress(scene, request));
  window.panel.press(request);
}

function onDraft(text: string): void {
  change(afterTyping);
  window.panel.keepDraft(text);
}

function PanelPage() {
  const scene = useSyncExternalStore(scenes.subscribe, scenes.get);
  const typed = useSyncExternalStore(typedTexts.subscribe, typedTexts.get);
  const view = useSyncExternalStore(views.subscribe, views.get);
  if (scene === null || typed === null || view === null) return null;
  const { close, copyAnswer } = window.panel;
  return <Panel {...{ scene, typed, view, press, onDraft, copyAnswer }} onClose={close} />;
}

startPage(<PanelPage />, window.panel);
followOverlay(window.panel, 'app.panel', (state) => {
  const next = nextScene(scenes.get(), state);
  scenes.set(next);
  if (next.isDone) window.panel.close();
});
window.panel.onView(views.set);
void window.panel.typed().then(typedTexts.set);
