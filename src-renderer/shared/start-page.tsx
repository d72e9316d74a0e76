import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyMeasures } from './measures.ts';

/**
 * Draws a page's content into its `#root`.
 * @returns that element.
 * @throws when the page has no such element.
 */
export function startPage(content: ReactNode): HTMLElement {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root element');
  applyMeasures(document.documentElement);
  createRoot(root).render(content);
  return root;
}

/** Tells the document its language and title, for screen readers and spell checkers. */
export function describeDocument(language: string, title: string): void {
  // What is set again counts as a change, of the whole page's style and of the window's title.
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  if (document.title !== title) document.title = title;
}
