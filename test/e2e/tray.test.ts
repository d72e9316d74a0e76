import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../lab/until.ts';
import { bubbleIn, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { startClipboardReader } from './clipboard.ts';
import { launchOverlay } from './desktop.ts';
import { isEnabled, pressTrayEntry, trayEntries, trayIcon, trayTooltip } from './tray.ts';

it('tells phase, transport and port, and follows them', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  await launchOverlay(ports);
  const icon = await trayIcon();
  const socket = `WebSocket ${ports.wsPorts[0]}`;
  await until('the entry', async () => (await trayEntries(icon)).has(`Ready · ${socket}`));
  client.update({ status: 'myślę', wake_word_detected: true });
  await until('the entry', async () => (await trayEntries(icon)).has(`Thinking… · ${socket}`));
  await until('the tooltip', async () => (await trayTooltip(icon)).includes(`Thinking… · ${socket}`));
});

it('carries a press of its menu to the client', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Turn off wake word');
  await until('the command', () => commands.length > 0);
  expect(commands).toEqual(['toggle_monitoring']);
  await until('the entry for the way back', async () => (await trayEntries(icon)).has('Turn on wake word'));

  client.update({ status: 'mówię', is_speaking: true, text: 'Long story.' });
  await pressTrayEntry(icon, 'Stop speaking');
  await until('the second command', () => commands.length > 1);
  expect(commands).toEqual(['toggle_monitoring', 'stop_tts']);
  const log = readFileSync(join(overlay.profile, 'logs/overlay.log'), 'utf8');
  for (const command of ['set_monitoring', 'stop_tts']) expect(log).toContain(`command ${command} sent`);
  expect(log).toContain('command set_monitoring carried out');
});

it('shows and hides the overlay, reconnects and quits', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'ready');
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Hide bubble');
  await visibleIs(overlay, false);
  await pressTrayEntry(icon, 'Show bubble');
  await visibleIs(overlay, true);

  const connected = until('a second connection', () => client.overlays() === 1);
  await pressTrayEntry(icon, 'Reconnect now');
  await connected;

  const ended = once(overlay.app.process(), 'exit');
  await pressTrayEntry(icon, 'Quit');
  expect(await ended).toEqual([0, null]);
  await until('the end of the connection', () => client.overlays() === 0);
});

it('copies the last answer when its card has gone, for other programs to paste', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  await launchOverlay(ports);
  const icon = await trayIcon();
  expect(await isEnabled(icon, 'Copy last answer')).toBe(false);
  client.update({ status: 'mówię', is_speaking: true, text: 'Seven' });
  client.update({ text: 'Seven degrees,\nand rain.' });
  client.update({ status: 'Ready', is_speaking: false });
  client.update({ status: 'myślę', wake_word_detected: true });
  await until('the entry that can be pressed', () => isEnabled(icon, 'Copy last answer'));
  // Its icon comes second, and is not taken for the first one's.
  const read = await startClipboardReader();
  await pressTrayEntry(icon, 'Copy last answer');
  await until('the whole answer in the clipboard', async () => (await read()) === 'Seven degrees,\nand rain.');
});
