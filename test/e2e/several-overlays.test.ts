import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { temporaryFolder, textOf } from './overlay-process.ts';
import { clickAt } from './screen.ts';

/** An overlay with a profile of its own, called by a name and standing where the other one does not. */
async function launchNamed(ports: ClientPorts, overlayName: string | null, anchor: Anchor): Promise<RunningOverlay> {
  const profile = temporaryFolder();
  const { position, clients } = DEFAULT_SETTINGS;
  const settings = {
    ...DEFAULT_SETTINGS,
    position: { ...position, anchor },
    clients: { ...clients, overlayName },
  };
  writeFileSync(join(profile, 'settings.json'), serializeSettings(settings));
  return launchOverlay({ ...ports, profile });
}

it('show the same client, and a command from one of them shows on both', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports, { protocol: 2 });
  const desk = await launchNamed(ports, 'Desk', 'top');
  const shelf = await launchNamed(ports, null, 'bottom');
  await until('both at the client', () => client.named().length === 2);
  expect(client.named().map(({ name }) => name)).toEqual(['Desk', hostname()]);

  client.update({ status: 'mówię', text: 'It is noon.', is_speaking: true });
  await bubbleIn(desk, 'speaking');
  await bubbleIn(shelf, 'speaking');
  await clickAt(await buttonPoint(shelf, 'stop_tts'));
  await bubbleIn(desk, 'ready');
  await bubbleIn(shelf, 'ready');
  expect(commands).toEqual(['stop_tts']);
});

it('can be told apart by the client, which knows each of them again', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2 });
  client.update({ status: 'myślę', wake_word_detected: true });
  const desk = await launchNamed(ports, 'Desk', 'top');
  const shelf = await launchNamed(ports, 'Shelf', 'bottom');
  await bubbleIn(desk, 'thinking');
  await bubbleIn(shelf, 'thinking');
  await until('both at the client', () => client.named().length === 2);
  const { id = '' } = client.named().find(({ name }) => name === 'Shelf') ?? {};
  expect(textOf(join(shelf.profile, 'overlay-id'))).toBe(`${id}\n`);

  expect(client.sendOnce({ action: 'toggle_visibility' }, id)).toBe(1);
  await visibleIs(shelf, false);
  await visibleIs(desk, true);

  await shelf.close();
  await until('its leaving', () => client.named().length === 1);
  await launchOverlay({ ...ports, profile: shelf.profile });
  await until('its return', () => client.named().length === 2);
  expect(client.named().map((overlay) => overlay.id)).toContain(id);
});
