import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RESTART_DELAY_MS } from '../../src-main/runtime/restart-policy.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { gpuProcess, logLines, type PageName, shownPage } from '../lab/overlay-parts.ts';
import { writeSettings } from '../lab/overlay-process.ts';
import { gpuAmong, isRunning, processTree } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, screenPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { scaled } from './fault-scale.ts';
import { killWithTest, portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';
import { colourAt } from './screen.ts';
import { trayEntries, trayIcon, trayTooltip } from './tray.ts';

/** The promise to have a window back after its page has crashed. */
const BACK_WITHIN_MS = 1_000;

/** How many times in a minute a page is made again without a rest. */
const RESTARTS_PER_MINUTE = 5;

/** A page that hangs is found out after 5 s. */
const HANG_LIMIT_MS = 10_000;

/** Only then there is a process for drawing; on the virtual desktop, it emulates a card. */
const WITH_CARD = { appearance: { drawing: 'graphicsCard' } } as const;

const ANSWER = 'Seven degrees, and rain.';

/** An overlay in the middle of an answer. */
async function speakingOverlay(profile = temporaryFolder()) {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile });
  client.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: ANSWER });
  await bubbleIn(overlay, 'speaking');
  return { overlay, client };
}

/** The text of a page that shows a speaking overlay. */
const WORDS: Readonly<Record<PageName, string | null>> = { bubble: ANSWER, controls: null, settings: 'Settings' };

/** Waits until a page is on the screen with the right words. @returns its process. */
async function pidOf(overlay: RunningOverlay, page: PageName, not = 0, timeoutMs = 10_000): Promise<number> {
  const words = WORDS[page];
  const shown = await until(
    `the page "${page}"`,
    async () => {
      const now = await shownPage(overlay, page);
      return now !== null && now.pid !== not && (words === null || now.text.includes(words)) && now;
    },
    timeoutMs,
  );
  return shown.pid;
}

/** Kills a page's process. @returns after how many milliseconds its window is back, in the right state. */
async function killPage(overlay: RunningOverlay, page: PageName): Promise<number> {
  const pid = await pidOf(overlay, page);
  const killedMs = performance.now();
  process.kill(pid, 'SIGKILL');
  await pidOf(overlay, page, pid);
  return performance.now() - killedMs;
}

describe.each(['bubble', 'controls', 'settings'] as const)('the %s whose page is killed', (page) => {
  it('is back within a second in the right state [REL-PAGE-KILLED]', async () => {
    const { overlay } = await speakingOverlay();
    if (page === 'settings') await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
    const tookMs: number[] = [];
    for (let kill = 0; kill < scaled(RESTARTS_PER_MINUTE, 20); kill += 1) {
      // So that no more than five fall within a minute.
      await delay(scaled(0, 12_500));
      tookMs.push(await killPage(overlay, page));
      // Its buttons have no words.
      if (page === 'controls') await buttonPoint(overlay, 'stop_tts');
    }
    console.log(`${page}: back after at most ${Math.round(Math.max(...tookMs))} ms (${tookMs.length} kills)`);
    expect(Math.max(...tookMs)).toBeLessThan(BACK_WITHIN_MS);
    expect(logLines(overlay).join()).not.toContain('not shown for');
  }, 600_000);
});

it('settings that the user opened again and closed, before they came back by themselves, stay closed', async () => {
  const { overlay } = await speakingOverlay();
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  await pidOf(overlay, 'settings');
  await overlay.app.evaluate(async ({ app, BrowserWindow }) => {
    const settings = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().endsWith('/settings.html'));
    const closed = new Promise<void>((resolve) => settings?.once('closed', () => resolve()));
    settings?.webContents.forcefullyCrashRenderer();
    await closed;
    const opened = new Promise<Electron.BrowserWindow>((resolve) => {
      app.once('browser-window-created', (_event, window) => resolve(window));
    });
    app.emit('second-instance');
    (await opened).destroy();
  });
  await delay(RESTART_DELAY_MS + BACK_WITHIN_MS);
  expect(await shownPage(overlay, 'settings')).toBeNull();
});

describe('a page that crashes at once whenever it is made', () => {
  it('is made again five times, and then rests and says so [REL-PAGE-CRASH-LOOP]', async () => {
    const { overlay, client } = await speakingOverlay();
    for (let kill = 0; kill < RESTARTS_PER_MINUTE; kill += 1) await killPage(overlay, 'bubble');
    process.kill(await pidOf(overlay, 'bubble'), 'SIGKILL');
    await until('the line in the log', () => logLines(overlay).some((line) => line.includes('not shown for 60 s')));
    const icon = await trayIcon();
    await until('the tray to say so', async () => (await trayTooltip(icon)).includes('keeps crashing'));
    expect([...(await trayEntries(icon)).keys()]).toContain('The bubble keeps crashing; retrying in a minute');
    // Neither time nor anything that happens brings it back before.
    client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false, overlay_visible: true });
    await delay(2_000);
    expect(await shownPage(overlay, 'bubble')).toBeNull();
    // They share a process.
    expect(await shownPage(overlay, 'controls')).toBeNull();
  });
});

