import '../shared/tokens.css';
import './settings.css';
import './fields.css';
import { useSyncExternalStore } from 'react';
import { titleOf, translator } from '../../src-shared/strings.ts';
import { appearanceOf } from '../shared/appearance.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { SettingsPage } from './settings.tsx';
import { createViewStore } from './view-store.ts';

const views = createViewStore(window.settings);

function Page() {
  const view = useSyncExternalStore(views.subscribe, views.get);
  return view === null ? null : <SettingsPage view={view} update={views.update} />;
}

startPage(<Page />, window.settings);
const applyAppearance = appearanceOf(document.documentElement, matchMedia('(prefers-reduced-motion: reduce)'));
views.subscribe(() => {
  const view = views.get();
  if (view === null) return;
  describeDocument(view.language, titleOf('settings.title', view.profile, translator(view.language)));
  // The opacity belongs to the bubble; this window is opaque.
  applyAppearance({ opacity: 1, reducedMotion: view.settings.appearance.reducedMotion === 'always' });
});
