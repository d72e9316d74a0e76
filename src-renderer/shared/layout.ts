import type { PageLayout } from '../../src-shared/bubble-contract.ts';

/** Apply a layout: attributes for the stylesheets, scale and card width. @param root the page's `<html>`. */
export function applyLayout(root: HTMLElement, layout: PageLayout): void {
  root.dataset.cardSide = layout.cardSide;
  root.dataset.align = layout.align;
  root.dataset.opaque = String(layout.isOpaque);
  // CSS zoom, because all pages of an origin share the zoom of the web contents.
  root.style.setProperty('zoom', String(layout.scale));
  root.style.setProperty('--card-width', `${layout.cardWidthPx}px`);
}
