import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { emitPower, type PageName, shownPage } from '../lab/overlay-parts.ts';
import { isRunning } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import type { SoakHarness } from './harness.ts';

/** A fault. When `happen` resolves, it is over, and the overlay has to recover by itself. */
export interface Fault {
  readonly name: string;
  /**
   * The page whose process it ends, which must not happen too often: the overlay pauses a page in a crash loop. The
   * bubble and its controls share a process.
   */
  readonly page?: Exclude<PageName, 'controls'>;
  /** @param random from 0 (included) to 1 (excluded). @param longestMs the longest pause. */
  readonly happen: (harness: SoakHarness, random: () => number, longestMs: number) => Promise<void>;
}

/** A page that ends more than five times in a minute is in a crash loop. */
export const PAGE_ENDS_PER_MINUTE = 4;

export const FAULTS: readonly Fault[] = [
  {
    name: 'client killed, and back on either port',
    async happen(harness, random, longestMs) {
      await harness.killClient();
      await delay(random() * Math.min(5_000, longestMs));
      await harness.startClient(random() < 0.5 ? 0 : 1);
    },
  },
  {
    name: 'client stopped and continued',
    async happen(harness, random, longestMs) {
      harness.client().kill('SIGSTOP');
      await delay(random() * longestMs);
      harness.client().kill('SIGCONT');
    },
  },
  {
    name: 'something else on the first port, the client on the second',
    async happen(harness, random) {
      await harness.killClient();
      const end = await listenAs(STRANGERS[Math.floor(random() * STRANGERS.length)] ?? '', harness.wsPorts[0] ?? 0);
      await harness.startClient(1);
      await harness.showAnswer();
      await end();
    },
  },
  {
    name: 'a client that talks nonsense',
    async happen(harness, random) {
      await harness.killClient();
      const end = await listenAsMadClient(harness.wsPorts[0] ?? 0, random);
      await delay(2_000);
      await end();
      await harness.startClient(0);
    },
  },
  {
    name: 'process of the bubble’s pages killed',
    page: 'bubble',
    async happen(harness) {
      await harness.showAnswer();
      const { pid } = await until('the bubble', () => shownPage(harness.overlay, 'bubble'));
      process.kill(pid, 'SIGKILL');
    },
  },
  {
    name: 'settings opened, their page killed, closed',
    page: 'settings',
    async happen(harness) {
      await harness.overlay.app.evaluate(({ app }) => app.emit('second-instance'));
      const { pid } = await until('the settings', () => shownPage(harness.overlay, 'settings'));
      process.kill(pid, 'SIGKILL');
      await until('the settings again', async () => {
        const again = await shownPage(harness.overlay, 'settings');
        return again !== null && again.pid !== pid;
      });
      await harness.overlay.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) if (window.isFocusable()) window.close();
      });
    },
  },
  {
    name: 'bubble’s pages hang',
    page: 'bubble',
    async happen(harness) {
      await harness.showAnswer();
      const { pid } = await until('the bubble', () => shownPage(harness.overlay, 'bubble'));
      process.kill(pid, 'SIGSTOP');
      // The overlay detects it when it draws the next answer.
      await harness.showAnswer();
      await until('the end of the old page', () => !isRunning(pid));
    },
  },
  {
    name: 'sleep and wake',
    async happen(harness) {
      await emitPower(harness.overlay, 'suspend');
      await emitPower(harness.overlay, 'resume');
    },
  },
  {
    name: 'screen unlocked',
    async happen(harness) {
      await emitPower(harness.overlay, 'unlock-screen');
    },
  },
];

/** The greetings of strangers. */
const STRANGERS = [
  '',
  'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
  'HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n',
  '\0\x01\x02',
];

/** @returns a function that ends it. */
async function listenAs(words: string, port: number): Promise<() => Promise<void>> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => words !== '' && socket.write(words));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}

/** Listen as a client whose frames are mostly invalid. @returns a function that ends it. */
async function listenAsMadClient(port: number, random: () => number): Promise<() => Promise<void>> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => server.once('error', reject).once('listening', resolve));
  const status = (data: object) => JSON.stringify({ type: 'status', data });
  const frames = [
    () => status({ status: 'mówię', is_speaking: true, text: `<script>${'x'.repeat(50_000)}</script>` }),
    () => status({ status: 7, text: [], is_speaking: 'yes', monitoring: {} }),
    () => `${'['.repeat(10_000)}`,
    () => '{"type":"status","data":{"__proto__":{"is_speaking":true}}}',
    () => Buffer.from([0xff, 0x00, 0xfe]),
    () => 'x'.repeat(300 * 1_024),
    () => status({ status: 'Ready', text: '\u202e\u0000\ud800 Z\u0335\u0335\u0335\u0335\u0335\u0335\u0335\u0335' }),
  ];
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    const timer = setInterval(() => socket.send(frames[Math.floor(random() * frames.length)]?.() ?? ''), 20);
    socket.on('close', () => clearInterval(timer));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of server.clients) socket.terminate();
    });
}
