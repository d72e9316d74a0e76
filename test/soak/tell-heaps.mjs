// Tells how large the overlay's JavaScript heaps are, without a debugger, which would keep objects alive. Runs in Electron;
// import it after the app. Whoever connects to the socket SOAK_SOCKET gets the figures as JSON.

import { createServer } from 'node:net';
import { getHeapStatistics } from 'node:v8';
import { BrowserWindow, webContents } from 'electron';

async function figures() {
  const pages = new Map();
  for (const contents of webContents.getAllWebContents()) {
    const bytes = await contents.executeJavaScript('performance.memory.usedJSHeapSize');
    // The pages of a process share its heap.
    pages.set(contents.getOSProcessId(), bytes);
  }
  return {
    mainBytes: getHeapStatistics().used_heap_size,
    pageBytes: [...pages.values()],
    windowsShown: BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  };
}

createServer((socket) => {
  socket.on('error', () => {});
  figures().then(
    (all) => socket.end(JSON.stringify(all)),
    () => socket.destroy(),
  );
}).listen(process.env.SOAK_SOCKET);
