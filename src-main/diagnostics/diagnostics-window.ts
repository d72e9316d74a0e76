import { DIAGNOSTICS_CHANNEL, type DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { createDocumentWindow, type DocumentWindow, type DocumentWindowOptions } from '../windows/document-window.ts';
import type { Rectangle } from '../windows/placement.ts';

const SIZE = { width: 880, height: 760 };

/** The diagnostics' window. */
export interface DiagnosticsWindow extends Pick<DocumentWindow, 'open' | 'setTitle'> {
  /** Tells the page, if it is there. */
  draw(view: DiagnosticsView): void;
}

/** Makes the diagnostics' window, which is not there before it is opened. */
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
