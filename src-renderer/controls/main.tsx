import '../shared/tokens.css';
import './controls.css';
import { useSyncExternalStore } from 'react';
import type { OverlayState } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { appearanceOf } from '../shared/appearance.ts';
import { applyLayout } from '../shared/layout.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Controls } from './controls.tsx';

const states = createStore<OverlayState | null>(null);

function ControlsPage() {
  const state = useSyncExternalStore(states.subscribe, states.get);
  return state === null ? null : (
    <Controls state={state} press={window.overlay.press} onHandle={window.overlay.handle} />
  );
}

startPage(<ControlsPage />);
const applyAppearance = appearanceOf(document.documentElement, matchMedia('(prefers-reduced-motion: reduce)'));
window.overlay.onLayout((layout) => applyLayout(document.documentElement, layout));
window.overlay.onState((state) => {
  applyAppearance(state.appearance);
  describeDocument(state.language, translator(state.language)('app.controls'));
  states.set(state);
});
