import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import { CHANNEL, type PageLayout } from '../../src-shared/bubble-contract.ts';
import { PANEL_RADIUS } from '../../src-shared/geometry.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { PANEL_CHANNEL, type PanelView } from '../../src-shared/panel-contract.ts';
import { writeState } from '../../src-shared/state-message.ts';
import { pageUrl } from '../security/app-scheme.ts';
import { openFloatingWindow } from '../windows/floating-window.ts';
import { roundedRows } from '../windows/window-shape.ts';
import type { PanelPlace } from './panel-bounds.ts';

/** On some systems, a press on the panel's button first takes the focus from the panel, which closes it. */
const SAME_PRESS_MS = 300;

/** The panel's window, which exists only while it is open. */
export interface PanelWindow {
  /** Open the panel and focus it. @param pageId a page of its bubble; null for the first bubble. */
  open(pageId: number | null): void;
  /** Close it. The focus returns to the window that had it before. */
  close(): void;
  /** Open it, or close it when it is open. */
  toggle(pageId: number | null): void;
  isOpen(): boolean;
  /** Send the page a state, and resize the window for the client's offers. */
  draw(state: OverlayState): void;
  /** Send the page the view, which it shows beside the state, and resize the window for it. */
  drawView(view: PanelView): void;
  /** Return the layout of its page; null for another page. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
}

export interface PanelWindowOptions {
  readonly nowMs: () => number;
  /** Returns the place of the panel and the layout of its page; null without contents or a display. */
  readonly place: (pageId: number | null) => { readonly at: PanelPlace; readonly layout: PageLayout } | null;
  /** Called when it has opened or closed. */
  readonly onToggled: () => void;
  readonly log: (message: string) => void;
}

/** Create the controller of the panel's window, which opens later. */
export function createPanelWindow({ nowMs, place, onToggled, log }: PanelWindowOptions): PanelWindow {
  let window: BrowserWindow | null = null;
  let layout: PageLayout | null = null;
  let bounds: PanelPlace['window'] | null = null;
  /** A page of the bubble next to the panel. */
  let byPage: number | null = null;
  let blurredAtMs = Number.NEGATIVE_INFINITY;

  const close = () => {
    const closing = window;
    if (closing === null) return;
    window = null;
    closing.destroy();
    onToggled();
  };

  /** Move the window to its place. @returns false when it has none. */
  const moveToPlace = (placed: BrowserWindow): boolean => {
    const wanted = place(byPage);
    if (wanted === null) return false;
    const { at } = wanted;
    const nextLayout = { ...wanted.layout, cardSide: at.side };
    if (!isDeepStrictEqual(nextLayout, layout)) placed.webContents.send(CHANNEL.layout, nextLayout);
    layout = nextLayout;
    if (isDeepStrictEqual(at.window, bounds)) return true;
    bounds = at.window;
    placed.setBounds(bounds);
    if (layout.isOpaque) {
      const rows = roundedRows(at.panel, PANEL_RADIUS * layout.scale);
      placed.setShape(rows.map((row) => ({ ...row, x: row.x - at.window.x, y: row.y - at.window.y })));
    }
    return true;
  };

  const open = (pageId: number | null) => {
    if (window !== null) {
      window.focus();
      return;
    }
    byPage = pageId;
    if (place(byPage) === null) return;
    const opened = openFloatingWindow('panel-preload.cjs');
    bounds = null;
    if (!moveToPlace(opened)) {
      opened.destroy();
      return;
    }
    window = opened;
    onToggled();
    const end = (how: string) => {
      log(`panel page ${how}`);
      if (window === opened) close();
    };
    opened.once('ready-to-show', () => {
      opened.show();
      opened.focus();
    });
    opened.on('blur', () => {
      if (window !== opened) return;
      blurredAtMs = nowMs();
      close();
    });
    opened.on('closed', () => {
      if (window !== opened) return;
      window = null;
      onToggled();
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => end(`ended: ${reason}`));
    opened.on('unresponsive', () => end('hangs'));
    void opened.loadURL(pageUrl('panel')).catch(() => end('did not load'));
  };

  const update = (channel: string, message: () => unknown) => {
    if (window === null) return;
    if (moveToPlace(window)) window.webContents.send(channel, message());
    else close();
  };

  return {
    open,
    close,
    toggle(pageId) {
      if (window !== null) close();
      else if (nowMs() - blurredAtMs >= SAME_PRESS_MS) open(pageId);
    },
    isOpen: () => window !== null,
    draw: (state) => update(CHANNEL.state, () => writeState(state)),
    drawView: (view) => update(PANEL_CHANNEL.view, () => view),
    layoutOf: (pageId) => (window?.webContents.id === pageId ? layout : null),
  };
}
