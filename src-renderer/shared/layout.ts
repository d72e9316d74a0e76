import type { PageLayout } from '../../src-shared/bubble-contract.ts';

/** Lays a page out: attributes for the stylesheets, the scale, and the card's width. @param root the page's `<html>`. */
export function applyLayout(root: HTMLElement, layout: PageLayout): void {
  root.dataset.cardSide = layout.cardSide;
  root.dataset.align = layout.align;
  root.dataset.opaque = String(layout.isOpaque);
  // Not the zoom of the web contents, which all pages of an origin share.
  root.style.setProperty('zoom', String(layout.scale));
  root.style.setProperty('--card-width', `${layout.cardWidthPx}px`);
}
