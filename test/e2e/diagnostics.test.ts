import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { logLines, measureResources } from '../lab/overlay-parts.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, transportIs } from './bubble.ts';
import { killHard, spawnClient, startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { counter, curveValue, diagnosticsPage, openDiagnostics } from './diagnostics-page.ts';
import { clickAt } from './screen.ts';
import { openSection, openSettings, profileWith } from './settings-page.ts';

const USUAL = { version: 1 };
const QUESTION = 'How warm is the sea at Gdynia?';
const ANSWER = 'Seventeen degrees at the pier, sixteen further out.';

/** Has main note on which channels it sends to pages. @returns the channels so far. */
async function watchMessages(overlay: RunningOverlay): Promise<() => Promise<readonly string[]>> {
  await overlay.app.evaluate(({ webContents }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sentToPages: sent });
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...args) => {
        sent.push(channel);
        send(channel, ...args);
      };
    }
  });
  return () => overlay.app.evaluate(() => [...Reflect.get(globalThis, 'sentToPages')]);
}

/** From where to where the cells of each row of a table that are seen go, row by row. */
function columnsOf(page: Page, table: string): Promise<readonly string[]> {
  return page.locator(`${table} tr`).evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children]
        .map((cell) => cell.getBoundingClientRect())
        .filter(({ width }) => width > 0)
        .map(({ left, right }) => `${Math.round(left)}-${Math.round(right)}`)
        .join(' '),
    ),
  );
}

async function startOverlay() {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile: profileWith(USUAL) });
  await transportIs(overlay, 'socket');
  return { overlay, client, ports };
}

