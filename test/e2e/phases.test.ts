import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/overlay-process.ts';
import type { Phase } from '../../src-preload/contract.ts';
import { bubbleIn, screenPoint, settled, shownAnswer, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { colourAt } from './screen.ts';

const ANSWER = 'W Sosnowcu jest teraz 7 stopni i pada deszcz.';

/** What the client says in each phase that it is there in. The overlay is held up, so that all of them can be seen. */
const SAID = {
  ready: { status: 'Ready' },
  paused: { status: 'Monitoring Stopped', monitoring: false },
  listening: { status: 'Listening...', monitoring: true, is_listening: true, wake_word_detected: true },
  thinking: { status: 'Przetwarzam zapytanie...' },
  speaking: { status: 'mówię', is_speaking: true, text: ANSWER },
  error: { status: 'Wystąpił błąd…', text: '', is_speaking: false, is_listening: false, wake_word_detected: false },
} as const;

/** The phases' colours, as docs/design.md has them. */
const COLOUR: Readonly<Partial<Record<Phase, readonly [number, number, number]>>> = {
  listening: [0x4c, 0xaf, 0x50],
  thinking: [0xff, 0x98, 0x00],
  speaking: [0x21, 0x96, 0xf3],
  error: [0xf4, 0x43, 0x36],
};

describe.each(['pl', 'en'] as const)('the bubble in %s', (language) => {
  it('shows every phase of a client that comes, works and goes', async () => {
    const ports = await testPorts();
    const overlay = await launchOverlay({ ...ports, language });
    const seen: Phase[] = [];
    const see = async (phase: Phase) => {
      const page = await bubbleIn(overlay, phase);
      await visibleIs(overlay, true);
      await settled(page);
      await screenshot(join(PROJECT_ROOT, `out/screens/${language}-${phase}.png`));
      const expected = COLOUR[phase];
      if (expected !== undefined) {
        const orb = await screenPoint(page, '.orb');
        const { red, green, blue } = await colourAt({ x: orb.x, y: orb.y - 14 });
        // The compositor rounds; what counts is that the real screen shows this phase's colour and not another's.
        for (const [index, channel] of [red, green, blue].entries()) {
          expect(Math.abs(channel - (expected[index] ?? 0)), `${phase}: ${red},${green},${blue}`).toBeLessThan(48);
        }
      }
      seen.push(phase);
    };

    await see('connecting');
    const { client } = await startClient(ports);
    client.update({ overlay_visible: true });
    for (const [phase, said] of Object.entries(SAID) as [keyof typeof SAID, object][]) {
      client.update(said);
      await see(phase);
      expect(await shownAnswer(overlay)).toBe(phase === 'speaking' ? ANSWER : '');
    }
    await client.stop();
    await see('offline');
    expect(seen).toHaveLength(8);
  });
});

describe('the bubble', () => {
  it('is hidden while nothing goes on, and shown when something begins', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    await visibleIs(overlay, true);
    client.update({ status: 'Ready', wake_word_detected: false });
    await visibleIs(overlay, false);
    const isShown = () =>
      overlay.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
    await expect.poll(isShown).toBe(false);
  });

  it('shows an answer as text, whatever is in it', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    const text = '<img src=x onerror="document.title=1"><script>alert(1)</script> &amp; [link](https://example.org)';
    client.update({ status: 'mówię', is_speaking: true, text });
    const page = await bubbleIn(overlay, 'speaking');
    expect(await shownAnswer(overlay)).toBe(text);
    expect(await page.locator('img, script[src=""], a').count()).toBe(0);
  });
});
