import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { pageUrl } from '../../src-main/security/app-scheme.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { type Browser, openBrowser } from './browser.ts';
import { bubbleIn } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { openDiagnostics } from './diagnostics-page.ts';
import {
  ASKING,
  type Attack,
  FOREIGN_SCRIPTS,
  LEAVING,
  loadModule,
  REACHING_OUT,
  RUNNING_CODE,
} from './page-attacks.ts';
import { startWitness, type Witness } from './witness.ts';

const PAGES = ['bubble', 'controls', 'settings', 'diagnostics'] as const;

const OVERLAY_BRIDGE = ['handle', 'hold', 'onLayout', 'onLevel', 'onState', 'press', 'texts', 'togglePanel'];
/** The functions of ours that each page gets. */
const BRIDGES: Readonly<Record<(typeof PAGES)[number], Readonly<Record<string, readonly string[]>>>> = {
  bubble: { overlay: OVERLAY_BRIDGE },
  controls: { overlay: OVERLAY_BRIDGE },
  settings: {
    settings: [
      ...['addClient', 'findOnBroker', 'findSatellites', 'firstRun', 'giveCertificate', 'giveLogin', 'onView'],
      ...['openDiagnostics', 'openLogFolder'],
      ...[
        'pairFile',
        'pairText',
        'press',
        'quit',
        'removeClient',
        'renameClient',
        'reset',
        'seek',
        'setLogin',
        'setRecording',
      ],
      ...['testClient', 'texts', 'update', 'updates'],
    ],
  },
  diagnostics: { diagnostics: ['copy', 'onView', 'texts'] },
};

/** An attack that nobody answers has been refused as well. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Attacks that a browser does not allow either, or for which this machine lacks the device. They are for other runtimes. */
const NOWHERE: ReadonlySet<string> = new Set([
  'fetch a file',
  'WebTransport',
  'an image from a file',
  'a frame with one of our pages',
  'a webview',
  'the place',
  'the microphone',
  'the camera',
  'the screen',
  'MIDI devices',
]);

let witness: Witness;
let client: ReferenceClient;
let overlay: RunningOverlay;

beforeAll(async () => {
  witness = await startWitness();
  const ports = await testPorts();
  client = createReferenceClient(ports);
  await client.start();
  client.update({ status: 'Ready', monitoring: true, overlay_visible: true });
  overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'ready');
  await openDiagnostics(overlay);
  await overlay.app.evaluate(({ app, BrowserWindow }) => {
    app.emit('second-instance');
    Object.assign(globalThis, { downloads: [] });
    BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (event) => {
      Reflect.get(globalThis, 'downloads').push(event.defaultPrevented ? 'refused' : 'asked');
    });
  });
});

afterAll(async () => {
  await overlay.close();
  await client.stop();
  await witness.stop();
});

const pageOf = (name: string): Promise<Page> =>
  until(`the page "${name}"`, () => overlay.app.windows().find((page) => page.url().endsWith(`/${name}.html`)));

/** Return the data that an attack got; undefined when it was refused. */
async function outcome(page: Page, attack: Attack): Promise<unknown> {
  const { http, ws, udpPort } = witness;
  await page.evaluate(() => Reflect.deleteProperty(window, 'pwned'));
  return Promise.race([page.evaluate(attack, { http, ws, udpPort }).catch(() => undefined), delay(ANSWER_TIMEOUT_MS)]);
}

