import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { ctl, startCtl } from '../lab/ctl.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer, visibleIs } from './bubble.ts';
import { startClipboardReader } from './clipboard.ts';
import { desktopEnv, launchOverlay, screenshot } from './desktop.ts';
import { startOfferingClient } from './offering-client.ts';
import { temporaryFolder } from './overlay-process.ts';
import { panelPage } from './panel.ts';

it('every verb reaches the overlay from another program', async () => {
  const client = await startOfferingClient();
  const overlay = await launchOverlay(client.ports);
  const ask = (...args: readonly string[]) => ctl(overlay.profile, args);
  await until('the assistant', async () => JSON.parse((await ask('status', '--json')).stdout).phase === 'ready');
  const { stdout } = await ask('status', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ phase: 'ready', transport: 'socket', visible: false, monitoring: true });
  expect((await ask('status')).stdout).toMatch(/^Ready · WebSocket \d+\n$/);

  expect(await ask('show')).toMatchObject({ code: 0 });
  await visibleIs(overlay, true);
  expect(await ask('hide')).toMatchObject({ code: 0 });
  await visibleIs(overlay, false);

  expect(await ask('present', '30')).toMatchObject({ code: 0 });
  expect((await ask('status')).stdout).toMatch(/^Ready · WebSocket \d+ · presenting until \d+:\d\d\s[AP]M\n$/);
  expect(await ask('present')).toMatchObject({ code: 0 });
  expect((await ask('status')).stdout).toMatch(/ · presenting\n$/);
  expect(JSON.parse((await ask('status', '--json')).stdout)).toMatchObject({ presenting: true });
  expect(await ask('present', 'off')).toMatchObject({ code: 0 });
  expect(JSON.parse((await ask('status', '--json')).stdout)).toMatchObject({ presenting: false });
  expect(await ask('present', 'soon')).toMatchObject({ code: 2, stderr: expect.stringContaining('from 1 to 1440') });

  expect(await ask('stop')).toMatchObject({ code: 1, stderr: 'asystent-overlay: nothing is being spoken\n' });
  expect(await ask('copy-answer')).toMatchObject({ code: 1, stderr: 'asystent-overlay: there is no answer yet\n' });
  expect(await ask('send', 'What time is it?')).toMatchObject({ code: 0 });
  expect(await ask('listen')).toMatchObject({ code: 0 });
  await bubbleIn(overlay, 'listening');
  client.update({ status: 'mówię', is_listening: false, is_speaking: true, text: 'Seven degrees.' });
  await bubbleIn(overlay, 'speaking');
  expect((await ask('status')).stdout).toContain('Seven degrees.');
  expect(await ask('stop')).toMatchObject({ code: 0 });
  expect(await ask('toggle-monitoring')).toMatchObject({ code: 0 });
  await until('the commands', () => client.commands.length === 4);
  expect(client.commands.map(({ command }) => command)).toEqual([
    ...['send_text', 'start_listening', 'stop_tts', 'set_monitoring'],
  ]);

  expect(await ask('copy-answer')).toMatchObject({ code: 0 });
  const read = await startClipboardReader();
  await until('the answer in the clipboard', async () => (await read()) === 'Seven degrees.');
  expect(await ask('panel')).toMatchObject({ code: 0 });
  await until('the panel', () => panelPage(overlay) !== undefined);
  expect(await ask('settings')).toMatchObject({ code: 0 });
  await overlay.page('settings');

  const ended = once(overlay.app.process(), 'exit');
  expect(await ask('quit')).toMatchObject({ code: 0 });
  expect(await ended).toEqual([0, null]);
  expect(await ask('status')).toMatchObject({ code: 3, stderr: 'asystent-overlay: the overlay does not run\n' });
});

it('follow tells each phase of a turn while the overlay runs, as Waybar reads it', async () => {
  const client = await startOfferingClient();
  const overlay = await launchOverlay(client.ports);
  await bubbleIn(overlay, 'ready');
  const follower = startCtl(overlay.profile, ['follow', '--waybar'], ['ignore', 'pipe', 'inherit']);
  onTestFinished(() => void follower.kill());
  let output = '';
  follower.stdout?.on('data', (data) => {
    output += String(data);
  });
  const phases = () =>
    output
      .split('\n')
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line).alt);
  await until('the first line', () => phases().includes('ready'));
  client.update({ status: 'myślę', wake_word_detected: true });
  await until('thinking', () => phases().includes('thinking'));
  client.update({ status: 'mówię', is_speaking: true, text: 'Seven.' });
  await until('speaking', () => phases().includes('speaking'));
  expect(output).toContain('Seven.');
  const ended = once(follower, 'exit');
  await overlay.close();
  expect(await ended).toEqual([0, null]);
});

