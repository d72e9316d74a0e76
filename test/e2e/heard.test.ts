/** The user's voice: its level while the assistant listens, and the words while it thinks and above its answer. */

import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { SETTINGS_VERSION } from '../../src-shared/settings.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, inPhase, shownAnswer, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { lookLike } from './looks.ts';
import { profileWith } from './settings-page.ts';

const QUESTION = 'What time is it in Leeds?';
const FITTING = 'What is the weather like in Leeds?';
const LONG = 'What is the weather like tomorrow afternoon, and do I need an umbrella on my way home from Leeds?';
const ANSWER = 'Cloudy, with some rain in the afternoon.';

const heardIn = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('[data-testid="heard"]')].map(({ textContent }) => textContent));

const isCut = (page: Page) =>
  page.evaluate(() => {
    const line = document.querySelector('[data-testid="heard"]');
    return line === null || line.scrollWidth > line.clientWidth;
  });

/** How far the words that were heard are from the sides of their line. */
const sidesOf = (page: Page) =>
  page.evaluate(() => {
    const line = document.querySelector('[data-testid="heard"]');
    if (line === null) throw new Error('nothing was heard');
    const range = document.createRange();
    range.selectNodeContents(line);
    const [words, box] = [range.getBoundingClientRect(), line.getBoundingClientRect()];
    return { left: words.left - box.left, right: box.right - words.right };
  });

/** Where the label is in each frame of a change, until its motion is over. */
const labelTops = (page: Page) =>
  page.evaluate(
    (label) =>
      new Promise<readonly number[]>((resolve) => {
        const tops: number[] = [];
        const look = () => {
          const element = document.querySelector(label);
          tops.push(element?.getBoundingClientRect().top ?? Number.NaN);
          const hasMoved = tops.some((top) => top !== tops[0]);
          if (hasMoved && document.getAnimations().length === 0) resolve(tops);
          else requestAnimationFrame(look);
        };
        look();
      }),
    inPhase('thinking', '.label'),
  );

it('is shown in the pill, and above the answer, until both leave', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2, language: 'en', name: 'Kitchen' });
  client.update({ phase: 'ready' });
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket');

  client.update({ phase: 'thinking' });
  const page = await bubbleIn(overlay, 'thinking');
  await visibleIs(overlay, true);
  await motionEnded(page);
  const label = labelTops(page);
  client.update({ heard: QUESTION });
  await until('the words', async () => (await heardIn(page)).join() === QUESTION);
  const tops = await label;
  expect(tops.length).toBeGreaterThan(3);
  for (const [index, top] of tops.entries()) expect(Math.abs(top - (tops[index - 1] ?? top))).toBeLessThan(5);

  // Almost as long as the line beside three buttons: nothing is cut where there is room.
  client.update({ heard: FITTING });
  await until('the longest words', async () => (await heardIn(page)).join() === FITTING);
  // The pill takes a moment to be as wide as they are.
  await until('the whole of them', async () => !(await isCut(page)));

  client.update({ heard: LONG, activity: 'Searching' });
  await until('the other words', async () => (await heardIn(page)).join().includes('…'));
  expect((await heardIn(page)).join()).toMatch(/^What is .*…\S.* Leeds\?$/);
  await until('all that is left of them', async () => !(await isCut(page)));
  expect(await page.locator(inPhase('thinking', '.beside')).textContent()).toBe('Searching');
  await motionEnded(page);
  const labelAt = () => page.locator(inPhase('thinking', '.label')).boundingBox();
  const before = await labelAt();
  client.update({ monitoring: false, muted: true });
  await until('both marks', async () => (await page.locator('.mark').count()) === 2);
  expect(await labelAt()).toEqual(before);
  for (const look of ['light', 'dark'] as const) {
    await lookLike(overlay, look);
    await screenshot(join(PROJECT_ROOT, `out/screens/heard-thinking-${look}.png`));
  }

  client.update({ phase: 'speaking', text: ANSWER });
  await until('the answer', async () => (await shownAnswer(overlay)) === ANSWER);
  await until('the words in one place', async () => (await heardIn(page)).length === 1);
  await motionEnded(page);
  for (const look of ['light', 'dark'] as const) {
    await lookLike(overlay, look);
    await screenshot(join(PROJECT_ROOT, `out/screens/heard-answer-${look}.png`));
  }
  const [heard, answer] = await page.evaluate(() =>
    ['heard', 'answer'].map((name) => document.querySelector(`[data-testid="${name}"]`)?.getBoundingClientRect().top),
  );
  expect(heard).toBeLessThan(answer ?? Number.NaN);
  expect((await heardIn(page)).join()).toMatch(/^What is .*…\S.* Leeds\?$/);
  expect(await isCut(page)).toBe(false);

  // In the pill on the side of the label; on the card where its own words begin, as the answer does.
  client.update({ phase: 'thinking', heard: 'מה השעה?' });
  await until('words from right to left', async () => (await heardIn(page)).join() === 'מה השעה?');
  expect((await sidesOf(page)).left).toBeLessThan(1);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  expect((await sidesOf(page)).right).toBeLessThan(1);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
  client.update({ phase: 'speaking', text: 'שבע.' });
  await until('their answer', async () => (await shownAnswer(overlay)) === 'שבע.');
  await until('the words in one place', async () => (await heardIn(page)).length === 1);
  expect((await sidesOf(page)).right).toBeLessThan(1);

  client.update({ phase: 'ready' });
  await visibleIs(overlay, false);
  await until('nothing of the words', async () => (await heardIn(page)).length === 0);
});

