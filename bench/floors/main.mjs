// The bare minimum to compare the overlay with: `BENCH_FLOOR=blank|two-blank|painted|pulse|bare|moving|heartbeat`. It
// prints "bench: painted" when its windows have been painted, and obeys "show" and "hide" on its standard input.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { app, BrowserWindow, screen } from 'electron';
import WebSocket from 'ws';
import '../watch-pages.mjs';

/** @type {Readonly<Record<string, readonly { page: string, width: number, height: number }[]>>} */
const FLOORS = {
  // As large as the overlay's two windows.
  blank: [{ page: 'blank', width: 420, height: 120 }],
  'two-blank': [
    { page: 'blank', width: 420, height: 120 },
    { page: 'blank', width: 120, height: 52 },
  ],
  painted: [{ page: 'painted', width: 420, height: 120 }],
  pulse: [{ page: 'pulse', width: 120, height: 120 }],
  bare: [{ page: 'bare', width: 420, height: 120 }],
  moving: [{ page: 'moving', width: 420, height: 120 }],
  heartbeat: [{ page: 'blank', width: 420, height: 120 }],
};

const floor = FLOORS[process.env['BENCH_FLOOR'] ?? ''];
if (floor === undefined) throw new Error(`BENCH_FLOOR: give one of ${Object.keys(FLOORS).join(', ')}`);
// The overlay draws without the graphics card too.
if (process.env['BENCH_FLOOR'] === 'moving') {
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-gpu');
  app.commandLine.appendSwitch('disable-software-rasterizer');
}
// Not awaited here: the app does not get ready before this file has been evaluated.
void start(floor);

/** @param {(typeof FLOORS)[string]} pages */
async function start(pages) {
  await app.whenReady();
  const windows = await Promise.all(pages.map(open));
  process.stdout.write('bench: painted\n');
  createInterface({ input: process.stdin }).on('line', (line) => {
    for (const window of windows) {
      if (line === 'show') window.showInactive();
      if (line === 'hide') window.hide();
    }
  });
  const port = process.env['BENCH_PORT'];
  if (port === '0') return;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  if (process.env['BENCH_FLOOR'] === 'heartbeat') beatHeart(socket);
  socket.on('message', (data) => {
    const { status, text } = JSON.parse(data.toString()).data ?? {};
    for (const window of windows) window.webContents.send('text', { text: status, answer: text });
  });
}

/**
 * Ping as the overlay does, with the same timers (src-main/assistants/heartbeat.ts).
 * @param {WebSocket} socket
 */
function beatHeart(socket) {
  const beat = () => {
    const dead = setTimeout(() => app.exit(1), 5_000);
    socket.once('pong', () => {
      clearTimeout(dead);
      setTimeout(beat, 10_000);
    });
    socket.ping();
  };
  setTimeout(beat, 10_000);
}

/**
 * Open a window like the overlay's, at the middle of the upper edge.
 * @param {{ page: string; width: number; height: number }} floor
 * @returns {Promise<BrowserWindow>} when it has been painted and is on the screen.
 */
async function open({ page, width, height }) {
  const { workArea } = screen.getPrimaryDisplay();
  const window = new BrowserWindow({
    x: workArea.x + Math.round((workArea.width - width) / 2),
    y: workArea.y,
    width,
    height,
    show: false,
    frame: false,
    transparent: true,
    hasShadow: false,
    resizable: false,
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    webPreferences: { sandbox: true, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.removeMenu();
  /** @type {Promise<void>} */
  const painted = new Promise((resolve) => {
    window.once('ready-to-show', () => resolve());
  });
  await window.loadFile(join(import.meta.dirname, `${page}.html`));
  await painted;
  window.showInactive();
  return window;
}
