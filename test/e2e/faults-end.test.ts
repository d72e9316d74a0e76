import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, inject, it, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { logLines, shownPage } from '../lab/overlay-parts.ts';
import { isRunning, processFile, processTree } from '../lab/processes.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { closeDialog, findDialog } from './dialog.ts';
import { portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';
import { trayEntry, trayIcon } from './tray.ts';

const END_LIMIT_MS = 1_000;

const isPage = (pid: number) => processFile(pid, 'cmdline')?.includes('--type=renderer') === true;

/** A client that notes with which code its overlay says goodbye. */
async function closingClient(ports: ClientPorts) {
  const codes: number[] = [];
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  server.on('connection', (socket) => {
    socket.on('close', (code) => codes.push(code));
    socket.send(JSON.stringify({ type: 'status', data: { status: 'Ready', overlay_visible: true, monitoring: true } }));
  });
  return { codes, stop: () => server.close() };
}

describe('the end', () => {
  test.each(['the tray', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s: exit 0 within a second, the socket closed, nothing left [REL-QUIT]',
    async (how) => {
      const ports = await testPorts();
      const client = await closingClient(ports);
      const profile = temporaryFolder();
      const overlay = startOverlayProcess({ env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile } });
      await until('the connection', () => logLines({ profile }).join().includes('socket live'));
      // With windows on the screen, as they are when a session ends.
      await until('its pages', () => processTree(overlay.pid).some(isPage));
      const processes = processTree(overlay.pid);
      // Found before the time runs: finding it takes several programs of their own.
      const end = how === 'the tray' ? await trayEntry(await trayIcon(), 'Quit') : async () => overlay.kill(how);
      const toldMs = performance.now();
      await end();
      expect((await overlay.ended).code).toBe(0);
      expect(performance.now() - toldMs).toBeLessThan(END_LIMIT_MS);
      expect(client.codes).toEqual([1000]);
      await until('the end of every process', () => !processes.some(isRunning), 2_000);
      client.stop();
    },
  );

  it('comes with the end of the X server, and leaves nothing [REL-X-DIES]', async () => {
    const desktop = await startVirtualDesktop({ width: 640, height: 480, panel: false, compositor: false });
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const env = { ...desktop.env, ...portsEnv(ports), ASYSTENT_PROFILE_DIR: temporaryFolder() };
    const overlay = startOverlayProcess({ env });
    await until('the connection', () => client.overlays() === 1);
    const processes = processTree(overlay.pid);
    await desktop.stop();
    await until('the end of every process', () => !processes.some(isRunning), 5_000);
    await until('the end of the connection', () => client.overlays() === 0);
  });
});

/** A runtime of its own that starts a copy of the built app with something wrong in it. @returns its executable. */
async function brokenApp(breakIt: (folder: string) => void): Promise<string> {
  const folder = temporaryFolder();
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'assets']) {
    cpSync(join(PROJECT_ROOT, part), join(folder, 'app', part), { recursive: true });
  }
  breakIt(join(folder, 'app'));
  // A runtime prefers the app in its resources to the one on its command line.
  const { electron } = inject('harness');
  const runtime = join(folder, 'runtime');
  await onDesktop('cp', '-al', dirname(electron), runtime).catch(() =>
    onDesktop('cp', '-a', dirname(electron), runtime),
  );
  rmSync(join(runtime, 'resources'), { recursive: true });
  mkdirSync(join(runtime, 'resources'));
  symlinkSync(join(folder, 'app'), join(runtime, 'resources/app'));
  return join(runtime, basename(electron));
}

/** The windows of a process that are on the screen. */
async function shownWindows(pid: number): Promise<string[]> {
  const found = await onDesktop('xdotool', 'search', '--all', '--onlyvisible', '--pid', String(pid), '--name', '.*');
  return found.split('\n').filter(Boolean);
}

