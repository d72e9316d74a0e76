import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { transportIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { textContrast } from './contrast.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { isLike, lookLike, NOTICE_TONE, orbColour, TONE } from './looks.ts';

const RECORDING = join(import.meta.dirname, '../recordings/recorded-client-notifications.jsonl');

/** The recorded frames, and when each came. */
const FRAMES = readFileSync(RECORDING, 'utf8')
  .trim()
  .split('\n')
  .map((line): { t: number; frame: string } => JSON.parse(line))
  .filter(({ frame }) => frame !== undefined);

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

/** From a frame to its picture, on a busy machine. */
const DRAWN_MS = 700;

/** The texts of the bubble: phase, the pill's two lines, answer; `null` while it is hidden. */
type Seen = readonly [phase: string, label: string, secondLine: string, answer: string] | null;

const UNSPOKEN = 'Bez silnika mowy.';
const BRIEFING: Seen = ['ready', 'Briefing', '', ''];

/** The bubble's texts from each of these frames on: the last one that came at its time. */
const EXPECTED: ReadonlyMap<number, Seen> = new Map<number, Seen>([
  [1007, ['ready', 'Powiadomienie', 'Spotkanie za 5 minut: Pokój 12…', '']],
  [4012, null],
  [5012, ['ready', 'Powiadomienie', 'Bateria: Zostało 5 procent, po…', '']],
  [12320, null],
  [14002, BRIEFING],
  [15906, BRIEFING],
  [18016, BRIEFING],
  [19524, BRIEFING],
  [22007, ['ready', 'Podsumowanie dnia', '', '']],
  [23512, ['ready', 'Podsumowanie dnia', '', '']],
  [26048, ['thinking', 'Myślę…', '', '']],
  [27009, ['ready', 'Gotowy', '', UNSPOKEN]],
  [30017, ['ready', 'Gotowy', '', UNSPOKEN]],
  [31003, ['thinking', 'Myślę…', '', '']],
]);

/** A client that sends the given frames, word for word. It ends with the test. */
async function startRawClient(port: number): Promise<{ send(frame: string): void; isMet(): boolean }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  const sockets = new Set<WebSocket>();
  let last = FRAMES[0]?.frame ?? '';
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.send(last);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
    server.close();
  });
  return {
    send(frame) {
      last = frame;
      for (const socket of sockets) socket.send(frame);
    },
    isMet: () => sockets.size > 0,
  };
}

async function seenIn(overlay: RunningOverlay): Promise<Seen> {
  const page = await overlay.bubble();
  return page.evaluate(() => {
    const root = document.querySelector<HTMLElement>('[data-testid="bubble"]');
    if (root?.dataset['visible'] !== 'true') return null;
    const shown = [...root.classList].find((name) => name.startsWith('shows-'))?.replace('shows-', '');
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    const layer = `.phase-${shown}`;
    const answer = text('[data-testid="answer"]');
    return [root.dataset['phase'] ?? '', text(`${layer} .label`), text(`${layer} .second-line`), answer] as const;
  });
}

const textOf = async (overlay: RunningOverlay, selector: string) =>
  (await overlay.bubble()).evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);

describe('the released client’s own frames', () => {
  it('show each notice, each for as long as it should, and the answer that nobody speaks', async () => {
    const ports = await testPorts();
    const [port = 0] = ports.wsPorts;
    const client = await startRawClient(port);
    const overlay = await launchOverlay({ ...ports, language: 'pl' });
    await until('the overlay at its client', client.isMet);
    await transportIs(overlay, 'socket');
    const beganMs = performance.now() - (FRAMES[0]?.t ?? 0);
    for (const [index, { t, frame }] of FRAMES.entries()) {
      await delay(Math.max(0, beganMs + t - performance.now()));
      client.send(frame);
      const expected = EXPECTED.get(t);
      if (expected === undefined || FRAMES[index + 1]?.t === t) continue;
      await expect.poll(() => seenIn(overlay), { timeout: DRAWN_MS, message: `at ${t}` }).toEqual(expected);
      if (expected === null) continue;
      // On the screen itself, where its colour is the notice's and not that of the phase.
      const tone = expected[0] === 'thinking' ? TONE.thinking : expected[3] === UNSPOKEN ? null : NOTICE_TONE;
      if (tone !== null) await until(`the colour at ${t}`, async () => isLike(await orbColour(overlay), tone));
    }
  });
});

describe.each(['pl', 'en'] as const)('a notice in %s', (language) => {
  const words = {
    pl: {
      line: 'Notification: Spotkanie za 5 minut: Pokój 12...',
      text: 'Spotkanie za 5 minut: Pokój 12, drugie piętro.',
    },
    en: {
      line: 'Notification: Meeting in 5 minutes: Room 12...',
      text: 'Meeting in 5 minutes: Room 12, second floor.',
    },
  }[language];
  const failure = {
    pl: 'Błąd: model językowy odpowiedział 429 Too Many Requests, spróbuj za 20 sekund',
    en: 'Error: the language model answered 429 Too Many Requests, try again in 20 seconds',
  }[language];

  it('has a look of its own, with its text in the card, and a long error is read whole', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay({ ...ports, language });
    await transportIs(overlay, 'socket');
    const scenes = {
      notification: { status: words.line, overlay_visible: true },
      briefing: { status: 'Daily Briefing' },
      summary: { status: 'Day Summary: day_summary' },
      text: { status: words.line, text: words.text },
      error: { status: failure, text: '', overlay_visible: false },
    };
    for (const [scene, patch] of Object.entries(scenes)) {
      client.update(patch);
      const page = await overlay.bubble();
      const face = scene === 'error' ? 'error' : 'notice';
      await page.waitForSelector(`[data-testid="bubble"].shows-${face}[data-visible="true"]`);
      await expect.poll(() => textOf(overlay, '[data-testid="answer"]')).toBe(scene === 'text' ? words.text : '');
      if (scene === 'error') {
        const [, first = '', rest] = /: (.)(.*)/.exec(failure) ?? [];
        await expect.poll(() => textOf(overlay, '.whole-line')).toBe(`${first.toUpperCase()}${rest}`);
        expect(await isCut(overlay, '.phase-error .second-line')).toBe(true);
        expect(await isCut(overlay, '.whole-line')).toBe(false);
      }
      await motionEnded(page);
      for (const look of ['light', 'dark', 'forced-colors'] as const) {
        await lookLike(overlay, look);
        if (look !== 'forced-colors' && scene === 'notification') {
          for (const text of ['.label', '.second-line'])
            expect(await textContrast(page, `.shows-notice .phase-notice ${text}`, look)).toBeGreaterThan(
              LEAST_CONTRAST,
            );
        }
        await screenshot(join(PROJECT_ROOT, `out/screens/notices/${language}-${look}-${scene}.png`));
      }
      await lookLike(overlay, 'light');
    }
  });
});

it('the pill shows whole what it does not hand to the card', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket');
  for (const line of ['CONNECTION REFUSED BY A SERVER', 'Wait, the microphone went off some hours', '語'.repeat(22)]) {
    client.update({ status: `Error: ${line}` });
    await expect.poll(() => textOf(overlay, '.phase-error .second-line')).toBe(line);
    expect(await isCut(overlay, '.phase-error .second-line')).toBe(false);
    expect(await textOf(overlay, '.whole-line')).toBe('');
  }
});

const isCut = async (overlay: RunningOverlay, selector: string) =>
  (await overlay.bubble()).evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element === null) throw new Error(`not there: ${wanted}`);
    return element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1;
  }, selector);