describe('the diagnostics window', () => {
  it('shows numbers that move with the client, and copies them without its words [SEC-REPORT]', async () => {
    const { overlay, client } = await startOverlay();
    const page = await openDiagnostics(overlay);
    await page.getByText(/^WebSocket, port \d+/).waitFor();
    const framesBefore = Number(await counter(page, 'framesIn'));

    client.update({ status: `myślę: ${QUESTION}`, wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    client.update({ status: 'mówię', is_speaking: true, text: ANSWER });
    await bubbleIn(overlay, 'speaking');
    await until('the frames', async () => Number(await counter(page, 'framesIn')) >= framesBefore + 2);
    await until('a picture that was timed', async () => /^[\d.]+ ms$/.test(await curveValue(page, 'paint')));

    await clickAt(await buttonPoint(overlay, 'stop_tts'));
    await until('the command', async () => (await counter(page, 'commands')).startsWith('sent 1, done 1'));
    await page.getByRole('cell', { name: 'Command stop_tts: done' }).waitFor();
    await until('the processor of all processes', async () =>
      /^\d+\.\d%$/.test((await page.locator('tfoot .number').first().textContent()) ?? ''),
    );
    expect(await page.locator('.processes tbody tr').count()).toBeGreaterThan(2);
    for (const width of [800, 500]) {
      await page.setViewportSize({ width, height: 700 });
      const columns = await columnsOf(page, '.processes');
      // Every figure stands below its heading: all rows have the same cells, in the same places.
      expect(new Set(columns)).toEqual(new Set([columns[0]]));
    }
    // In the narrow window, the button is below the heading.
    const edges = ['h1', '.copy button'].map((part) => page.locator(part).boundingBox());
    const [heading, button] = await Promise.all(edges);
    expect(button?.x).toBe(heading?.x);
    expect(button?.y).toBeGreaterThan((heading?.y ?? 0) + (heading?.height ?? 0));

    await page.getByRole('button', { name: 'Copy as text' }).click();
    await page.getByText('Copied').waitFor();
    const copied = await overlay.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/Frames received: \d+\n/);
    expect(copied).toContain('Commands: sent 1, done 1');
    expect(copied).toMatch(/\n {2}\S+Z This computer: Speaking…\n/);
    for (const secret of [QUESTION, ANSWER, overlay.profile, process.env['HOME'] ?? overlay.profile]) {
      expect(copied).not.toContain(secret);
    }
  });

  it('tells why the connection was interrupted, and how the client was reached meanwhile', async () => {
    const ports = await testPorts();
    const client = await spawnClient(ports);
    const overlay = await launchOverlay({ ...ports, profile: profileWith(USUAL) });
    await transportIs(overlay, 'socket');
    const page = await openDiagnostics(overlay);
    // An end that follows sooner on our hello is taken for a client that can’t bear it.
    await page.locator('.transport', { hasText: /· ([3-9]|\d\d) s/ }).waitFor();
    await killHard(client);
    await page.getByRole('cell', { name: /^Interrupted: connection lost/ }).waitFor();
    await page.getByRole('cell', { name: 'No answer' }).waitFor();
    expect(await counter(page, 'ends')).toBe('connection lost 1');
    await until('polls that failed', async () => (await counter(page, 'polls')).includes('failed'));
    await spawnClient(ports);
    await page.getByText(/^WebSocket, port \d+/).waitFor();
    await until('the new connection', async () => (await counter(page, 'connections')).startsWith('2 of '));
  });

  it('opens once, from the settings as well, in the user’s language', async () => {
    const { overlay } = await startOverlay();
    const settings = await openSettings(overlay);
    await openSection(settings, 'diagnostics');
    await settings.getByRole('button', { name: 'Open diagnostics' }).click();
    const page = await diagnosticsPage(overlay);
    await openDiagnostics(overlay);
    const names = await onDesktop('xdotool', 'search', '--onlyvisible', '--name', '^Asystent Overlay – Diagnostics$');
    expect(names.trim().split('\n')).toHaveLength(1);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('costs nothing while it is closed', async () => {
    const { overlay, client } = await startOverlay();
    await bubbleIn(overlay, 'ready');
    const channels = await watchMessages(overlay);
    const busy = async (turn: number) => {
      client.update({ status: 'mówię', is_speaking: true, text: `${ANSWER} ${turn}` });
      await bubbleIn(overlay, 'speaking');
      client.update({ status: 'Ready', is_speaking: false });
      await bubbleIn(overlay, 'ready');
      // The answer has lingered, and the windows are hidden.
      await overlay.bubble().then((page) => page.waitForSelector('[data-visible="false"]', { state: 'attached' }));
      await delay(500);
    };
    // Timers of the start, and of the windows that were just hidden, end one by one.
    const quiet = async () => {
      const readings = [];
      for (let reading = 0; reading < 6; reading += 1) {
        await delay(500);
        const { timers, sockets } = await measureResources(overlay);
        readings.push({ timers, sockets });
      }
      return readings.reduce((least, each) => (each.timers < least.timers ? each : least));
    };
    await busy(1);
    const before = await quiet();
    // Garbage is collected once after the start.
    const sent = (await channels()).filter((channel) => channel !== 'overlay:tidy');
    expect(new Set(sent)).toEqual(new Set(['overlay:state']));

    const page = await openDiagnostics(overlay);
    client.update({ status: 'mówię', is_speaking: true, text: `${ANSWER} 2` });
    await until('the question to the bubble', async () => (await channels()).includes('overlay:paint'));
    await page.close();
    await until('the end of its window', () =>
      overlay.app.evaluate(
        ({ webContents }) =>
          !webContents.getAllWebContents().some((contents) => contents.getURL().includes('diagnostics')),
      ),
    );
    const sentBefore = (await channels()).length;
    await busy(3);
    expect(new Set((await channels()).slice(sentBefore))).toEqual(new Set(['overlay:state']));
    expect(await quiet()).toEqual(before);
  });
});

describe('the numbers for Prometheus', () => {
  it('are offered when the user switches them on, at once, and no longer than that', async () => {
    const { overlay, ports } = await startOverlay();
    const { httpPorts } = await testPorts();
    const [port = 0, other = 0] = httpPorts;
    const scrape = async (at: number) => (await fetch(`http://127.0.0.1:${at}/metrics`)).text();
    const page = await openSettings(overlay);
    await openSection(page, 'diagnostics');
    await page.getByText('Nothing is served').waitFor();
    await page.getByLabel('Prometheus metrics').click();
    const field = page.getByLabel('Port', { exact: true });
    await field.fill(String(port));
    await field.press('Enter');
    await page.getByText(`http://127.0.0.1:${port}/metrics`).waitFor();
    expect(await scrape(port)).toMatch(/^asystent_overlay_frames_received_total\{client="local"\} \d+$/m);

    // Whoever leaves the field has typed all of it, wherever the Tab key leads to.
    await field.fill('8001');
    await field.press('Tab');
    await page.getByText('Enter a port from').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reset');
    expect(await scrape(port)).toContain('asystent_overlay_info');

    // One of the assistant's own: it could not start any more.
    await field.fill(String(ports.wsPorts[1]));
    await field.press('Enter');
    await page.getByText('belongs to the assistant').waitFor();
    await expect(scrape(port)).rejects.toThrow();

    const taken = await startClient({ wsPorts: [other], httpPorts: [port] });
    await field.fill(String(other));
    await field.press('Enter');
    await page.getByText(`Another program uses port ${other}.`).waitFor();
    await taken.client.stop();
    await page.getByLabel('Prometheus metrics').click();
    await page.getByText('Nothing is served').waitFor();
    await page.getByLabel('Prometheus metrics').click();
    await page.getByText(`http://127.0.0.1:${other}/metrics`).waitFor();
    expect(await scrape(other)).toContain('asystent_overlay_connected{client="local",transport="socket"} 1');

    await page.getByLabel('Prometheus metrics').click();
    await page.getByText('Nothing is served').waitFor();
    await expect(scrape(other)).rejects.toThrow();
    expect(logLines(overlay).join('\n')).toContain(`metrics on port ${port}`);
  });

  it('are loaded for nobody who has not asked', async () => {
    const { overlay } = await startOverlay();
    const listening = await overlay.app.evaluate(
      () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length,
    );
    expect(listening).toBe(0);
  });
});
