/**
 * A look into a page through Chromium's debugger alone, of an overlay that was started with `--remote-debugging-port`.
 * Playwright has the pages that it drives drawn even while they are hidden.
 */

import { once } from 'node:events';
import * as v from 'valibot';
import WebSocket from 'ws';

const Targets = v.array(v.object({ url: v.string(), webSocketDebuggerUrl: v.string() }));
const Answer = v.object({ result: v.object({ result: v.object({ value: v.optional(v.unknown()) }) }) });

/** Evaluate an expression in the overlay's page of this name. @returns its value, which must survive JSON. */
export async function evaluateIn(port: number, page: string, expression: string): Promise<unknown> {
  const listed = await fetch(`http://127.0.0.1:${port}/json/list`);
  const target = v.parse(Targets, await listed.json()).find(({ url }) => url.includes(`/${page}.html`));
  if (target === undefined) throw new Error(`no page "${page}"`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  try {
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }));
    const [message] = await once(socket, 'message');
    return v.parse(Answer, JSON.parse(String(message))).result.result.value;
  } finally {
    socket.terminate();
  }
}
