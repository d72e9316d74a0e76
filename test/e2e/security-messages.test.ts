import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { CHANNELS } from '../../src-main/ipc/channels.ts';
import { pageUrl } from '../../src-main/security/app-scheme.ts';
import { PAGES } from '../../src-shared/pages.ts';
import { VALID_ARGUMENTS } from '../ipc/valid-arguments.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { bubbleIn } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { startWitness } from './witness.ts';

/** A preload script that gives its page everything that a renderer can send when all of it has been taken over. */
const TAKEN_OVER = `
  const { ipcRenderer } = require('electron');
  window.send = (...args) => ipcRenderer.send(...args);
  window.invoke = (...args) => ipcRenderer.invoke(...args);`;

const scratch = makeScratchFolder('taken-over');
const preload = join(scratch.path, 'preload.cjs');
const profile = join(scratch.path, 'profile');
const NAMES = Object.keys(CHANNELS) as readonly (keyof typeof CHANNELS)[];
/** How many messages were sent that main has to refuse, by channel; `settings:update` is not counted (`arrived`). */
const refused = new Map<string, number>();
const commands: string[] = [];
let client: ReferenceClient;
let overlay: RunningOverlay;

beforeAll(async () => {
  writeFileSync(preload, TAKEN_OVER);
  mkdirSync(profile);
  const ports = await testPorts();
  client = createReferenceClient(ports);
  client.onCommand((command) => commands.push(command));
  await client.start();
  client.update({ status: 'Ready', monitoring: true, overlay_visible: true });
  overlay = await launchOverlay({ ...ports, profile });
  await bubbleIn(overlay, 'ready');
  // The buttons' window comes after the bubble's, and is none that has been taken over.
  await overlay.controls();
});

afterAll(async () => {
  await overlay.close();
  await client.stop();
  scratch.remove();
});

/** A window whose renderer has been taken over. */
async function takenOver(address: string): Promise<Page> {
  const opened = overlay.app.waitForEvent('window');
  await overlay.app.evaluate(
    ({ BrowserWindow }, [url, script]) => {
      const webPreferences = { preload: script, contextIsolation: false, nodeIntegrationInSubFrames: true };
      void new BrowserWindow({ show: false, webPreferences }).loadURL(url).catch(() => {});
    },
    [address, preload] as const,
  );
  const page = await opened;
  await page.waitForFunction(() => 'send' in window);
  return page;
}

const send = (page: Page, ...message: unknown[]) =>
  page.evaluate((args) => Reflect.apply(Reflect.get(window, 'send'), window, args), message);
const invoke = (page: Page, ...message: unknown[]) =>
  page.evaluate((args) => Reflect.apply(Reflect.get(window, 'invoke'), window, args), message);

/** Sends a message that main has to refuse. */
async function sendInVain(page: Page, name: string, ...args: readonly unknown[]): Promise<void> {
  if (name !== 'settings:update') refused.set(name, (refused.get(name) ?? 0) + 1);
  const isAnswered = NAMES.some((each) => each === name && CHANNELS[each].kind === 'invoke');
  if (isAnswered) await expect(invoke(page, name, ...args)).rejects.toThrow('refused');
  else await send(page, name, ...args);
}

/** Ends when everything that was sent before has arrived: messages of a page come in their order. */
const arrived = (page: Page) =>
  page.evaluate(() => Reflect.get(window, 'invoke')('settings:update', 'nothing', {}).catch(() => {}));

/** Where the windows of the bubble stand. */
const bounds = () =>
  overlay.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => window.getBounds()),
  );

/** Sends a command that the client would carry out. @returns whether it did. */
async function drivesTheClient(page: Page): Promise<boolean> {
  // The user could press the button now: whatever is refused, is refused because of where it comes from.
  const controls = await overlay.controls();
  await controls.waitForSelector('button[data-command="toggle_monitoring"]:not([disabled])', { state: 'attached' });
  const before = commands.length;
  await send(page, 'overlay:command', { command: 'set_monitoring', args: { on: false } });
  await arrived(page);
  return until('a command', () => commands.length > before, 300).catch(() => false);
}

