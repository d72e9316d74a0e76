import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { CommandName } from '../../packages/client/src/protocol.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { MEANT_FOR_LAST_MS } from '../../src-main/clients/reduce-clients.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { makePairedClients } from '../lab/paired-clients.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, inPhase, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { lookLike } from './looks.ts';
import { temporaryFolder } from './overlay-process.ts';
import { openPanelPage, panelIsClosed } from './panel.ts';
import { clickAt } from './screen.ts';
import { isChecked, pressTrayEntry, trayEntries, trayEntry, trayIcon } from './tray.ts';

const ANSWER = {
  pl: 'Makaron będzie gotowy za osiem minut.',
  en: 'The pasta will be ready in eight minutes.',
} as const;
const FAILURE = { pl: 'Wystąpił błąd mikrofonu', en: 'Microphone failed' } as const;
const QUIET = { status: 'Ready', is_speaking: false, is_listening: false, wake_word_detected: false };

/** An overlay that follows the client on this computer and one that it is paired with, both ready. */
async function start({ name = 'Kitchen', language = 'en' as 'pl' | 'en' } = {}) {
  const profile = temporaryFolder();
  const [kitchen] = (await makePairedClients(profile, [name])).map(({ client }) => client);
  if (kitchen === undefined) throw new Error('no client');
  await kitchen.start();
  onTestFinished(kitchen.stop);
  const kitchenCommands: CommandName[] = [];
  kitchen.onCommand((command) => kitchenCommands.push(command));
  kitchen.update({ status: 'Ready', monitoring: true });

  const ports = await testPorts();
  const local = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile, language });
  await until('both clients', () => local.client.overlays() === 1 && kitchen.overlays() === 1);
  return {
    overlay,
    profile,
    local: local.client,
    localCommands: local.commands,
    kitchen,
    kitchenCommands,
  };
}

it('shows the one with something going on by its name, and presses go to that one', async () => {
  const { overlay, local, localCommands, kitchen, kitchenCommands } = await start();
  kitchen.update({ status: 'mówię', text: ANSWER.en, is_speaking: true });
  const bubble = await bubbleIn(overlay, 'speaking');
  await bubble.locator(inPhase('speaking', '.second-line'), { hasText: /^Kitchen$/ }).waitFor({ state: 'attached' });
  await delay(MEANT_FOR_LAST_MS);
  await clickAt(await buttonPoint(overlay, 'stop_tts'));
  await until('the command', () => kitchenCommands.length > 0);
  expect(kitchenCommands).toEqual(['stop_tts']);
  expect(localCommands).toEqual([]);

  kitchen.update(QUIET);
  local.update({ status: 'myślę', wake_word_detected: true, overlay_visible: true });
  await bubbleIn(overlay, 'thinking');
  await bubble
    .locator(inPhase('thinking', '.second-line'), { hasText: /^This computer$/ })
    .waitFor({ state: 'attached' });
  // Faster than a person, it would count for the one that was shown before.
  await delay(MEANT_FOR_LAST_MS);
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  await until('the command', () => localCommands.length > 0);
  expect(localCommands).toEqual(['toggle_monitoring']);
  expect(kitchenCommands).toEqual(['stop_tts']);
});

it('goes on with the other one when one is gone, after it has said so', async () => {
  const { overlay, local, kitchen } = await start();
  await kitchen.stop();
  const bubble = await bubbleIn(overlay, 'offline');
  await bubble.locator(inPhase('offline', '.beside'), { hasText: /^Kitchen$/ }).waitFor({ state: 'attached' });
  await bubbleIn(overlay, 'ready');
  await visibleIs(overlay, false);
  expect(local.overlays()).toBe(1);
  local.update({ status: 'mówię', text: ANSWER.en, is_speaking: true });
  await bubbleIn(overlay, 'speaking');
});

it('lets the user choose in the tray which one is shown in quiet', async () => {
  const { kitchenCommands, localCommands } = await start();
  const icon = await trayIcon();
  await trayEntry(icon, 'This computer: Ready');
  await pressTrayEntry(icon, 'Kitchen: Ready');
  await pressTrayEntry(icon, 'Turn off wake word');
  await until('the command', () => kitchenCommands.length > 0);
  expect(kitchenCommands).toEqual(['set_monitoring']);
  expect(localCommands).toEqual([]);
});

it('has its mark drawn anew when the one that is shown is chosen again, because the panel has turned it', async () => {
  await start();
  const icon = await trayIcon();
  const shown = 'This computer: Ready';
  await until('its mark', () => isChecked(icon, shown));
  const numberBefore = (await trayEntries(icon)).get(shown);
  await pressTrayEntry(icon, shown);
  await until('the menu to be drawn anew', async () => (await trayEntries(icon)).get(shown) !== numberBefore);
  await until('its mark', () => isChecked(icon, shown));
});

it('closes the panel when another one comes to be shown, which gets nothing of what was typed', async () => {
  const { overlay, local, localCommands, kitchen, kitchenCommands } = await start();
  const icon = await trayIcon();
  await pressTrayEntry(icon, 'Kitchen: Ready');
  await pressTrayEntry(icon, 'Type to the assistant…');
  const panel = await openPanelPage(overlay);
  await panel.getByRole('textbox').fill('for the kitchen');
  local.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  await panelIsClosed(overlay);
  local.update(QUIET);
  await pressTrayEntry(icon, 'Kitchen: Ready');
  await pressTrayEntry(icon, 'Type to the assistant…');
  const again = await openPanelPage(overlay);
  expect(await again.getByRole('textbox').inputValue()).toBe('for the kitchen');
  expect([localCommands, kitchenCommands]).toEqual([[], []]);
  await again.getByRole('textbox').press('Enter');
  await until('the text', () => kitchenCommands.includes('send_text'));
  kitchen.update(QUIET);
});

