import { expect, it } from 'vitest';
import { translator } from '../../src-shared/strings.ts';
import { SATELLITE, TOKEN } from '../assistants/hass/bench.ts';
import { startStandIn } from '../assistants/hass/stand-in.ts';
import { logLines } from '../lab/overlay-parts.ts';
import { phaseIsShown } from '../lab/scenes.ts';
import { until } from '../lab/until.ts';
import { launchOverlay } from './desktop.ts';

it('the overlay follows a satellite of Home Assistant, and its token is nowhere to be found [SEC-HASS-TOKEN]', async () => {
  const standIn = await startStandIn();
  const overlay = await launchOverlay({
    wsPorts: [],
    httpPorts: [],
    language: 'en',
    env: { ASYSTENT_FOLLOW: `hass://127.0.0.1:${standIn.port}/${SATELLITE}`, ASYSTENT_HASS_TOKEN: TOKEN },
  });
  await until('the overlay at the satellite', () => standIn.sockets.size === 1);
  for (const [state, phase] of [
    ['listening', 'listening'],
    ['processing', 'thinking'],
    ['responding', 'speaking'],
    ['unavailable', 'error'],
  ] as const) {
    standIn.setState(state);
    await phaseIsShown(overlay, phase);
  }
  const bubble = await overlay.bubble();
  const problem = translator('en')('detail.no-satellite');
  await until('the problem in words', async () =>
    (await bubble.evaluate(() => document.body.textContent)).includes(problem),
  );
  expect(logLines(overlay).join('\n')).toContain('socket live');
  const inside = await overlay.app.evaluate(() => JSON.stringify([process.env, process.argv]));
  const pages = await Promise.all(overlay.app.windows().map((page) => page.content()));
  expect([logLines(overlay).join('\n'), inside, ...pages].filter((text) => text.includes(TOKEN))).toEqual([]);
});
