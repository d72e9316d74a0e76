import '../shared/tokens.css';
import './settings.css';
import './fields.css';
import { useSyncExternalStore } from 'react';
import { translator } from '../../src-preload/strings.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { SettingsPage } from './settings.tsx';
import { createViewStore } from './view-store.ts';

const views = createViewStore(window.settings);

function Page() {
  const view = useSyncExternalStore(views.subscribe, views.get);
  return view === null ? null : <SettingsPage view={view} update={views.update} />;
}

startPage(<Page />);
views.subscribe(() => {
  const language = views.get()?.language;
  if (language !== undefined) describeDocument(language, translator(language)('settings.title'));
});
