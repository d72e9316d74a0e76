import * as measures from '../../src-shared/geometry.ts';

/** The measures of the window bounds, as variables for the stylesheets. */
const MEASURES: Readonly<Record<string, string>> = {
  '--pill-width': `${measures.PILL_WIDTH}px`,
  '--pill-height': `${measures.PILL_HEIGHT}px`,
  '--pill-end-padding': `${measures.PILL_END_PADDING}px`,
  '--button-slot': `${measures.BUTTON_SLOT}px`,
  '--button-size': `${measures.BUTTON_SIZE}px`,
  '--lone-orb-size': `${measures.LONE_ORB_SIZE}px`,
  '--lone-orb-inset': `${measures.LONE_ORB_INSET}px`,
  '--mark-size': `${measures.MARK_SIZE}px`,
  '--handle-width': `${measures.HANDLE_WIDTH}px`,
  '--card-max-height': `${measures.CARD_MAX_HEIGHT}px`,
  '--heard-height': `${measures.HEARD_HEIGHT}px`,
  '--card-gap': `${measures.CARD_GAP}px`,
  '--panel-padding': `${measures.PANEL_PADDING}px`,
  '--panel-row-height': `${measures.PANEL_ROW_HEIGHT}px`,
  '--panel-row-gap': `${measures.PANEL_ROW_GAP}px`,
  '--panel-note-height': `${measures.PANEL_NOTE_HEIGHT}px`,
  '--panel-radius': `${measures.PANEL_RADIUS}px`,
  '--shadow-margin': `${measures.SHADOW_MARGIN}px`,
  '--exit': `${measures.EXIT_MS}ms`,
};

/** Set MEASURES on an element, through the CSSOM, because the content security policy forbids inline styles. */
export function applyMeasures(element: HTMLElement): void {
  for (const [name, value] of Object.entries(MEASURES)) element.style.setProperty(name, value);
}
