import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { HIDE_DELAY_MS } from '../../src-main/bubble/bubble-windows.ts';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { logLines } from '../lab/overlay-parts.ts';
import { allProcesses, isRunning, processFile } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';
import { pressTrayEntry, trayIcon } from './tray.ts';

/** How the bubble's window stands: `painted` once its page has been drawn for the first time. */
function bubbleWindow(overlay: RunningOverlay) {
  return overlay.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows().filter((each) => each.webContents.getURL().includes('bubble'));
    if (window === undefined) return null;
    const { painted = [] } = globalThis as unknown as { painted?: readonly number[] };
    return {
      isVisible: window.isVisible(),
      isLoading: window.webContents.isLoadingMainFrame(),
      isPainted: painted.includes(window.id),
    };
  });
}

/** Starts an overlay that shows its bubble, and makes its page, only when it is told to. */
async function launchUnseen(): Promise<RunningOverlay> {
  const profile = temporaryFolder();
  const settings = { ...DEFAULT_SETTINGS, behaviour: { ...DEFAULT_SETTINGS.behaviour, visibility: 'never' as const } };
  writeFileSync(join(profile, 'settings.json'), serializeSettings(settings));
  const ports = await testPorts();
  await startClient(ports);
  return await launchOverlay({ ...ports, profile });
}

it('shows a bubble that left and came again while its page was loading', async () => {
  const overlay = await launchUnseen();
  await overlay.app.evaluate(({ app }) => {
    const painted: number[] = [];
    Object.assign(globalThis, { painted });
    app.on('browser-window-created', (_event, window) => {
      window.once('ready-to-show', () => painted.push(window.id));
    });
  });
  // The page is drawn only once its stylesheets are there, and loading for as long as a picture is not.
  let paint = () => {};
  const mayPaint = new Promise<void>((resolve) => {
    paint = resolve;
  });
  const context = overlay.app.context();
  await context.route('**/*.css', (route) => mayPaint.then(() => route.continue()));
  await context.route('**/late.png', () => {});
  await context.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const picture = new Image();
      picture.src = '/late.png';
    });
  });

  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Show bubble');
  await until('the window', () => bubbleWindow(overlay));
  await pressTrayEntry(icon, 'Hide bubble');
  await delay(HIDE_DELAY_MS * 2);
  paint();
  await until('the first picture', async () => (await bubbleWindow(overlay))?.isPainted);
  expect(await bubbleWindow(overlay)).toMatchObject({ isVisible: false, isLoading: true });
  await pressTrayEntry(icon, 'Show bubble');
  await until('the bubble', async () => (await bubbleWindow(overlay))?.isVisible);
  expect(await bubbleWindow(overlay)).toMatchObject({ isLoading: true });
});

/** The process of an overlay's first page; undefined while there is none. */
function pageProcess(profile: string): number | undefined {
  return allProcesses().find((pid) => {
    const commandLine = processFile(pid, 'cmdline') ?? '';
    return commandLine.includes('--type=renderer') && commandLine.includes(profile);
  });
}

/** How many of the overlay's windows are on the screen. */
async function windowsShown(): Promise<number> {
  const found = await onDesktop('xdotool', 'search', '--onlyvisible', '--class', 'asystent-overlay').catch(() => '');
  return found.split('\n').filter(Boolean).length;
}

/** Longer than the pages take to be drawn, if they ever are. */
const DRAWN_MS = 2_000;

// Without a hand on its pages: one that is driven is drawn even while it is hidden.
it('shows a bubble that left before its page was drawn, with its buttons', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const profile = temporaryFolder();
  startOverlayProcess({ env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile } });
  const page = await until("the page's process", () => pageProcess(profile), undefined, 1);
  process.kill(page, 'SIGSTOP');
  await until('the overlay at its client', () => client.overlays() === 1);
  await delay(HIDE_DELAY_MS * 3);
  process.kill(page, 'SIGCONT');
  await delay(DRAWN_MS);
  expect(await windowsShown()).toBe(0);
  client.update({ status: 'myślę', wake_word_detected: true });
  await until('bubble and buttons', async () => (await windowsShown()) === 2);
});

/** How long a page may take to load, and a new one after it. */
const LOADED_AGAIN_LIMIT_MS = 45_000;

it('makes a page again that hangs while it loads [REL-PAGE-HANGS-LOADING]', async () => {
  const overlay = await launchUnseen();
  // Not sooner: Chromium itself notices a page that does not even begin.
  await overlay.app.evaluate(({ app }) => {
    app.once('web-contents-created', (_event, contents) => {
      contents.once('did-navigate', () => {
        const page = contents.getOSProcessId();
        process.kill(page, 'SIGSTOP');
        Object.assign(globalThis, { page });
      });
    });
  });
  await pressTrayEntry(await trayIcon(), 'Show bubble');
  const page = await until('the page to hang', () =>
    overlay.app.evaluate(() => (globalThis as unknown as { page?: number }).page),
  );
  onTestFinished(() => {
    if (isRunning(page)) process.kill(page, 'SIGKILL');
  });
  expect(await bubbleWindow(overlay)).toMatchObject({ isVisible: false, isLoading: true });
  await until('bubble and buttons', async () => (await windowsShown()) === 2, LOADED_AGAIN_LIMIT_MS);
  expect(isRunning(page)).toBe(false);
  expect(logLines(overlay).join()).toContain('bubble page hangs');
});
