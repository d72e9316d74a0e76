import { expect, it } from 'vitest';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { openDiagnostics } from './diagnostics-page.ts';

it('the pages that show what assistants say share a process, and settings and diagnostics another one [SEC-PAGE]', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  client.update({ overlay_visible: true });
  const overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'ready');
  await overlay.controls();
  const processes = () =>
    overlay.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .map(({ type }) => type)
        .sort(),
    );
  const pages = () =>
    overlay.app.evaluate(({ BrowserWindow }) =>
      Object.fromEntries(
        BrowserWindow.getAllWindows().map(({ webContents }) => [
          new URL(webContents.getURL()).pathname.slice(1, -'.html'.length),
          webContents.getOSProcessId(),
        ]),
      ),
    );
  // No process for the network, and none for drawing.
  expect(await processes()).toEqual(['Browser', 'Tab']);
  const { bubble, controls } = await pages();
  expect(controls).toBe(bubble);

  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  await openDiagnostics(overlay);
  const open = await pages();
  expect(open.bubble).toBe(bubble);
  expect(open.settings).not.toBe(bubble);
  expect(open.diagnostics).toBe(open.settings);
});
