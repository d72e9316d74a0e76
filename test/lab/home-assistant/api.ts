import WebSocket from 'ws';

/** As much of Home Assistant's REST and WebSocket APIs as it takes to set one up. */

/** Send a POST request, and return the parsed answer. @throws when it is refused. */
export async function post(url: string, body: Readonly<Record<string, unknown>>, token: string | null = null) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return answerOf(url, response);
}

/** The same, for the one address that takes forms. */
export async function postForm(url: string, body: Readonly<Record<string, string>>) {
  return answerOf(url, await fetch(url, { method: 'POST', body: new URLSearchParams(body) }));
}

async function answerOf(url: string, response: Response): Promise<Readonly<Record<string, unknown>>> {
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${response.status} ${await response.text()}`);
  const answer: unknown = await response.json();
  return typeof answer === 'object' && answer !== null ? { ...answer } : {};
}

/** An open WebSocket, over which requests go one after the other. */
export interface Api {
  /** @throws when the request fails. */
  ask(type: string, fields?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

export async function openApi(url: string, token: string): Promise<Api> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/websocket`);
  const waiting = new Map<number, (message: Readonly<Record<string, unknown>>) => void>();
  let id = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (raw) => {
      const message: Readonly<Record<string, unknown>> = JSON.parse(raw.toString());
      if (message.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
      else if (message.type === 'auth_ok') resolve();
      else if (message.type === 'auth_invalid') reject(new Error('the token is refused'));
      else if (message.type === 'result' && typeof message.id === 'number') waiting.get(message.id)?.(message);
    });
  });
  return {
    async ask(type, fields = {}) {
      id += 1;
      const asked = id;
      const message = await new Promise<Readonly<Record<string, unknown>>>((resolve) => {
        waiting.set(asked, resolve);
        socket.send(JSON.stringify({ id: asked, type, ...fields }));
      });
      waiting.delete(asked);
      if (message.success !== true) throw new Error(`${type}: ${JSON.stringify(message.error)}`);
      return message.result;
    },
    close: () => socket.close(),
  };
}
