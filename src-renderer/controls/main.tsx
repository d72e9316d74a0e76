import '../shared/tokens.css';
import './controls.css';
import { useSyncExternalStore } from 'react';
import type { ControlsState } from '../../src-shared/overlay-state.ts';
import { followOverlay } from '../shared/follow-overlay.ts';
import { startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { Controls } from './controls.tsx';

const states = createStore<ControlsState | null>(null);

function ControlsPage() {
  const state = useSyncExternalStore(states.subscribe, states.get);
  const { press, togglePanel, handle, hold } = window.overlay;
  return state === null ? null : <Controls {...{ state, press, togglePanel, handle, hold }} />;
}

startPage(<ControlsPage />, window.overlay);
followOverlay(window.overlay, 'app.controls', states.set);
