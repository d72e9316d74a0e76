import { DIAGNOSTICS_CHANNEL, type DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { createDocumentWindow, type DocumentWindow, type DocumentWindowOptions } from '../windows/document-window.ts';
import type { Rectangle } from '../windows/placement.ts';

const SIZE = { width: 880, height: 760 };

export interface DiagnosticsWindow extends Pick<DocumentWindow, 'open' | 'setTitle'> {
  /** Send a view to the page, if the window is open. */
  draw(view: DiagnosticsView): void;
}

/** Prepare the window; `open` creates it. */
export function createDiagnosticsWindow(
  options: Pick<DocumentWindowOptions, 'clock' | 'title' | 'isDark' | 'onSeen' | 'log'>,
): DiagnosticsWindow {
  const window = createDocumentWindow({
    ...options,
    page: 'diagnostics',
    preload: 'diagnostics-preload.cjs',
    bounds: inTheMiddle,
  });
  return {
    open: window.open,
    setTitle: window.setTitle,
    draw: (view) => window.send(DIAGNOSTICS_CHANNEL.view, view),
  };
}

function inTheMiddle(workArea: Rectangle): Rectangle {
  const width = Math.min(SIZE.width, workArea.width);
  const height = Math.min(SIZE.height, workArea.height);
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + Math.floor((workArea.height - height) / 2),
    width,
    height,
  };
}
