import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { HELD_KEYS_MS } from '../../src-main/desktop/shortcuts.ts';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { temporaryFolder } from './overlay-process.ts';
import { pressTrayEntry, trayIcon } from './tray.ts';

/** A profile whose settings have these shortcuts. */
function profileWith(shortcuts: Partial<Settings['shortcuts']>): string {
  const profile = temporaryFolder();
  const settings = { ...DEFAULT_SETTINGS, shortcuts: { ...DEFAULT_SETTINGS.shortcuts, ...shortcuts } };
  writeFileSync(join(profile, 'settings.json'), serializeSettings(settings));
  return profile;
}

const press = (keys: string) => onDesktop('xdotool', 'key', '--clearmodifiers', keys);
/** The same keys again are a new press only after this. */
const pause = () => setTimeout(HELD_KEYS_MS);

it('go the way of the buttons, whatever program has the focus', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  client.update({ overlay_visible: true });
  const profile = profileWith({ toggleMonitoring: 'Control+Alt+M', stopSpeech: 'F9', showHide: 'Control+Shift+Space' });
  const overlay = await launchOverlay({ ...ports, profile });
  await bubbleIn(overlay, 'ready');

  await press('ctrl+alt+m');
  await until('the first command', () => commands.length > 0);
  expect(commands).toEqual(['toggle_monitoring']);
  await bubbleIn(overlay, 'paused');

  // Nothing is spoken, so there is nothing to stop.
  await press('F9');
  await pause();
  client.update({ status: 'mówię', is_speaking: true, text: 'Long story.' });
  await bubbleIn(overlay, 'speaking');
  await press('F9');
  await until('the second command', () => commands.length > 1);
  expect(commands).toEqual(['toggle_monitoring', 'stop_tts']);

  await bubbleIn(overlay, 'paused');
  await visibleIs(overlay, true);
  await press('ctrl+shift+space');
  await visibleIs(overlay, false);
  await pause();
  await press('ctrl+shift+space');
  await visibleIs(overlay, true);
});

it('are pressed once, however long their keys are held down', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  client.update({ overlay_visible: true });
  const overlay = await launchOverlay({ ...ports, profile: profileWith({ toggleMonitoring: 'Control+Alt+M' }) });
  await bubbleIn(overlay, 'ready');
  const keys = ['ctrl', 'alt', 'm'];
  await onDesktop('xdotool', ...keys.flatMap((key) => ['keydown', key]));
  // Long enough for dozens of repetitions.
  await setTimeout(2_000);
  await onDesktop('xdotool', ...keys.toReversed().flatMap((key) => ['keyup', key]));
  expect(commands).toEqual(['toggle_monitoring']);
});

it('that another program holds are told as conflicts', async () => {
  // The window manager holds Alt+F4, whatever else it holds.
  const profile = profileWith({ toggleMonitoring: 'Alt+F4', stopSpeech: 'Control+Alt+S' });
  const overlay = await launchOverlay({ ...(await testPorts()), profile });
  await overlay.bubble();
  await pressTrayEntry(await trayIcon(), 'Settings…');
  const page = await overlay.page('settings');
  const t = translator('en');
  await page.getByText(t('section.shortcuts'), { exact: true }).first().click();
  await page.getByText(t('shortcutState.conflict')).waitFor();
  await page.getByText(t('shortcutState.active')).waitFor();
  expect(await page.getByText(t('shortcutState.conflict')).count()).toBe(1);
});
