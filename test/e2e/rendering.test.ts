import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { onDesktop } from './desktop.ts';
import { portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';

/** Chromium's lines after it tried to use a graphics card where there is none, as on the virtual desktop. */
const GRAPHICS_CARD_TRIED = 'Exiting GPU process due to errors during initialization';

test.each([
  { drawing: 'auto', args: [], tries: false },
  { drawing: 'software', args: [], tries: false },
  { drawing: 'graphicsCard', args: [], tries: true },
  { drawing: 'graphicsCard', args: ['--disable-gpu'], tries: false },
] as const)('the overlay with the setting "$drawing" and $args tries the graphics card: $tries', async (given) => {
  const { drawing, args, tries } = given;
  const profile = temporaryFolder();
  const appearance = { ...DEFAULT_SETTINGS.appearance, drawing };
  writeFileSync(join(profile, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, appearance }));
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const overlay = startOverlayProcess({ args, env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile } });
  await until('the bubble on the screen', () =>
    onDesktop('xdotool', 'search', '--onlyvisible', '--class', 'asystent-overlay').catch(() => null),
  );
  overlay.kill('SIGTERM');
  expect((await overlay.ended).stderr.includes(GRAPHICS_CARD_TRIED)).toBe(tries);
});
