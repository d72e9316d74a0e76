import { once } from 'node:events';
import * as v from 'valibot';
import WebSocket from 'ws';

const TIMEOUT_MS = 5_000;

const Targets = v.array(v.object({ type: v.string(), url: v.string(), webSocketDebuggerUrl: v.optional(v.string()) }));

/**
 * Has an app that was started with `--remote-debugging-port` load its pages again. One that is just going away is
 * passed over.
 *
 * @returns how many pages there are, and how many of them did.
 * @throws when the port does not answer.
 */
export async function reloadPages(port: number): Promise<{ readonly pages: number; readonly reloaded: number }> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const targets = v.parse(Targets, await answer.json());
  const pages = targets.filter(({ type, url }) => type === 'page' && url.startsWith('app:'));
  const results = await Promise.allSettled(pages.map(({ webSocketDebuggerUrl }) => reload(webSocketDebuggerUrl)));
  return { pages: pages.length, reloaded: results.filter(({ status }) => status === 'fulfilled').length };
}

/** @param address of one page's debugger; it has none while somebody else is at it, in old versions of Chromium. */
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