describe.each(PAGES)('the page "%s" [SEC-PAGE]', (name) => {
  it.each(Object.entries(REACHING_OUT))('does not reach out by %s', async (_, attack) => {
    const before = witness.seen();
    expect((await outcome(await pageOf(name), attack)) || 'nothing').toBe('nothing');
    expect(witness.seen()).toEqual(before);
  });

  it.each(Object.entries(RUNNING_CODE))('does not run %s', async (_, attack) => {
    expect((await outcome(await pageOf(name), attack)) || 'nothing').toBe('nothing');
    expect(witness.seen().connections).toBe(0);
  });

  it('loads its own scripts', async () => {
    const page = await pageOf(name);
    const own = await page.evaluate(() => document.querySelector('script[src]')?.getAttribute('src'));
    expect(await page.evaluate(loadModule, own ?? '')).toBe('loaded');
  });

  it.each(Object.entries(FOREIGN_SCRIPTS))('loads no script from %s', async (_, address) => {
    const page = await pageOf(name);
    const own = await page.evaluate(
      () => new URL(document.querySelector('script[src]')?.getAttribute('src') ?? '', location.href).pathname,
    );
    await expect(page.evaluate(loadModule, address(witness, own))).rejects.toThrow('refused');
  });

  it.each(Object.entries(ASKING))('is not given %s', async (_, attack) => {
    expect((await outcome(await pageOf(name), attack)) || 'nothing').toBe('nothing');
  });

  it.each(Object.entries(LEAVING))('does not leave by %s', async (_, attack) => {
    const page = await pageOf(name);
    const before = overlay.app.windows().length;
    expect((await outcome(page, attack)) ?? 'nothing').toBe('nothing');
    // A navigation that was to come would have come before the second answer of the browser's process.
    await overlay.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.webContents.getURL()),
    );
    expect(page.url()).toBe(pageUrl(name));
    expect(overlay.app.windows().length).toBe(before);
    expect(witness.seen().connections).toBe(0);
  });

  it('has nothing of Node or Electron, and of ours its bridge only', async () => {
    const page = await pageOf(name);
    const found = await page.evaluate(() => ({
      theirs: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (key) => key in window,
      ),
      bridges: Object.fromEntries(
        ['overlay', 'settings', 'diagnostics']
          .filter((bridge) => bridge in window)
          .map((bridge) => [bridge, Object.keys(Reflect.get(window, bridge)).sort()]),
      ),
    }));
    expect(found).toEqual({ theirs: [], bridges: BRIDGES[name] });
  });
});

it('keeps nothing of its pages on the disk [SEC-PAGE]', async () => {
  const paths = overlay.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map(({ session }) => session.storagePath),
  );
  expect(await paths).toEqual(PAGES.map(() => null));
});

it('looks for no dictionary to check its pages’ spelling with [SEC-PAGE]', async () => {
  const languages = overlay.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map(({ session }) => session.getSpellCheckerLanguages()),
  );
  expect(await languages).toEqual(PAGES.map(() => []));
});

it('finds no host by its name [SEC-PAGE]', async () => {
  const resolve = overlay.app.evaluate(({ session }) => session.defaultSession.resolveHost('localhost'));
  await expect(resolve).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
});

it('downloads nothing [SEC-PAGE]', async () => {
  expect(await overlay.app.evaluate(() => Reflect.get(globalThis, 'downloads'))).toEqual(PAGES.map(() => 'refused'));
});

it('is not reached by anything, and goes on showing what the client says', async () => {
  expect(witness.seen()).toEqual({ connections: 0, packets: 0 });
  client.update({ status: 'myślę', wake_word_detected: true });
  const page = await pageOf('bubble');
  const phase = () => page.evaluate(() => document.querySelector('[data-testid="bubble"]')?.getAttribute('data-phase'));
  await expect.poll(phase).toBe('thinking');
});

describe('a browser, in which the attacks would work', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(witness.http);
  });
  afterAll(() => browser.close());

  const attacks = { ...REACHING_OUT, ...RUNNING_CODE, ...ASKING };
  it.each(Object.entries(attacks).filter(([name]) => !NOWHERE.has(name)))('%s', async (_, attack) => {
    const before = witness.seen();
    const got = await outcome(browser.page, attack);
    // Some reach the other side a moment after they are done here.
    const arrived = () => {
      const after = witness.seen();
      return after.connections + after.packets > before.connections + before.packets;
    };
    await expect.poll(() => Boolean(got) || arrived()).toBe(true);
  });
});
