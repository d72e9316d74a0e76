import { expect, it } from 'vitest';
import { motionEnded } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, screenPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { clickAt, focusedWindow, openWindowBelow } from './screen.ts';

async function speakingOverlay() {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const below = await openWindowBelow();
  const focused = await focusedWindow();
  const overlay = await launchOverlay(ports);
  client.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: 'A sentence to be read.' });
  await motionEnded(await bubbleIn(overlay, 'speaking'));
  return { client, commands, below, focused, overlay };
}

it('lets every click on the bubble through to the window below', async () => {
  const { below, commands, focused, overlay } = await speakingOverlay();
  const bubble = await overlay.bubble();
  const orb = await screenPoint(bubble, '.orb');
  const answer = await screenPoint(bubble, '[data-testid="answer"]');
  const points = [orb, { x: orb.x + 60, y: orb.y }, answer, { x: orb.x, y: orb.y + 38 }];
  for (const [index, point] of points.entries()) {
    await clickAt(point);
    await until(`click ${index + 1} below`, () => below.clicks() === index + 1);
  }
  expect(commands).toEqual([]);
  expect(await focusedWindow()).toBe(focused);
});

it('takes a click on a button, sends its command once and leaves the focus where it was', async () => {
  const { below, client, commands, focused, overlay } = await speakingOverlay();

  await clickAt(await buttonPoint(overlay, 'stop_tts'));
  await until('the command', () => commands.length > 0);
  await bubbleIn(overlay, 'ready');
  expect(commands).toEqual(['stop_tts']);

  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await until('the second command', () => commands.length > 1);
  await bubbleIn(overlay, 'paused');
  expect(commands).toEqual(['stop_tts', 'toggle_monitoring']);
  expect(client.status().monitoring).toBe(false);

  expect(below.clicks()).toBe(0);
  expect(await focusedWindow()).toBe(focused);
});

it('is no window of the task bar, and is above the others', async () => {
  const { overlay } = await speakingOverlay();
  const windows = await overlay.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      onTop: window.isAlwaysOnTop(),
      focusable: window.isFocusable(),
      focused: window.isFocused(),
    })),
  );
  expect(windows).toEqual([
    { onTop: true, focusable: false, focused: false },
    { onTop: true, focusable: false, focused: false },
  ]);
});
