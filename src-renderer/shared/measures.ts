import {
  BUTTON_SIZE,
  BUTTON_SLOT,
  CARD_GAP,
  CARD_MAX_HEIGHT,
  EXIT_MS,
  HANDLE_WIDTH,
  PANEL_NOTE_HEIGHT,
  PANEL_PADDING,
  PANEL_RADIUS,
  PANEL_ROW_GAP,
  PANEL_ROW_HEIGHT,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  SHADOW_MARGIN,
} from '../../src-shared/geometry.ts';

/** The measures of the window bounds, as variables for the stylesheets. */
const MEASURES: Readonly<Record<string, string>> = {
  '--pill-width': `${PILL_WIDTH}px`,
  '--pill-height': `${PILL_HEIGHT}px`,
  '--pill-end-padding': `${PILL_END_PADDING}px`,
  '--button-slot': `${BUTTON_SLOT}px`,
  '--button-size': `${BUTTON_SIZE}px`,
  '--handle-width': `${HANDLE_WIDTH}px`,
  '--card-max-height': `${CARD_MAX_HEIGHT}px`,
  '--card-gap': `${CARD_GAP}px`,
  '--panel-padding': `${PANEL_PADDING}px`,
  '--panel-row-height': `${PANEL_ROW_HEIGHT}px`,
  '--panel-row-gap': `${PANEL_ROW_GAP}px`,
  '--panel-note-height': `${PANEL_NOTE_HEIGHT}px`,
  '--panel-radius': `${PANEL_RADIUS}px`,
  '--shadow-margin': `${SHADOW_MARGIN}px`,
  '--exit': `${EXIT_MS}ms`,
};

/** Set MEASURES on an element, through the CSSOM, because the content security policy forbids inline styles. */
export function applyMeasures(element: HTMLElement): void {
  for (const [name, value] of Object.entries(MEASURES)) element.style.setProperty(name, value);
}
