import '../shared/tokens.css';
import './settings.css';
import './fields.css';
import { useState, useSyncExternalStore } from 'react';
import { titleOf, translator } from '../../src-shared/strings.ts';
import { appearanceOf } from '../shared/appearance.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { FirstRun } from './first-run.tsx';
import { type SectionPage, SettingsPage } from './settings.tsx';
import { createViewStore } from './view-store.ts';

const views = createViewStore(window.settings);

function Page() {
  const view = useSyncExternalStore(views.subscribe, views.get);
  const [first, setFirst] = useState<SectionPage['name']>('appearance');
  if (view === null) return null;
  if (!view.isFirstRun) return <SettingsPage view={view} update={views.update} first={first} />;
  const openSettings = (section: typeof first) => {
    setFirst(section);
    window.settings.firstRun('settings');
  };
  return <FirstRun view={view} update={views.update} onSettings={openSettings} />;
}

startPage(<Page />, window.settings);
const applyAppearance = appearanceOf(document.documentElement, matchMedia('(prefers-reduced-motion: reduce)'));
views.subscribe(() => {
  const view = views.get();
  if (view === null) return;
  const title = view.isFirstRun ? 'firstRun.title' : 'settings.title';
  describeDocument(view.language, titleOf(title, view.profile, translator(view.language)));
  // The opacity belongs to the bubble; this window is opaque.
  applyAppearance({ opacity: 1, reducedMotion: view.settings.appearance.reducedMotion === 'always' });
});
