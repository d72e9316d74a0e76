/** A turn of a client that leaves nothing to guess, and whose overlay loses a part of the answer. */

import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { freePort } from '../lab/free-port.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, shownAnswer, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { textContrast } from './contrast.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { lookLike } from './looks.ts';
import { clickAt } from './screen.ts';

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

/** A relay between the overlay and its client, which loses the frames that a test chooses. It ends with the test. */
async function startRelay(clientPort: number) {
  const port = await freePort();
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  const passed: { readonly type: string }[] = [];
  let isLost = (_: string) => false;
  server.on('connection', (outer) => {
    const inner = new WebSocket(`ws://127.0.0.1:${clientPort}/`);
    const early: string[] = [];
    inner.on('open', () => {
      for (const raw of early.splice(0)) inner.send(raw);
    });
    inner.on('message', (data) => {
      const raw = String(data);
      if (isLost(raw)) return;
      passed.push(JSON.parse(raw));
      outer.send(raw);
    });
    outer.on('message', (data) => {
      if (inner.readyState === WebSocket.OPEN) inner.send(String(data));
      else early.push(String(data));
    });
    inner.on('close', () => outer.close());
    outer.on('close', () => inner.close());
  });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return {
    port,
    /** How many frames of a type have reached the overlay. */
    count: (type: string) => passed.filter((frame) => frame.type === type).length,
    lose(which: (raw: string) => boolean): void {
      isLost = which;
    },
  };
}

const textOf = async (overlay: RunningOverlay, selector: string) =>
  (await overlay.bubble()).evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);

const secondLine = (overlay: RunningOverlay, face: string) =>
  textOf(overlay, `.shows-${face} .phase-${face} .second-line`);

it('a client that says everything exactly is shown so, with an answer of which a part is lost', async () => {
  const ports = await testPorts();
  const { client, commands } = await startClient(ports, { protocol: 2, language: 'en', name: 'Kitchen' });
  client.update({ phase: 'ready' });
  const relay = await startRelay(ports.wsPorts[0] ?? 0);
  const overlay = await launchOverlay({ wsPorts: [relay.port], httpPorts: [await freePort()] });
  await transportIs(overlay, 'socket');
  await until('the hello', () => client.named().length === 1);

  // Words and flags that say something else.
  client.update({ phase: 'listening', status: 'Error', is_speaking: true, level: 0 });
  await bubbleIn(overlay, 'listening');
  for (let level = 1; level <= 200; level += 1) client.update({ level: level / 200 });

  const heard = 'Which day is it, and what is there to do?';
  client.update({ phase: 'thinking', heard, level: null, activity: 'Searching the calendar' });
  const page = await bubbleIn(overlay, 'thinking');
  const besideLabel = '.shows-thinking .phase-thinking .beside';
  await until('the activity', async () => (await textOf(overlay, besideLabel)) === 'Searching the calendar');
  await motionEnded(page);
  for (const look of ['light', 'dark'] as const) {
    await lookLike(overlay, look);
    const heardLine = '.shows-thinking .phase-thinking .heard';
    for (const line of [besideLabel, heardLine]) {
      expect(await textContrast(page, line, look)).toBeGreaterThan(LEAST_CONTRAST);
    }
    await screenshot(join(PROJECT_ROOT, `out/screens/activity-${look}.png`));
  }
  await lookLike(overlay, 'light');

  client.update({ phase: 'speaking', is_speaking: false, text: 'It is' });
  await until('the beginning', async () => (await shownAnswer(overlay)) === 'It is');
  client.append(' Monday 👋');
  await until('a delta', async () => (await shownAnswer(overlay)) === 'It is Monday 👋');
  relay.lose((raw) => raw.includes('"append":", and there are"'));
  client.append(', and there are');
  client.append(' three meetings.');
  await until('what follows the loss', () => relay.count('text_delta') === 2);
  expect(await shownAnswer(overlay)).toBe('It is Monday 👋');
  client.update({ activity: 'Not shown while it speaks' });
  await until(
    'the whole',
    async () => (await shownAnswer(overlay)) === 'It is Monday 👋, and there are three meetings.',
  );
  expect(await secondLine(overlay, 'speaking')).toBe('');
  client.update({ spoken: 14 });
  client.append(' The first is at nine.');
  const answer = 'It is Monday 👋, and there are three meetings. The first is at nine.';
  await until('the rest', async () => (await shownAnswer(overlay)) === answer);
  expect(relay.count('text_delta')).toBe(3);

  // It can be stopped, although no flag says that it speaks.
  await buttonPoint(overlay, 'stop_tts');
  client.update({ phase: 'ready' });
  await bubbleIn(overlay, 'ready');
  await visibleIs(overlay, false);

  const notice = { kind: 'summary', title: 'Monday', text: 'Three meetings, and rain.' } as const;
  client.update({ notice });
  await visibleIs(overlay, true);
  await until('the notice', async () => (await secondLine(overlay, 'notice')) === 'Monday');
  expect(await shownAnswer(overlay)).toBe(notice.text);
  client.update({ notice: null, phase: 'error', status: 'No network' });
  await bubbleIn(overlay, 'error');
  await until('its cause', async () => (await secondLine(overlay, 'error')) === 'No network');

  client.update({ phase: 'ready', monitoring: true });
  await bubbleIn(overlay, 'ready');
  client.update({ overlay_visible: true });
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await until('the wake word off', () => client.status().monitoring === false);
  expect(commands).toEqual(['set_monitoring']);
  await bubbleIn(overlay, 'paused');
});
