import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyMeasures } from './measures.ts';

/** What no page wants to know of its transitions and animations. */
const UNHEARD_EVENTS: readonly string[] = [
  'transitionrun',
  'transitionstart',
  'transitioncancel',
  'animationstart',
  'animationiteration',
  'animationend',
];

/**
 * Draws a page's content into its `#root`.
 * @returns that element.
 * @throws when the page has no such element.
 */
export function startPage(content: ReactNode): HTMLElement {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root element');
  applyMeasures(document.documentElement);
  keepUnheard(root);
  createRoot(root).render(content);
  return root;
}

/**
 * React listens at its root to every kind of event that there is. For these alone Chromium would have the page's main
 * thread follow animations that the compositor runs without it (1.5 % of a core while listening, on Electron 33).
 */
function keepUnheard(root: HTMLElement): void {
  const listen = root.addEventListener.bind(root);
  root.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    if (!UNHEARD_EVENTS.includes(type)) listen(type, listener, options);
  };
}

/** Tells the document its language and title, for screen readers and spell checkers. */
export function describeDocument(language: string, title: string): void {
  // What is set again counts as a change, of the whole page's style and of the window's title.
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  if (document.title !== title) document.title = title;
}
