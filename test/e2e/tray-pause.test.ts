import { it } from 'vitest';
import { until } from '../lab/until.ts';
import { bubbleIn, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { pressTrayEntry, trayEntries, trayIcon, trayTooltip } from './tray.ts';

it('hides the overlay for an hour, whatever happens, and goes on telling the state', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ status: 'myślę', wake_word_detected: true });
  const overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'thinking');
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Pause overlay for an hour');
  await visibleIs(overlay, false);
  client.update({ status: 'mówię', is_speaking: true, text: 'Yes.' });
  await bubbleIn(overlay, 'speaking');
  await visibleIs(overlay, false);
  await until('the tooltip', async () => /Speaking….*paused until \d+:\d\d/.test(await trayTooltip(icon)));

  await pressTrayEntry(icon, 'Resume overlay');
  await visibleIs(overlay, true);
  await until('the tooltip without the pause', async () => !(await trayTooltip(icon)).includes('paused'));
});

it('names the version', async () => {
  await launchOverlay(await testPorts());
  const icon = await trayIcon();
  await until('the entry', async () =>
    [...(await trayEntries(icon)).keys()].some((label) => /^Asystent Overlay \d/.test(label)),
  );
});
