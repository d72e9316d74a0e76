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
  isOpen(): boolean;
  /** Tells its page a state, and makes room for what the client offers now. */
  draw(state: OverlayState): void;
  /** Tells its page what it shows beside the state, and makes room for that. */
  tell(view: PanelView): void;
  /** The layout of its page; null for another page. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
}

export interface PanelWindowOptions {
  readonly nowMs: () => number;
  /** Where the panel is to be, and how its page is laid out; null: there is nothing to put into one, or no display. */
  readonly place: (pageId: number | null) => { readonly at: PanelPlace; readonly layout: PageLayout } | null;
  /** Called when it has opened, and when it has closed. */
  readonly onToggled: () => void;
  readonly log: (message: string) => void;
}

/** Makes the panel's window, which is not there before it is opened. */
export function createPanelWindow({ nowMs, place, onToggled, log }: PanelWindowOptions): PanelWindow {
  let window: BrowserWindow | null = null;
  let layout: PageLayout | null = null;
  let bounds: PanelPlace['window'] | null = null;
  /** The page of the bubble by which it is. */
  let byPage: number | null = null;
  let blurredAtMs = Number.NEGATIVE_INFINITY;

  const close = () => {
    const closing = window;
    if (closing === null) return;
    window = null;
    closing.destroy();
    onToggled();
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
    if (!settle(opened)) {
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
    if (settle(window)) window.webContents.send(channel, message());
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
    tell: (view) => update(PANEL_CHANNEL.view, () => view),
    layoutOf: (pageId) => (window?.webContents.id === pageId ? layout : null),
  };
}
