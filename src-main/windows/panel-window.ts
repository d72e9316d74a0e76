import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import { CHANNEL, type OverlayState, type PageLayout } from '../../src-preload/contract.ts';
import { PANEL_RADIUS } from '../../src-preload/geometry.ts';
import { writeState } from '../../src-preload/state-message.ts';
import { pageUrl } from '../system/app-scheme.ts';
import { openFloatingWindow } from './floating-window.ts';
import type { PanelPlace } from './panel-bounds.ts';
import { roundedRows } from './solid-shape.ts';

/** A press on the button that opens the panel takes the focus from it on some systems, and so closes it just before. */
const SAME_PRESS_MS = 300;

/** The panel's window: there while the user has it open, and no longer. */
export interface PanelWindow {
  /** Opens the panel with the focus in it. @param pageId the page of the bubble by which it is to be; null: any. */
  open(pageId: number | null): void;
  /** Closes it, by which the focus goes back to the window that had it. */
  close(): void;
  /** Opens it, or closes it when it is open. */
  toggle(pageId: number | null): void;
  /** Tells its page a state, and makes room for what the client offers now. */
  draw(state: OverlayState): void;
  /** The layout of its page; null for another page. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
}

export interface PanelWindowOptions {
  readonly nowMs: () => number;
  /** Where the panel is to be, and how its page is laid out; null: there is nothing to put into one, or no display. */
  readonly place: (pageId: number | null) => { readonly at: PanelPlace; readonly layout: PageLayout } | null;
  readonly log: (message: string) => void;
}

/** Makes the panel's window, which is not there before it is opened. */
export function createPanelWindow({ nowMs, place, log }: PanelWindowOptions): PanelWindow {
  let window: BrowserWindow | null = null;
  let layout: PageLayout | null = null;
  let bounds: PanelPlace['window'] | null = null;
  /** The page of the bubble by which it is. */
  let byPage: number | null = null;
  let blurredAtMs = Number.NEGATIVE_INFINITY;

  const close = () => {
    const closing = window;
    window = null;
    closing?.destroy();
  };

  /** Puts the window where it belongs. @returns false when it belongs nowhere. */
  const settle = (placed: BrowserWindow): boolean => {
    const wanted = place(byPage);
    if (wanted === null) return false;
    const { at } = wanted;
    const nextLayout = { ...wanted.layout, cardSide: at.side };
    if (!isDeepStrictEqual(nextLayout, layout)) placed.webContents.send(CHANNEL.layout, nextLayout);
    layout = nextLayout;
    if (isDeepStrictEqual(at.window, bounds)) return true;
    bounds = at.window;
    placed.setBounds(bounds);
    if (layout.isSolid) {
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
    if (!settle(opened)) {
      opened.destroy();
      return;
    }
    window = opened;
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
      if (window === opened) window = null;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => end(`ended: ${reason}`));
    opened.on('unresponsive', () => end('hangs'));
    void opened.loadURL(pageUrl('panel')).catch(() => end('did not load'));
  };

  return {
    open,
    close,
    toggle(pageId) {
      if (window !== null) close();
      else if (nowMs() - blurredAtMs >= SAME_PRESS_MS) open(pageId);
    },
    draw(state) {
      if (window === null) return;
      // What a client that is gone has offered stays to be seen, and so does its room.
      if (state.assistant !== null && !settle(window)) {
        close();
        return;
      }
      window.webContents.send(CHANNEL.state, writeState(state));
    },
    layoutOf: (pageId) => (window?.webContents.id === pageId ? layout : null),
  };
}
