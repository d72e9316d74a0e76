import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { directionOf, type Language } from '../../src-shared/languages.ts';
import { readTextsWith } from '../../src-shared/strings.ts';
import type { TextsBridge } from '../../src-shared/texts-contract.ts';
import { applyMeasures } from './measures.ts';

/** Events of transitions and animations that no page handles. */
const IGNORED_EVENTS: readonly string[] = [
  'transitionrun',
  'transitionstart',
  'transitioncancel',
  'animationstart',
  'animationiteration',
  'animationend',
];

/**
 * Render a page's content into its `#root`, with the texts that main has, and return that element.
 * @throws Error if the page has no such element.
 */
export function startPage(content: ReactNode, bridge: TextsBridge): HTMLElement {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root element');
  readTextsWith(bridge.texts);
  applyMeasures(document.documentElement);
  ignoreEvents(root);
  createRoot(root).render(content);
  return root;
}

/**
 * Drop React's listeners for IGNORED_EVENTS. With them, Chromium keeps the main thread in step with animations that the
 * compositor runs alone (1.5 % of a core in the phase `listening`, on Electron 33).
 */
function ignoreEvents(root: HTMLElement): void {
  const listen = root.addEventListener.bind(root);
  root.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    if (!IGNORED_EVENTS.includes(type)) listen(type, listener, options);
  };
}

/** Set the document's language, with its direction, and its title. */
export function describeDocument(language: Language, title: string): void {
  // Even an equal value counts as a change, of the whole page's style and of the window's title.
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  const direction = directionOf(language);
  if (document.documentElement.dir !== direction) document.documentElement.dir = direction;
  if (document.title !== title) document.title = title;
}
