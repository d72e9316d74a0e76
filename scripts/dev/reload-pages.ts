import { once } from 'node:events';
import * as v from 'valibot';
import WebSocket from 'ws';

const TIMEOUT_MS = 5_000;

const Targets = v.array(v.object({ type: v.string(), url: v.string(), webSocketDebuggerUrl: v.optional(v.string()) }));

/**
 * Reload the pages of an app that was started with `--remote-debugging-port`, except those that are closing.
 *
 * @returns the number of pages, and the number of reloaded ones.
 * @throws if the port does not answer.
 */
export async function reloadPages(port: number): Promise<{ readonly pages: number; readonly reloaded: number }> {
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
