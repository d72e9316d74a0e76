import { expect, it, onTestFinished } from 'vitest';
import { connectToX } from '../../src-main/desktop/x-connection.ts';
import { checkWindows } from '../../src-main/windows/start-check.ts';
import { translator } from '../../src-shared/strings.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { logLines } from '../lab/overlay-parts.ts';
import { until } from '../lab/until.ts';
import { wipeInputShape } from '../lab/x-shape.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay, onDesktop } from './desktop.ts';
import { openDiagnostics } from './diagnostics-page.ts';
import { profileWith } from './settings-page.ts';

const t = translator('en');
const TYPE = '_NET_WM_WINDOW_TYPE';

/** Return the numbers of the bubble's windows at the X server, of those that are open. */
function windowsOf(overlay: RunningOverlay): Promise<readonly { window: number; takesClicks: boolean }[]> {
  return overlay.app.evaluate(({ BrowserWindow }) =>
    (['bubble', 'controls'] as const).flatMap((page) => {
      const found = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes(page));
      const window = found?.getNativeWindowHandle().readUInt32LE(0);
      return window === undefined ? [] : [{ window, takesClicks: page === 'controls' }];
    }),
  );
}

async function startOverlay() {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile: profileWith({ version: 1 }) });
  const speak = () => client.update({ status: 'mówię', is_speaking: true, text: 'A sentence to be read.' });
  return { overlay, speak };
}

const setType = (window: number, type: string) =>
  onDesktop('xprop', '-id', `${window}`, '-f', TYPE, '32a', '-set', TYPE, `${TYPE}_${type}`);

it('the windows are as they were set up, and each thing that does not hold is found [REL-READ-BACK]', async () => {
  const { overlay, speak } = await startOverlay();
  speak();
  await motionEnded(await bubbleIn(overlay, 'speaking'));
  const x = await connectToX(desktopEnv());
  onTestFinished(x.close);
  const ours = await windowsOf(overlay);
  const [bubble] = ours;
  if (bubble === undefined) throw new Error('no bubble');
  const findings = () => checkWindows(x, ours);
  await until('nothing to find', async () => (await findings()).length === 0);

  await setType(bubble.window, 'NORMAL');
  expect(await findings()).toEqual(['no-notification']);
  await setType(bubble.window, 'NOTIFICATION');
  expect(await findings()).toEqual([]);

  // Main stands still, so the guard does not put the shape back.
  const main = await overlay.app.evaluate(() => process.pid);
  process.kill(main, 'SIGSTOP');
  try {
    await wipeInputShape(desktopEnv(), bubble.window);
    expect(await findings()).toEqual(['bubble-takes-clicks']);
  } finally {
    process.kill(main, 'SIGCONT');
  }
  await until('the repair', async () => (await findings()).length === 0);
});

it('diagnostics and log say what does not hold when the bubble has been shown first, and nothing else [REL-READ-BACK]', async () => {
  const { overlay, speak } = await startOverlay();
  speak();
  const [bubble] = await until('the window', async () => {
    const windows = await windowsOf(overlay);
    return windows.length > 0 ? windows : null;
  });
  if (bubble === undefined) throw new Error('no bubble');
  await setType(bubble.window, 'NORMAL');
  const page = await openDiagnostics(overlay);
  const problems = page.getByTestId('problems').getByRole('listitem');
  await problems.first().waitFor();
  expect(await problems.allTextContents()).toEqual([t('knownProblem.no-notification')]);
  const told = logLines(overlay).filter((line) => line.includes('known problem'));
  expect(told).toEqual([expect.stringContaining(t('knownProblem.no-notification'))]);
});

it('diagnostics say nothing where all holds [REL-READ-BACK]', async () => {
  const { overlay } = await startOverlay();
  const page = await openDiagnostics(overlay);
  await page.getByTestId('windows').waitFor();
  expect(await page.getByTestId('problems').count()).toBe(0);
});
