// Tells how large the overlay's JavaScript heaps are, without a debugger, which would keep objects alive. Runs in Electron;
// import it after the app. Whoever connects to the socket SOAK_SOCKET and says "tell" gets the figures as JSON; who says "close"
// gets them once the windows that a user opens are closed.

import { createServer } from 'node:net';
import { getHeapStatistics } from 'node:v8';
import { BrowserWindow, webContents } from 'electron';

/** How long a page may take to answer: one that is closing never does. */
const ANSWER_LIMIT_MS = 2_000;

async function figures() {
  const pages = new Map();
  for (const contents of webContents.getAllWebContents()) {
    // It may have ended while another was asked.
    if (contents.isDestroyed()) continue;
    // The pages of a process share its heap.
    pages.set(contents.getOSProcessId(), await heapOf(contents));
  }
  return {
    mainBytes: getHeapStatistics().used_heap_size,
    pageBytes: [...pages.values()],
    windowsShown: BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  };
}

/**
 * @param {Electron.WebContents} contents
 * @returns null when the page does not answer.
 */
async function heapOf(contents) {
  const overdue = new Promise((resolve) => setTimeout(resolve, ANSWER_LIMIT_MS, null));
  try {
    // Electron would keep what `webContents` is asked, with the window, until the page answers.
    const asked = contents.mainFrame.executeJavaScript('performance.memory.usedJSHeapSize');
    return await Promise.race([asked, overdue]);
  } catch {
    return null;
  }
}

function closeWindows() {
  // The bubble's take no focus.
  for (const window of BrowserWindow.getAllWindows()) if (window.isFocusable()) window.close();
}

createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (word) => {
    if (String(word) === 'close') closeWindows();
    figures().then(
      (all) => socket.end(JSON.stringify(all)),
      () => socket.destroy(),
    );
  });
}).listen(process.env.SOAK_SOCKET);
