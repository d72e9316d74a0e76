import { expect, it } from 'vitest';
import { SETTINGS_VERSION } from '../../src-shared/settings.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { profileWith } from './settings-page.ts';
import { pressTrayEntry, trayEntries, trayIcon, trayTooltip } from './tray.ts';

const QUIET = { status: 'Ready', is_speaking: false, wake_word_detected: false, is_listening: false } as const;

it('hides the bubble while the user presents something, but for what is urgent, and goes on telling the state', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ status: 'myślę', wake_word_detected: true });
  const profile = profileWith({
    version: SETTINGS_VERSION,
    behaviour: { showUrgent: true },
    shortcuts: { present: 'Control+Alt+P' },
  });
  const overlay = await launchOverlay({ ...ports, profile });
  await bubbleIn(overlay, 'thinking');
  const icon = await trayIcon();
  const tooltipHas = (pattern: RegExp) => until(`${pattern}`, async () => pattern.test(await trayTooltip(icon)));
  await pressTrayEntry(icon, 'For 30 minutes');
  await visibleIs(overlay, false);
  client.update({ status: 'mówię', is_speaking: true, text: 'Yes.' });
  await bubbleIn(overlay, 'speaking');
  await visibleIs(overlay, false);
  await tooltipHas(/Speaking….*presenting until \d+:\d\d/);

  client.update({ ...QUIET, status: 'Notification: a parcel has come', overlay_visible: true });
  await visibleIs(overlay, true);
  client.update({ ...QUIET, status: 'myślę', wake_word_detected: true, overlay_visible: false });
  await visibleIs(overlay, false);

  await pressTrayEntry(icon, 'End presenting');
  await visibleIs(overlay, true);
  await pressTrayEntry(icon, 'Until I end it');
  await visibleIs(overlay, false);
  await tooltipHas(/presenting'/);
  await pressTrayEntry(icon, 'End presenting');
  await visibleIs(overlay, true);

  await onDesktop('xdotool', 'key', '--clearmodifiers', 'ctrl+alt+p');
  await visibleIs(overlay, false);
  await tooltipHas(/presenting until/);
  expect([...(await trayEntries(icon)).keys()]).not.toContain('Hide while presenting');
});

it('names the version', async () => {
  await launchOverlay(await testPorts());
  const icon = await trayIcon();
  await until('the entry', async () =>
    [...(await trayEntries(icon)).keys()].some((label) => /^Asystent Overlay \d/.test(label)),
  );
});