describe('a renderer that has been taken over [SEC-FORGED-MESSAGE]', () => {
  it('can press the buttons of the page that it was, as the user can', async () => {
    expect(await drivesTheClient(await takenOver('app://overlay/controls.html'))).toBe(true);
  });

  it.each([
    'app://overlay/bubble.html',
    'app://settings/settings.html',
    'app://settings/controls.html',
    'app://overlay/settings.html',
    'app://overlay/controls.html?x',
    'app://overlay/controls.html#x',
    'app://overlay/assets/none.html',
    'about:blank',
    'data:text/html,x',
  ])('can not press them from %s', async (url) => {
    refused.set('overlay:command', (refused.get('overlay:command') ?? 0) + 1);
    expect(await drivesTheClient(await takenOver(url))).toBe(false);
  });

  it('gets nothing from the network or the disk, even without the policy of our pages', async () => {
    const witness = await startWitness();
    onTestFinished(witness.stop);
    const page = await takenOver('about:blank');
    const got = await page.evaluate(
      ([http, ws]) =>
        Promise.all([
          ...[http, 'file:///etc/hosts', 'ftp://127.0.0.1/', 'app://overlay/bubble.html'].map((address) =>
            fetch(address, { mode: 'no-cors' }).then(
              () => address,
              () => null,
            ),
          ),
          new Promise((resolve) => {
            const socket = new WebSocket(ws);
            socket.onopen = () => resolve(ws);
            socket.onerror = () => resolve(null);
          }),
        ]),
      [witness.http, witness.ws] as const,
    );
    expect(got.filter((address) => address !== null && address !== 'app://overlay/bubble.html')).toEqual([]);
    expect(witness.seen()).toEqual({ connections: 0, packets: 0 });
  });

  const wrong: readonly { readonly channel: string; readonly args: readonly unknown[] }[] = [
    { channel: 'overlay:command', args: [] },
    { channel: 'overlay:command', args: ['stop_tts'] },
    { channel: 'overlay:command', args: [{ command: 'format_disk' }] },
    { channel: 'overlay:command', args: [[{ command: 'set_monitoring', args: { on: false } }]] },
    { channel: 'overlay:command', args: [{ command: { toString: 'stop_tts' } }] },
    { channel: 'overlay:command', args: [{ command: 'set_setting', args: { key: 'speed', value: 1 } }] },
    { channel: 'overlay:handle', args: [{ kind: 'drag-start', screenX: '1', screenY: 2 }] },
    { channel: 'overlay:handle', args: [{ kind: 'drag-move', screenX: Number.POSITIVE_INFINITY, screenY: 2 }] },
    { channel: 'overlay:handle', args: [{ kind: 'no-such-kind' }] },
    { channel: 'overlay:handle', args: [null] },
    { channel: 'overlay:painted', args: ['1'] },
    { channel: 'page:texts', args: ['../../package'] },
  ];
  it.each(wrong)('has a message refused that is wrong: $channel $args', async ({ channel, args }) => {
    const page = await takenOver('app://overlay/controls.html');
    const before = { commands: commands.length, bounds: await bounds() };
    await sendInVain(page, channel, ...args);
    await arrived(page);
    expect({ commands: commands.length, bounds: await bounds() }).toEqual(before);
  });

  it('changes no setting from another page, and from its own only what a setting may be', async () => {
    const controls = await takenOver('app://overlay/controls.html');
    const settings = await takenOver('app://settings/settings.html');
    const update = (page: Page, ...args: unknown[]) =>
      page.evaluate((values) => Reflect.get(window, 'invoke')('settings:update', ...values), args);
    await expect(update(controls, 'connection', { allowRemoteQuit: true })).rejects.toThrow('refused');
    await expect(update(settings, '__proto__', {})).rejects.toThrow('refused');
    await expect(update(settings, 'connection', { wsPorts: [6001] }, 'one too many')).rejects.toThrow('refused');
    expect(await update(settings, 'connection', { wsPorts: [8001] })).toMatchObject({
      refusal: { fields: ['wsPorts'] },
    });
    expect(await update(settings, 'appearance', { __proto__: 1, command: 'x' })).toMatchObject({
      refusal: { fields: ['command'] },
    });
    expect(await update(settings, 'connection', { wsPorts: [6001] })).toMatchObject({ refusal: null });
  });

  it.each(PAGES)('as %s has every message refused on the channels of other pages [SEC-ANSWERS]', async (name) => {
    const page = await takenOver(pageUrl(name));
    await overlay.app.evaluate(({ clipboard }) => clipboard.writeText('as it was'));
    const before = { commands: commands.length, bounds: await bounds() };
    const ofOthers = NAMES.filter((channel) => !CHANNELS[channel].from.some((allowed) => allowed === name));
    expect(ofOthers.length).toBeGreaterThan(0);
    for (const channel of ofOthers) await sendInVain(page, channel, ...VALID_ARGUMENTS[channel]);
    await arrived(page);
    expect({ commands: commands.length, bounds: await bounds() }).toEqual(before);
    expect(await overlay.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('as it was');
  });

  it('reaches nothing on channels of no meaning', async () => {
    const page = await takenOver('app://overlay/controls.html');
    for (const channel of [
      '',
      'overlay:state',
      'overlay:quit',
      'shell:open',
      'ELECTRON_BROWSER_REQUIRE',
      '__proto__',
    ]) {
      await send(page, channel, 'x');
      const asked = page.evaluate((name) => Reflect.get(window, 'invoke')(name, 'x'), channel);
      await expect(asked).rejects.toThrow('No handler');
    }
  });

  it('leaves the app as it was', async () => {
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
  });
});

describe('the scheme of the pages, asked by the main process', () => {
  it.each([
    'app://overlay/../main/app.js',
    'app://overlay/%2e%2e/main/app.js',
    'app://overlay/..%2fmain/app.js',
    'app://overlay/..%5cmain%5capp.js',
    'app://overlay/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://overlay//etc/hosts',
    'app://other/bubble.html',
    'app:///bubble.html',
  ])('does not serve %s', async (url) => {
    const status = await overlay.app.evaluate(
      ({ net }, address) =>
        net.fetch(address).then(
          (answer) => answer.status,
          () => 0,
        ),
      url,
    );
    expect([0, 403, 404]).toContain(status);
  });
});

it('every refusal is in the log, or counted there', async () => {
  // Repeated lines are counted until the end.
  await overlay.close();
  const log = readFileSync(join(profile, 'logs/overlay.log'), 'utf8');
  const timesOf = (channel: string) =>
    [...log.matchAll(new RegExp(`message refused: ${channel} from [^(\\n]*(?:\\((\\d+) more times?)?`, 'g'))]
      .map(([, more]) => Number(more ?? 1))
      .reduce((sum, times) => sum + times, 0);
  expect([...refused.keys(), 'settings:update'].sort()).toEqual(NAMES.toSorted());
  expect(new Map([...refused.keys()].map((channel) => [channel, timesOf(channel)]))).toEqual(refused);
  expect(timesOf('settings:update')).toBeGreaterThan(0);
});
