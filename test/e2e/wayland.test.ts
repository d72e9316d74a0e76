import { expect, it } from 'vitest';
import { until } from '../lab/until.ts';
import { startClient, testPorts } from './clients.ts';
import { onDesktop } from './desktop.ts';
import { killWithTest, overlayOf, portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';

/** The process ids of the bubble's and the controls' windows that can be seen. */
async function windowOwners(): Promise<readonly number[]> {
  const ids = await onDesktop('xdotool', 'search', '--onlyvisible', '--class', 'asystent-overlay').catch(() => '');
  const owners = ids
    .split('\n')
    .filter(Boolean)
    .map((id) => onDesktop('xdotool', 'getwindowpid', id).then(Number));
  return Promise.all(owners);
}

it('in a Wayland session the overlay starts once more, under XWayland, and stays there', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const profile = temporaryFolder();
  killWithTest(profile);

  const first = startOverlayProcess({
    env: { ...portsEnv(ports), ASYSTENT_PROFILE_DIR: profile, XDG_SESSION_TYPE: 'wayland' },
    args: ['--profile', 'kept'],
  });
  expect((await first.ended).code).toBe(0);

  await until('the connection', () => client.overlays() === 1);
  const second = overlayOf(profile);
  expect(second?.commandLine).toContain('--ozone-platform=x11');
  expect(second?.commandLine).toContain('--profile=kept');
  await until('the bubble on the screen', async () => (await windowOwners()).length > 0);
  expect(new Set(await windowOwners())).toEqual(new Set([second?.pid]));
  expect(overlayOf(profile)).toEqual(second);
});