it('leaves a client alone as soon as it is removed in the settings', async () => {
  const { overlay, local, kitchen } = await start();
  await overlay.app.evaluate(({ app }) => app.emit('second-instance'));
  const page = await overlay.page('settings');
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.settings.onView(({ settings }) => {
          for (const { id } of settings.clients.followed) window.settings.removeClient(id);
          resolve();
        });
      }),
  );
  await until('the end of the socket', () => kitchen.overlays() === 0);
  expect(local.overlays()).toBe(1);
  kitchen.update({ status: 'mówię', text: ANSWER.en, is_speaking: true });
  local.update({ status: 'myślę', wake_word_detected: true });
  const bubble = await bubbleIn(overlay, 'thinking');
  expect(await bubble.locator(inPhase('thinking', '.second-line')).count()).toBe(0);
});

/** Whether the pill's words in a phase, once it is there, are whole and end before the controls begin. */
async function wordsFit(overlay: RunningOverlay, phase: Phase): Promise<boolean> {
  const bubble = await bubbleIn(overlay, phase);
  const controls = await overlay.controls();
  // A bubble that is hidden keeps the phase that it had, until it is shown again.
  await bubble.waitForSelector(inPhase(phase, '.label'), { state: 'attached' });
  await motionEnded(bubble);
  // The buttons' page starts after the bubble's.
  await controls.waitForSelector('[data-testid="handle"]', { state: 'attached' });
  await motionEnded(controls);
  const right = await bubble.evaluate(
    (selector) => {
      const words = [...document.querySelectorAll(selector)];
      const isWhole = words.length > 0 && words.every((element) => element.scrollWidth <= element.clientWidth + 1);
      return isWhole
        ? window.screenX + Math.max(...words.map((element) => element.getBoundingClientRect().right))
        : null;
    },
    inPhase(phase, ':is(.label, .beside, .second-line)'),
  );
  // The window has room for more buttons than there may be.
  const left = await controls.evaluate(() => {
    const handle = document.querySelector('[data-testid="handle"]');
    return window.screenX + (handle?.getBoundingClientRect().left ?? Number.NaN);
  });
  return right !== null && right <= left;
}

it.each([
  ['pl', 'Kuchnia'],
  ['en', 'Kitchen'],
] as const)('has room for the name beside labels and buttons (%s)', async (language, name) => {
  const { overlay, local, kitchen } = await start({ name, language });
  const shoot = async (scene: string) => {
    for (const look of ['light', 'dark'] as const) {
      await lookLike(overlay, look);
      await screenshot(join(PROJECT_ROOT, `out/screens/clients/${language}-${look}-${scene}.png`));
    }
  };
  kitchen.update({ status: 'mówię', text: ANSWER[language], is_speaking: true });
  expect(await wordsFit(overlay, 'speaking')).toBe(true);
  await shoot('speaking');
  kitchen.update({ ...QUIET, status: FAILURE[language] });
  const bubble = await bubbleIn(overlay, 'error');
  await bubble.locator(inPhase('error', '.beside'), { hasText: name }).waitFor({ state: 'attached' });
  expect(await wordsFit(overlay, 'error')).toBe(true);
  await shoot('error');
  kitchen.update({ ...QUIET, monitoring: false, overlay_visible: true });
  expect(await wordsFit(overlay, 'paused')).toBe(true);
  await shoot('paused');
  kitchen.update({ overlay_visible: false });
  local.update({ overlay_visible: true });
  expect(await wordsFit(overlay, 'ready')).toBe(true);
  local.update({ overlay_visible: false });
  await kitchen.stop();
  expect(await wordsFit(overlay, 'offline')).toBe(true);
});

it('cuts a long name off, and leaves the label whole', async () => {
  const { overlay, kitchen } = await start({ name: 'The assistant that stands on the shelf beside the window' });
  await kitchen.stop();
  const bubble = await bubbleIn(overlay, 'offline');
  await motionEnded(bubble);
  const widths = await bubble.evaluate(
    (selectors) =>
      selectors.map((selector) => {
        const element = document.querySelector(selector);
        return element === null ? null : element.scrollWidth - element.clientWidth;
      }),
    [inPhase('offline', '.label'), inPhase('offline', '.beside')],
  );
  expect(widths[0]).toBeLessThanOrEqual(1);
  expect(widths[1]).toBeGreaterThan(1);
  await screenshot(join(PROJECT_ROOT, 'out/screens/clients/en-long-name.png'));
});

it('lists the last answers of both by name, and goes on listing them when another one comes to be shown', async () => {
  const { overlay, local, kitchen } = await start();
  kitchen.update({ status: 'mówię', text: ANSWER.en, is_speaking: true });
  kitchen.update(QUIET);
  await pressTrayEntry(await trayIcon(), 'Last answers…');
  const panel = await openPanelPage(overlay);
  await panel.getByRole('textbox', { name: /^Answer from Kitchen, / }).waitFor();
  local.update({ status: 'mówię', text: 'Yes.', is_speaking: true });
  await bubbleIn(overlay, 'speaking');
  await panel.getByRole('textbox', { name: /^Answer from This computer, / }).waitFor();
  expect(await panel.locator('textarea').evaluateAll((fields) => fields.map((each) => each.textContent))).toEqual([
    'Yes.',
    ANSWER.en,
  ]);
});
