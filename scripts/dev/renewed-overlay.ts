import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import WebSocket from 'ws';
import { worthTelling } from '../start/chatter.ts';
import type { Renewal } from './rounds.ts';

/** The time from SIGTERM to SIGKILL; a dialog of the overlay's would block its end. */
const END_TIMEOUT_MS = 5_000;

const TIMEOUT_MS = 5_000;

const Targets = v.array(v.object({ type: v.string(), url: v.string(), webSocketDebuggerUrl: v.optional(v.string()) }));

export interface OverlayCommand {
  /** The Electron executable, its arguments, and the whole environment. */
  readonly electron: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The port of the pages' debugger. */
  readonly pagesPort: number;
}

/** An overlay that is updated while it runs. */
export interface RenewedOverlay {
  /** Start it, restart it, or reload its pages. Calls run one after the other. */
  renew(renewal: Renewal): void;
  /** End it. */
  stop(): Promise<void>;
}

/** @param onQuit called when the overlay ends well by itself: the user quit it. */
export function createRenewedOverlay(
  { electron, args, env, pagesPort }: OverlayCommand,
  say: (line: string) => void,
  onQuit: () => void,
): RenewedOverlay {
  let running: { readonly child: ChildProcess; readonly ended: Promise<void> } | null = null;
  let work = Promise.resolve();
  let isStopped = false;

  function start(): void {
    const child = spawn(electron, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        running = null;
        say(`The overlay can't be started: ${error.message}`);
        resolve();
      });
      child.once('exit', (code, signal) => {
        resolve();
        // We ended it.
        if (running?.child !== child) return;
        running = null;
        if (code === 0) onQuit();
        else say(`The overlay ended with ${signal ?? `exit code ${code}`}; it starts again with the next change.`);
      });
    });
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        const text = worthTelling(line);
        if (text !== null) say(text);
      });
    }
    running = { child, ended };
    child.once('spawn', () => say(`The overlay is running, process ${child.pid}.`));
  }

  async function end(): Promise<void> {
    if (running === null) return;
    const { child, ended } = running;
    running = null;
    child.kill('SIGTERM');
    const overdue = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
    await ended;
    clearTimeout(overdue);
  }

  async function act(renewal: Renewal): Promise<void> {
    // A running build may end after the overlay.
    if (isStopped) return;
    if (renewal === 'reload' && running !== null) {
      const { pages, reloaded } = await reloadPages(pagesPort).catch(() => ({ pages: 1, reloaded: 0 }));
      if (pages === 0 || reloaded > 0) {
        say(pages === 0 ? 'No page is there to be loaded again.' : `Pages loaded again: ${reloaded}.`);
        return;
      }
      say('The pages do not answer; the overlay starts again.');
    }
    await end();
    start();
  }

  const queue = (task: () => Promise<void>) => {
    work = work.then(task).catch((error) => say(error instanceof Error ? error.message : String(error)));
    return work;
  };
  return {
    renew: (renewal) => void queue(() => act(renewal)),
    stop() {
      isStopped = true;
      return queue(end);
    },
  };
}

/**
 * Reload the pages of an app that was started with `--remote-debugging-port`, except those that are closing.
 *
 * @returns the number of pages, and the number of reloaded ones.
 * @throws if the port does not answer.
 */
async function reloadPages(port: number): Promise<{ readonly pages: number; readonly reloaded: number }> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const targets = v.parse(Targets, await answer.json());
  const pages = targets.filter(({ type, url }) => type === 'page' && url.startsWith('app:'));
  const results = await Promise.allSettled(pages.map(({ webSocketDebuggerUrl }) => reload(webSocketDebuggerUrl)));
  return { pages: pages.length, reloaded: results.filter(({ status }) => status === 'fulfilled').length };
}

/** @param address a page's debugger; missing in old versions of Chromium while another debugger is attached. */
async function reload(address: string | undefined): Promise<void> {
  if (address === undefined) throw new Error('the page has a debugger of its own');
  const socket = new WebSocket(address, { handshakeTimeout: TIMEOUT_MS });
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await once(socket, 'open', { signal });
    socket.send(JSON.stringify({ id: 1, method: 'Page.reload', params: { ignoreCache: true } }));
    await once(socket, 'message', { signal });
  } finally {
    socket.terminate();
  }
}