it('is not shown if the user does not want it', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2, language: 'en', name: 'Kitchen' });
  client.update({ phase: 'thinking', heard: QUESTION, activity: 'Searching' });
  const overlay = await launchOverlay({
    ...ports,
    profile: profileWith({ version: SETTINGS_VERSION, appearance: { showHeard: false } }),
  });
  const page = await bubbleIn(overlay, 'thinking');
  await page.locator(inPhase('thinking', '.second-line'), { hasText: 'Searching' }).waitFor();
  expect(await heardIn(page)).toEqual([]);
  client.update({ phase: 'speaking', text: ANSWER });
  await until('the answer', async () => (await shownAnswer(overlay)) === ANSWER);
  expect(await heardIn(page)).toEqual([]);
});

it('moves the bars by the level, without a state, and not with reduced motion', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2, language: 'en', name: 'Kitchen' });
  client.update({ phase: 'listening', level: 0 });
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket');
  const page = await bubbleIn(overlay, 'listening');
  await visibleIs(overlay, true);
  await page.evaluate(() => {
    let states = -1;
    window.overlay.onState(() => {
      states += 1;
      document.documentElement.dataset['states'] = String(states);
    });
  });
  const height = () =>
    page.evaluate(
      (bar) => {
        const element = document.querySelector(bar);
        if (element === null) throw new Error('no bar');
        return new DOMMatrix(getComputedStyle(element).transform).d;
      },
      inPhase('listening', '.bar-middle'),
    );
  const states = () => page.evaluate(() => document.documentElement.dataset['states']);
  await until('the first state', async () => (await states()) === '0');
  // A level only counts as one once the overlay has taken the whole status.
  for (const level of [1, 0.5, 0.125]) {
    client.update({ level });
    await until(`the bars at ${level}`, async () => Math.abs((await height()) - (0.25 + 0.75 * level)) < 0.01);
  }
  expect(await states()).toBe('0');

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await until('bars at rest', async () => (await height()) === 1);
  client.update({ level: 0.75 });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await until('the bars at 0.75', async () => Math.abs((await height()) - (0.25 + 0.75 * 0.75)) < 0.01);

  client.update({ level: null });
  const seen = new Set<number>();
  await until('the bars to breathe', async () => seen.add(await height()).size > 4);
  expect(await states()).toBe('0');
});
