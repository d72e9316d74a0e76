import { expect, it } from 'vitest';
import { motionEnded } from '../lab/overlay-driver.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { placedWindows } from './placed-overlay.ts';
import { colourAt } from './screen.ts';

it('the desktop shows through the corners of the bubble’s window and the controls’', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  client.update({ overlay_visible: true });
  await motionEnded(await bubbleIn(overlay, 'ready'));
  await (await overlay.controls()).waitForSelector('button');
  const { bubbles, controls } = await placedWindows(overlay);
  // The upper right corner of the controls is outside of the pill's round end, but in its shadow.
  for (const { x, y, width } of [...bubbles, ...controls]) {
    const { red } = await colourAt({ x: x + width - 2, y: y + 1 });
    expect(red).toBeLessThan(200);
  }
  expect(controls).toHaveLength(1);
});