it('a program that connects is an assistant, and verbs and hooks speak for those that do not stay', async () => {
  const client = await startOfferingClient();
  const overlay = await launchOverlay(client.ports);
  const ask = (...args: readonly string[]) => ctl(overlay.profile, args);
  await bubbleIn(overlay, 'ready');
  const robot = createConnection(join(overlay.profile, 'overlay.sock'));
  onTestFinished(() => void robot.destroy());
  let received = '';
  robot.on('data', (data) => {
    received += String(data);
  });
  const say = (data: object) =>
    robot.write(`${JSON.stringify({ type: 'status', data: { status: '', text: '', ...data } })}\n`);
  const hello = { protocol: 2, client: { name: 'Robot', version: '1' }, commands: ['stop_tts'] };
  robot.write(`${JSON.stringify({ type: 'hello', data: hello })}\n`);
  say({ phase: 'speaking', text: 'I have arrived.' });
  await bubbleIn(overlay, 'speaking');
  await until('the answer', async () => (await shownAnswer(overlay)) === 'I have arrived.');
  expect(JSON.parse((await ask('status', '--json')).stdout)).toMatchObject({
    assistant: 'Robot',
    commands: ['stop_tts'],
  });
  await until('the press to reach it', async () => {
    await ask('stop');
    return received.includes('"command":"stop_tts"');
  });
  expect(client.commands).toEqual([]);
  await screenshot(join(PROJECT_ROOT, 'out/screens/guest.png'));
  robot.end();
  await bubbleIn(overlay, 'ready');
  // The overlay is the assistant's again once the answer has lingered.
  await until('its end', async () => JSON.parse((await ask('status', '--json')).stdout).assistant !== 'Robot', 20_000);

  expect(await ask('say', 'thinking', 'Compiling', '--name', 'CI')).toMatchObject({ code: 0 });
  await bubbleIn(overlay, 'thinking');
  expect((await ask('status')).stdout).toBe('CI: Thinking… · program on this computer\n');
  // The assistant comes first, and a program goes on working behind it.
  client.update({ status: 'mówię', is_speaking: true, text: 'Seven degrees.' });
  await bubbleIn(overlay, 'speaking');
  expect(await ask('stop')).toMatchObject({ code: 0 });
  client.update({ status: 'Ready', is_speaking: false });
  await bubbleIn(overlay, 'thinking');
  const streaming = startCtl(overlay.profile, ['answer', '-', '--name', 'CI'], ['pipe', 'inherit', 'inherit']);
  onTestFinished(() => void streaming.kill());
  streaming.stdin?.write('All ');
  await until('the first word', async () => (await shownAnswer(overlay)) === 'All');
  streaming.stdin?.write('green.');
  await until('the next', async () => (await shownAnswer(overlay)) === 'All green.');
  const interrupted = once(streaming, 'exit');
  streaming.kill('SIGINT');
  await interrupted;
  await bubbleIn(overlay, 'ready');
  expect(await ask('clear', '--name', 'CI')).toMatchObject({ code: 0 });
  await until('its end', async () => !(await ask('status')).stdout.includes('CI'), 20_000);

  const bodies = (event: string, fields: object) =>
    JSON.stringify({ hook_event_name: event, session_id: 's', cwd: '/home/ola/project', ...fields });
  expect(await ask('hook', bodies('UserPromptSubmit', { prompt: 'Fix it' }), '--name', 'Claude')).toMatchObject({
    code: 0,
    stdout: '',
  });
  await bubbleIn(overlay, 'thinking');
  expect(await ask('hook', bodies('Stop', { last_assistant_message: 'Fixed.' }), '--name', 'Claude')).toMatchObject({
    code: 0,
  });
  await until('its answer', async () => (await shownAnswer(overlay)) === 'Fixed.');
  expect(await ask('hook', '{}')).toMatchObject({ code: 1 });
  expect(await ask('hook', '--colour')).toMatchObject({ code: 1 });
  expect(await ctl(temporaryFolder(), ['hook', bodies('Stop', {})])).toMatchObject({ code: 0, stderr: '' });
  expect(await ctl(temporaryFolder(), ['say', 'ready'])).toMatchObject({ code: 3 });
  expect(await ctl(temporaryFolder(), ['answer', 'Seven.'])).toMatchObject({ code: 3 });
});

it('the executable itself has the verbs, and opens no window for them, also for a profile with a long path', async () => {
  const client = await startOfferingClient();
  const profile = join(temporaryFolder(), 'x'.repeat(120));
  mkdirSync(profile, { mode: 0o700 });
  // The folder of temporary files may have a long path itself.
  const runtime = mkdtempSync('/tmp/asystent-runtime-');
  onTestFinished(() => rmSync(runtime, { recursive: true }));
  const environment = { XDG_RUNTIME_DIR: runtime };
  const overlay = await launchOverlay({ ...client.ports, profile, env: environment });
  await bubbleIn(overlay, 'ready');
  const { electron } = inject('harness');
  const run = async (profile: string, ...args: readonly string[]) => {
    const env = { ...desktopEnv(), ...environment, ASYSTENT_PROFILE_DIR: profile };
    return promisify(execFile)(electron, ['--no-sandbox', PROJECT_ROOT, ...args], { env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  };
  expect(await run(overlay.profile, 'status')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Ready/) });
  expect(await run(overlay.profile, 'status', '--colour')).toMatchObject({ code: 2 });
  expect(await run(temporaryFolder(), 'status')).toMatchObject({ code: 3 });
});