describe('a fault that the app can’t go on after', () => {
  it.each([
    // The bubble's page loads by then.
    ['app.js', 'in the log as well'],
    ['opening.js', 'in the log as well'],
    ['chromium-switches.js', 'in the log as well'],
    // The log, the texts and the user's language are among these.
    ['guard.js', 'without a log'],
    ['failure.js', 'without a log'],
  ])(
    'at load of %s is told in a dialog and on the terminal, %s, and the exit code is 1 [REL-FAULT-AT-LOAD]',
    async (chunk, log) => {
      const executable = await brokenApp((broken) =>
        appendFileSync(join(broken, 'out/main', chunk), '\nthrow new Error("a part is broken");\n'),
      );
      const profile = temporaryFolder();
      const home = temporaryFolder();
      const env = { ASYSTENT_PROFILE_DIR: profile, HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
      const overlay = startOverlayProcess({ executable, env });
      await closeDialog(await findDialog());
      const { code, stderr } = await overlay.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('asystent-overlay: a part is broken');
      // The settings are the test's.
      if (log === 'without a log') expect(readdirSync(profile)).toEqual(['settings.json']);
      else expect(logLines({ profile }).join('\n')).toMatch(/fault while starting: Error: a part is broken\n\s+at /);
      expect(readdirSync(home)).toEqual([]);
    },
  );

  it('at load is in no file that the guard itself needs', () => {
    const main = readFileSync(join(PROJECT_ROOT, 'out/main/main.js'), 'utf8');
    const imported = [...main.matchAll(/^import .* from "(.+)";$/gm)].map(([, module]) => module);
    expect(imported.filter((module) => module !== 'electron' && !module?.startsWith('node:'))).toEqual([]);
  });

  it('while it runs takes the windows from the screen, is told, and the exit code is 1 [REL-FAULT-RUNNING]', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    client.update({ overlay_visible: true });
    const overlay = await launchOverlay(ports);
    await bubbleIn(overlay, 'ready');
    expect(await shownPage(overlay, 'bubble')).not.toBeNull();
    const pid = overlay.app.process().pid ?? 0;
    await until('the bubble and its buttons', async () => (await shownWindows(pid)).length >= 2);
    const exit = new Promise<number | null>((resolve) => overlay.app.process().once('exit', resolve));
    await overlay.app.evaluate(() => {
      for (let failed = 0; failed < 3; failed += 1) void Promise.reject(new Error('the same task'));
      setTimeout(() => {
        throw new Error('something unforeseen');
      }, 50);
    });
    const dialog = await findDialog();
    expect(await shownWindows(pid)).toEqual([dialog]);
    await closeDialog(dialog);
    expect(await exit).toBe(1);
    const log = logLines(overlay).join('\n');
    expect(log).toContain('fault while running: Error: something unforeseen');
    expect(log).toContain('(2 more times');
  });

  it('is not an exception of the runtime alone: that is logged [REL-FAULT-IN-RUNTIME]', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    await until('the connection', () => client.overlays() === 1);
    await overlay.app.evaluate(() => {
      const error = new Error('inside Node');
      error.stack = `${error}\n    at TCP.onStreamRead (node:internal/stream_base_commons:218:20)`;
      setTimeout(() => {
        throw error;
      }, 0);
    });
    await until('the line', () => logLines(overlay).join().includes('fault while running: Error: inside Node'));
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
  });

  it('is not a task that fails by itself: that is logged [REL-FAULT-REJECTION]', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    await until('the connection', () => client.overlays() === 1);
    await overlay.app.evaluate(() => {
      setTimeout(() => void Promise.reject(new Error('one task')), 0);
    });
    await until('the line', () => logLines(overlay).join().includes('a task failed: Error: one task'));
    expect(client.overlays()).toBe(1);
  });
});

it('nothing that the assistant says is in the profile [REL-LOG-PRIVATE] [SEC-SETTINGS-FILE]', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const profile = temporaryFolder();
  const marker = 'Zanzibar-7731';
  const overlay = await launchOverlay({ ...ports, profile });
  client.update({ status: `myślę o ${marker}`, wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: `All about ${marker}.` });
  await bubbleIn(overlay, 'speaking');
  client.update({ status: `Error: ${marker} failed`, is_speaking: false });
  await bubbleIn(overlay, 'error');
  await overlay.close();
  expect(existsSync(join(profile, 'logs/overlay.log'))).toBe(true);
  await expect(onDesktop('grep', '-r', '-a', '-l', marker, profile)).rejects.toMatchObject({ code: 1 });
  // And the search would find it.
  writeFileSync(join(profile, 'found'), marker);
  expect(await onDesktop('grep', '-r', '-a', '-l', marker, profile)).toContain('found');
  expect(readFileSync(join(profile, 'logs/overlay.log'), 'utf8')).toContain('socket live');
});
