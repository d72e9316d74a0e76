import '../shared/tokens.css';
import './diagnostics.css';
import { useSyncExternalStore } from 'react';
import type { DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import { describeDocument, startPage } from '../shared/start-page.tsx';
import { createStore } from '../shared/store.ts';
import { DiagnosticsPage } from './diagnostics.tsx';
import { addView, type History } from './history.ts';

const shown = createStore<{ readonly view: DiagnosticsView; readonly history: History } | null>(null);

function Page() {
  const now = useSyncExternalStore(shown.subscribe, shown.get);
  return now === null ? null : <DiagnosticsPage {...now} copy={() => window.diagnostics.copy()} />;
}

startPage(<Page />, window.diagnostics);
window.diagnostics.onView((view) => {
  const before = shown.get();
  describeDocument(view.language, translator(view.language)('diagnostics.title'));
  shown.set({ view, history: addView(before?.history ?? new Map(), view, before?.view ?? null) });
});
