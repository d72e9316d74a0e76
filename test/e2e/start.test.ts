import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, onDesktop } from './desktop.ts';
import { portsEnv } from './overlay-process.ts';
import { profileWith } from './settings-page.ts';

/** A build and a start of the overlay, on a machine that is busy. */
const ARRIVAL_MS = 40_000;

/** `npm start`, as a terminal runs it. */
function npmStart(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['scripts/run.cjs', 'start'], {
    cwd: PROJECT_ROOT,
    env: { ...desktopEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C reaches the whole group.
  });
  const group = -(child.pid ?? 0);
  onTestFinished(() => {
    if (child.exitCode === null) process.kill(group, 'SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += String(text);
    });
  }
  return {
    output: () => output,
    says: (text: string, times = 1) =>
      until(
        () => `"${text}" in the terminal, where there is:\n${output}`,
        () => output.split(text).length > times,
        ARRIVAL_MS,
      ),
    ended: once(child, 'close').then(([code]: unknown[]) => code),
    interrupt: () => process.kill(group, 'SIGINT'),
  };
}

it('the terminal says that the overlay runs, what it waits for, and that it runs already', {
  timeout: 120_000,
}, async () => {
  const ports = await testPorts();
  const env = { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profileWith({}), ASYSTENT_LANG: 'en' };
  const first = npmStart(env);
  await first.says('The overlay is running. Its icon is in the tray.\n');
  await first.says(`No assistant yet at ws://127.0.0.1:${ports.wsPorts.join(' or ')}.\nCtrl-C quits it.\n`);

  const { client } = await startClient(ports);
  await first.says('Assistant found.\n');

  const built = join(PROJECT_ROOT, 'out', 'main', 'main.js');
  const builtMs = statSync(built).mtimeMs;
  const second = npmStart(env);
  expect(await second.ended).toBe(0);
  expect(second.output()).toContain(
    'It is already running; its settings are open now. To restart it, quit it first.\n',
  );
  expect(second.output()).not.toContain('Building');
  expect(statSync(built).mtimeMs).toBe(builtMs);
  await until('the settings', async () =>
    (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', 'Settings').catch(() => '')).includes('\n'),
  );

  await client.stop();
  await first.says('Assistant lost; looking for it at ');
  first.interrupt();
  expect(await first.ended).toBe(0);
  // None of Chromium's lines about the desktop.
  expect(first.output()).not.toMatch(/ERROR|WARNING/);
});

it('of two that are started together one runs, and the other says so', { timeout: 120_000 }, async () => {
  const env = { ...portsEnv(await testPorts()), ASYSTENT_PROFILE_DIR: profileWith({}), ASYSTENT_LANG: 'en' };
  const both = [npmStart(env), npmStart(env)];
  const code = await Promise.race(both.map(({ ended }) => ended));
  expect(code).toBe(0);
  const ended = both.filter(({ output }) => output().includes('It is already running; its settings are open now.'));
  expect(ended).toHaveLength(1);
  const [runs] = both.filter((start) => !ended.includes(start));
  await runs?.says('The overlay is running. ');
  runs?.interrupt();
  expect(await runs?.ended).toBe(0);
});