/** Returns how many objects of windows the main process has in memory, open or closed. */
function windowObjects(overlay: RunningOverlay): Promise<number> {
  return overlay.app.evaluate(({ BrowserWindow }) =>
    process.getBuiltinModule('node:v8').queryObjects(BrowserWindow, { format: 'count' }),
  );
}

describe('a page that hangs', () => {
  it('is noticed when there is something to draw, and made again; nothing of the old one is left [REL-PAGE-HANGS]', async () => {
    const { overlay, client } = await speakingOverlay();
    const hung = await pidOf(overlay, 'bubble');
    await pidOf(overlay, 'controls');
    const objects = await windowObjects(overlay);
    process.kill(hung, 'SIGSTOP');
    onTestFinished(() => {
      if (isRunning(hung)) process.kill(hung, 'SIGKILL');
    });
    client.update({ status: 'mówię…' });
    client.update({ text: `${ANSWER} Later sun.` });
    await pidOf(overlay, 'bubble', hung, HANG_LIMIT_MS);
    expect((await shownPage(overlay, 'bubble'))?.text).toContain('Later sun.');
    await until('the end of the old process', () => !isRunning(hung));
    expect(logLines(overlay).join()).toContain('bubble page hangs');
    // With its page, a window leaves the memory.
    await pidOf(overlay, 'controls');
    await until('the end of the old windows', async () => (await windowObjects(overlay)) === objects);
  });

  it('in an endless loop as well [REL-PAGE-HANGS]', async () => {
    const { overlay, client } = await speakingOverlay();
    const hung = await pidOf(overlay, 'controls');
    const controls = await overlay.controls();
    controls
      .evaluate(() => {
        for (;;);
      })
      .catch(() => {});
    await delay(200);
    client.update({ text: `${ANSWER} Later sun.` });
    await pidOf(overlay, 'controls', hung, HANG_LIMIT_MS);
  });
});

describe('the GPU process, which is there for the graphics card,', () => {
  it('that is killed is replaced, and all windows are opened anew [REL-GPU-KILLED]', async () => {
    const profile = temporaryFolder();
    writeSettings(profile, WITH_CARD);
    const { overlay } = await speakingOverlay(profile);
    const before = { bubble: await pidOf(overlay, 'bubble'), controls: await pidOf(overlay, 'controls') };
    const page = await bubbleIn(overlay, 'speaking');
    await motionEnded(page);
    const orb = await screenPoint(page, '.orb');
    const isBlue = async () => {
      const { red, green, blue } = await colourAt({ x: orb.x, y: orb.y - 14 });
      return Math.abs(red - 0x21) < 48 && Math.abs(green - 0x96) < 48 && Math.abs(blue - 0xf3) < 48;
    };
    await until('the blue orb', isBlue);
    const killed = await gpuProcess(overlay);
    process.kill(killed, 'SIGKILL');
    await until('another GPU process', async () => (await gpuProcess(overlay).catch(() => killed)) !== killed);
    // Chromium leaves one window in ten blank, and draws the others again by itself: a blue orb alone proves nothing.
    await pidOf(overlay, 'bubble', before.bubble);
    await pidOf(overlay, 'controls', before.controls);
    await bubbleIn(overlay, 'speaking');
    await until('the blue orb', isBlue);
    await buttonPoint(overlay, 'stop_tts');
  });

  it('that is killed again and again takes nothing with it: the app starts again by itself [REL-GPU-KEEPS-DYING]', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const profile = temporaryFolder();
    killWithTest(profile);
    writeSettings(profile, WITH_CARD);
    const env = { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile };
    const first = startOverlayProcess({ env, args: ['--profile', 'work'] });
    await until('the connection', () => client.overlays() === 1);
    await until(
      'the end of the first run',
      async () => {
        const pid = gpuAmong(processTree(first.pid));
        // One that is killed while it is being started is not always counted.
        await delay(500);
        // It may end by itself meanwhile, with the app.
        if (pid !== undefined && isRunning(pid)) process.kill(pid, 'SIGKILL');
        return !isRunning(first.pid);
      },
      40_000,
    );
    // The connection of the first run has ended with it.
    await delay(500);
    await until('the new connection', () => client.overlays() === 1);
    expect(logLines({ profile }).join()).toContain('GPU process ended 5 times: starting again');
  });
});
