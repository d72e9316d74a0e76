import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket as Socket, WebSocketServer } from 'ws';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { openBrowser } from './browser.ts';
import { bubbleIn, shownAnswer } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { startWitness } from './witness.ts';

/** A program that took the port before the client did. @returns a function that sends `data` to every overlay. */
async function takePort({ wsPorts }: ClientPorts): Promise<(data: Readonly<Record<string, unknown>>) => void> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: wsPorts[0] ?? 0 });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const frame = (data: object) => JSON.stringify({ type: 'status', data: { monitoring: true, ...data } });
  server.on('connection', (socket: Socket) => socket.send(frame({ status: 'Ready' })));
  return (data) => {
    for (const socket of server.clients) socket.send(frame(data));
  };
}

describe('a program on the port of the client', () => {
  it('can not end the overlay [SEC-PORT-TAKEN] [SEC-ACTION]', async () => {
    const ports = await testPorts();
    const tell = await takePort(ports);
    const overlay = await launchOverlay(ports);
    await bubbleIn(overlay, 'connecting').catch(() => {});
    await bubbleIn(overlay, 'ready');
    tell({ status: 'Ready', action: 'quit' });
    tell({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    expect(overlay.app.process().exitCode).toBeNull();
  });

  it('ends the overlay if the user allows it [SEC-ACTION]', async () => {
    const ports = await testPorts();
    const tell = await takePort(ports);
    const scratch = makeScratchFolder('quit');
    onTestFinished(scratch.remove);
    const settings = { version: 1, connection: { allowRemoteQuit: true } };
    writeFileSync(join(scratch.path, 'settings.json'), JSON.stringify(settings));
    const overlay = await launchOverlay({ ...ports, profile: scratch.path });
    await bubbleIn(overlay, 'ready');
    const ended = once(overlay.app.process(), 'exit');
    tell({ status: 'Ready', action: 'quit' });
    expect(await ended).toEqual([0, null]);
  });

  it('opens the settings once for a hundred wishes, and does not get them the keyboard again [SEC-ACTION]', async () => {
    const ports = await testPorts();
    const tell = await takePort(ports);
    const overlay = await launchOverlay(ports);
    await bubbleIn(overlay, 'ready');
    const settings = () => overlay.app.windows().filter((page) => page.url().includes('settings')).length;
    tell({ status: 'Ready', action: 'open_settings' });
    await until('the settings', () =>
      overlay.app.evaluate(({ BrowserWindow }) =>
        Boolean(BrowserWindow.getFocusedWindow()?.webContents.getURL().includes('settings')),
      ),
    );
    await overlay.app.evaluate(({ BrowserWindow }) => {
      Object.assign(globalThis, { focused: 0 });
      for (const name of ['focus', 'show'] as const) {
        const given = BrowserWindow.prototype[name];
        BrowserWindow.prototype[name] = function () {
          Reflect.set(globalThis, 'focused', Reflect.get(globalThis, 'focused') + 1);
          given.call(this);
        };
      }
    });
    // A second after the first wish, the next one is granted.
    await delay(1_100);
    for (let count = 0; count < 100; count += 1) tell({ status: `Ready ${count}`, action: 'open_settings' });
    tell({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    expect(settings()).toBe(1);
    expect(await overlay.app.evaluate(() => Reflect.get(globalThis, 'focused'))).toBe(0);
  });

  it('shows its text as text, within the bubble [SEC-HOSTILE-TEXT]', async () => {
    const ports = await testPorts();
    const tell = await takePort(ports);
    const overlay = await launchOverlay(ports);
    await bubbleIn(overlay, 'ready');
    tell({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script><b>bold</b>';
    const hostile = `${markup} \u202eoverride\u0000 z${'\u0335\u0336'.repeat(200)} ${'endless'.repeat(100)} ${'long '.repeat(20_000)}`;
    tell({ status: 'mówię', is_speaking: true, text: hostile });
    const page = await bubbleIn(overlay, 'speaking');
    // Not settled(): a text as long as this scrolls for minutes.
    await page.waitForFunction(() =>
      document.getAnimations().every(({ effect, playState }) => {
        return playState !== 'running' || Number(effect?.getComputedTiming().duration) > 1_000;
      }),
    );
    const answer = await shownAnswer(overlay);
    expect(answer.startsWith(`${markup} override z`)).toBe(true);
    expect(answer.length).toBeLessThanOrEqual(10_000);
    const facts = await page.evaluate(() => {
      const card = document.querySelector('[data-testid="answer"]');
      const box = card?.getBoundingClientRect();
      return {
        elements: card?.querySelectorAll('img, script, b').length,
        inside: box !== undefined && box.right <= window.innerWidth && (card?.scrollWidth ?? 0) <= box.width + 1,
        title: document.title,
      };
    });
    expect(facts).toEqual({ elements: 0, inside: true, title: 'Assistant status' });
    await screenshot(join(PROJECT_ROOT, 'out/screens/hostile-text.png'));
  });
});

describe('a web page in a browser', () => {
  it('gets neither the state of the client nor a command through [SEC-WEB-TO-CLIENT]', async () => {
    const ports = await testPorts();
    const { client, commands } = await startClient(ports);
    client.update({ text: 'a secret answer' });
    const evil = await startWitness();
    onTestFinished(evil.stop);
    const browser = await openBrowser(`${evil.http}/evil.html`);
    onTestFinished(browser.close);
    const got = await browser.page.evaluate(
      ({ wsPort, httpPort }) => {
        const socket = (address: string) =>
          new Promise<string>((resolve) => {
            const opened = new WebSocket(address);
            opened.onopen = () => opened.send('{"type":"command","command":"toggle_monitoring"}');
            opened.onmessage = ({ data }) => resolve(String(data));
            opened.onerror = () => resolve('refused');
          });
        const http = (address: string, init: RequestInit) =>
          fetch(address, init).then(
            async (response) => `${response.type} ${await response.text()}`,
            () => 'refused',
          );
        const post = { method: 'POST', body: '{"type":"command","command":"toggle_monitoring"}' };
        return Promise.all([
          socket(`ws://127.0.0.1:${wsPort}/`),
          socket(`ws://localhost:${wsPort}/`),
          http(`http://127.0.0.1:${httpPort}/api/status`, {}),
          http(`http://127.0.0.1:${httpPort}/api/status`, { mode: 'no-cors' }),
          http(`http://127.0.0.1:${wsPort}/`, { ...post, mode: 'no-cors' }),
          http(`http://127.0.0.1:${httpPort}/api/status`, { ...post, mode: 'no-cors' }),
        ]);
      },
      { wsPort: ports.wsPorts[0], httpPort: ports.httpPorts[0] },
    );
    // A browser sends requests that need no permission, and shows nothing of the answer: the opaque ones.
    expect(got).toEqual(['refused', 'refused', 'refused', 'opaque ', 'opaque ', 'opaque ']);
    expect(commands).toEqual([]);
    expect(client.overlays()).toBe(0);
    expect(client.status().monitoring).toBe(true);
  });
});
