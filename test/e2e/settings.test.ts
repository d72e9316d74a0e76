import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { SETTINGS_VERSION } from '../../src-shared/settings.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, inPhase, shownAnswer, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import {
  openSection,
  openSettings,
  pressKeys,
  profileWith,
  settingsFile,
  settingsPage,
  tabTo,
} from './settings-page.ts';
import { trayEntries, trayIcon } from './tray.ts';

const USUAL = { version: 1 };

/** An overlay with a client that is ready, and its settings open. Environment and tray are in English. */
async function startWithSettings(content: object = USUAL): Promise<{ overlay: RunningOverlay; page: Page }> {
  const ports = await testPorts();
  await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile: profileWith(content) });
  return { overlay, page: await openSettings(overlay) };
}

const windowsOnScreen = async (name: string) =>
  (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '')).split('\n').filter(Boolean);

describe('the settings window', () => {
  it('opens from the tray, once, with the focus, a frame and an entry in the taskbar', async () => {
    const { overlay } = await startWithSettings();
    const [id = ''] = await until('the window', async () => {
      const found = await windowsOnScreen('^Asystent Overlay – Settings$');
      return found.length > 0 && found;
    });
    await until('the focus', async () =>
      (await onDesktop('xdotool', 'getwindowfocus', 'getwindowname')).includes('Settings'),
    );
    expect(await onDesktop('xprop', '-id', id, '_NET_WM_WINDOW_TYPE')).toContain('_NET_WM_WINDOW_TYPE_NORMAL');
    expect(await onDesktop('xprop', '-id', id, '_NET_WM_STATE')).not.toContain('SKIP_TASKBAR');
    expect(await onDesktop('xprop', '-id', id, 'WM_NORMAL_HINTS')).toMatch(/minimum size: \d+ by \d+/);

    await openSettings(overlay);
    expect(await windowsOnScreen('^Asystent Overlay – Settings$')).toEqual([id]);
  });

  it('scrolls as a whole where it is zoomed so far that its list leaves no room', async () => {
    const { overlay, page } = await startWithSettings();
    const zoom = (factor: number) =>
      overlay.app.evaluate(({ BrowserWindow }, wanted) => {
        const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('settings'));
        window?.webContents.setZoomFactor(wanted);
      }, factor);
    const scrolls = () =>
      page.evaluate(() =>
        ['.settings', 'main'].map((part) => {
          const element = document.querySelector(part);
          return element !== null && element.scrollHeight > element.clientHeight;
        }),
      );
    expect(await scrolls()).toEqual([false, true]);
    await zoom(2);
    await expect.poll(scrolls).toEqual([true, false]);
    await page.evaluate(() => document.querySelector('.settings')?.scrollTo(0, 1_000));
    const heading = await page.locator('nav').boundingBox();
    expect((heading?.y ?? 0) + (heading?.height ?? 0)).toBeLessThanOrEqual(0);
    await zoom(1);
  });

  it('opens when the client asks for it', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    await transportIs(overlay, 'socket');
    client.update({ action: 'open_settings' } as Parameters<typeof client.update>[0]);
    await settingsPage(overlay);
  });

  it('shows a sample on the bubble for as long as it is open, and what really goes on instead', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay({ ...ports, profile: profileWith(USUAL) });
    const page = await openSettings(overlay);
    const bubble = await bubbleIn(overlay, 'ready');
    await visibleIs(overlay, true);
    // It stays for as long as the settings are open, so nothing of it may move.
    await motionEnded(bubble);
    expect(await bubble.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(await shownAnswer(overlay)).toContain('This is how answers will look');
    // The tray shows the present state.
    expect([...(await trayEntries(await trayIcon())).keys()][0]).toContain('Ready');

    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    expect(await shownAnswer(overlay)).toBe('');
    client.update({ status: 'Ready', wake_word_detected: false });
    await bubbleIn(overlay, 'ready');
    await until('the sample again', async () => (await shownAnswer(overlay)).includes('This is how answers will look'));

    await page.close();
    await visibleIs(overlay, false);
    await bubbleIn(overlay, 'ready');
  });
});

describe('a setting', () => {
  it('changed with the keyboard alone shows on the bubble at once, and is still there after a restart', async () => {
    const ports = await testPorts();
    await startClient(ports);
    const profile = profileWith(USUAL);
    const overlay = await launchOverlay({ ...ports, profile });
    const page = await openSettings(overlay);
    const bubble = await overlay.bubble();
    const controls = await overlay.controls();
    const isDark = (each: Page) => each.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const scale = () => bubble.evaluate(() => document.documentElement.style.getPropertyValue('zoom'));
    expect(await isDark(bubble)).toBe(false);

    await until('the focus', async () =>
      (await onDesktop('xdotool', 'getwindowfocus', 'getwindowname')).includes('Settings'),
    );
    await tabTo(page, 'input[type="radio"][value="auto"]');
    await pressKeys('Right', 'Right');
    await until('dark pages', async () => (await isDark(bubble)) && (await isDark(controls)) && (await isDark(page)));

    await tabTo(page, 'input[type="range"][min="75"]');
    await pressKeys('Right', 'Right', 'Right', 'Right', 'Right');
    await until('the larger bubble', async () => (await scale()) === '1.25');
    await tabTo(page, 'input[type="range"][min="50"]');
    await pressKeys('Left', 'Left');
    const surfaceAlpha = () =>
      bubble.evaluate(() => {
        const { backgroundColor } = getComputedStyle(document.querySelector('.pill') ?? document.body);
        return Number(/, ([\d.]+)\)$/.exec(backgroundColor)?.[1]);
      });
    await until('the more transparent bubble', async () => Math.abs((await surfaceAlpha()) - 0.96 * 0.9) < 0.005);
    // The texts stay as they are.
    expect(
      await bubble.evaluate(() => getComputedStyle(document.querySelector('.pill') ?? document.body).opacity),
    ).toBe('1');
    await tabTo(page, '.switch');
    await pressKeys('space');
    await until('the answer to go', async () => (await shownAnswer(overlay)) === '');
    const switchMoves = () =>
      page
        .locator('.switch')
        .first()
        .evaluate((each) => getComputedStyle(each, '::before').transitionDuration);
    expect(await switchMoves()).not.toBe('0s');
    await page.getByLabel('Reduce motion').press('Space');
    await until('the settings to keep still as well', async () => (await switchMoves()) === '0s');

    await until('the file', () => settingsFile(profile)?.['appearance']?.['showCard'] === false);
    await overlay.close();
    const again = await launchOverlay({ ...ports, profile });
    await openSettings(again);
    const bubbleAgain = await bubbleIn(again, 'ready');
    expect(await isDark(bubbleAgain)).toBe(true);
    expect(await bubbleAgain.evaluate(() => document.documentElement.style.getPropertyValue('zoom'))).toBe('1.25');
    expect(settingsFile(profile)).toMatchObject({
      version: SETTINGS_VERSION,
      appearance: { theme: 'dark', scalePercent: 125, opacityPercent: 90, showCard: false },
    });
  });

  it('of the ports is refused beside the field, and takes the overlay to another client when it is right', async () => {
    const [ports, elsewhere] = [await testPorts(), await testPorts()];
    await startClient(elsewhere);
    const profile = profileWith({ ...USUAL, connection: ports });
    const overlay = await launchOverlay({ wsPorts: [], httpPorts: [], profile });
    const page = await openSettings(overlay);
    await openSection(page, 'connection');
    const field = page.getByLabel('WebSocket ports');
    for (const wrong of ['8001', '6001, 70000', 'abc', '']) {
      await field.fill(wrong);
      await field.press('Enter');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await page.locator('.error:not(:empty)').textContent()).toContain('from 1 to 65535');
      const described = (await field.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`[id="${described.split(' ').at(-1)}"]`).textContent()).toContain('8001');
    }
    expect(settingsFile(profile)?.['connection']?.['wsPorts']).toEqual(ports.wsPorts);

    await field.fill(String(ports.httpPorts[0]));
    await field.press('Enter');
    expect(await page.locator('.error:not(:empty)').textContent()).toContain('in both lists, WebSocket and HTTP');

    await field.fill(elsewhere.wsPorts.join(' , '));
    await field.press('Enter');
    expect(await page.locator('.error:not(:empty)').count()).toBe(0);
    await transportIs(overlay, 'socket');
    expect(await field.inputValue()).toBe(elsewhere.wsPorts.join(', '));
  });

  it('that the environment decides says so and can’t be changed', async () => {
    const { page } = await startWithSettings();
    expect(await page.getByLabel('Language').isDisabled()).toBe(true);
    await openSection(page, 'connection');
    expect(await page.getByLabel('WebSocket ports').getAttribute('readonly')).not.toBeNull();
    expect(await page.textContent('main')).toContain('ASYSTENT_WS_PORTS');
  });

  it('of the language changes bubble, tray, window and page at once', async () => {
    const ports = await testPorts();
    await startClient(ports);
    const profile = profileWith({ ...USUAL, connection: ports, appearance: { language: 'pl' } });
    const overlay = await launchOverlay({ wsPorts: [], httpPorts: [], language: null, profile });
    const page = await openSettings(overlay, 'Ustawienia…');
    expect(await page.textContent('h1')).toBe('Ustawienia');
    expect(await page.getAttribute('html', 'lang')).toBe('pl');
    await page.getByLabel('Język').selectOption('English');
    await until('the page in English', async () => (await page.textContent('h1')) === 'Settings');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await until('the window in English', async () => (await windowsOnScreen('– Settings$')).length === 1);
    const bubble = await overlay.bubble();
    await bubble.locator(inPhase('ready', '.label'), { hasText: /^Ready$/ }).waitFor({ state: 'attached' });
    await until('the tray in English', async () => (await trayEntries(await trayIcon())).has('Settings…'));
  });

  it('goes back to its default with its section', async () => {
    const { page } = await startWithSettings({ ...USUAL, behaviour: { visibility: 'always', lingerSeconds: 22 } });
    await openSection(page, 'behaviour');
    await page.getByText('22 seconds').waitFor();
    await page.getByRole('button', { name: 'Restore defaults Behaviour' }).click();
    await page.getByText('4 seconds').waitFor();
    expect(await page.getByLabel('When needed').isChecked()).toBe(true);
  });

  it('that was refused goes with the reset of its section', async () => {
    const ports = await testPorts();
    const overlay = await launchOverlay({
      wsPorts: [],
      httpPorts: [],
      profile: profileWith({ ...USUAL, connection: ports }),
    });
    const page = await openSettings(overlay);
    await openSection(page, 'connection');
    const field = page.getByLabel('HTTP ports');
    await field.fill('abc');
    await page.getByRole('button', { name: 'Restore defaults Connection' }).click();
    await until('the defaults', async () => (await field.inputValue()) === '5001, 5000');
    expect(await page.locator('.error:not(:empty)').count()).toBe(0);
  });

  it('of the place is forgotten, and follows the arrow keys as they point', async () => {
    const places = { elsewhere: { anchor: 'bottom', offsetX: 0, offsetY: 0 } };
    const { overlay, page } = await startWithSettings({ ...USUAL, position: { places } });
    const bubble = await bubbleIn(overlay, 'ready');
    const top = () => bubble.evaluate(() => window.screenY);
    const before = await top();
    await openSection(page, 'position');
    const forget = page.getByRole('button', { name: 'Forget' });
    await forget.press('Enter');
    await page.getByText('Not moved. Drag the bubble').waitFor();
    expect(await forget.getAttribute('aria-disabled')).toBe('true');
    await forget.and(page.locator(':focus')).waitFor();

    await page.getByRole('radio', { name: 'Top', exact: true }).focus();
    await pressKeys('Down');
    await until('the choice', () => page.getByRole('radio', { name: 'Bottom', exact: true }).isChecked());
    await until('the bubble at the bottom', async () => (await top()) > before + 300);
    await pressKeys('Right');
    await until('the choice', () => page.getByRole('radio', { name: 'Bottom right' }).isChecked());
  });
});

describe('a shortcut', () => {
  it('is recorded by pressing it, and says when it is taken', async () => {
    const { page } = await startWithSettings();
    await openSection(page, 'shortcuts');
    const record = (action: string) => page.getByRole('button', { name: `Record… ${action}` });
    await record('Stop speaking').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('a');
    await page.getByText('or a function key').waitFor();
    await pressKeys('ctrl+alt+o');
    await page.getByText('Ctrl + Alt + O').waitFor();
    await page.getByText('Active').waitFor();

    await record('Stop speaking').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('Escape');
    await page.getByText('Ctrl + Alt + O').waitFor();

    await record('Show or hide the bubble').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('F9');
    await until('both to work', async () => (await page.getByText('Active').count()) === 2);

    // Keys that are a shortcut already are recorded, and not carried out.
    await record('Show or hide the bubble').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('ctrl+alt+o');
    await until(
      'the conflict',
      async () => (await page.locator('kbd').allTextContents()).join() === 'Ctrl + Alt + O,Ctrl + Alt + O',
    );
    await record('Show or hide the bubble').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('F9');
    await until('both to work', async () => (await page.getByText('Active').count()) === 2);

    await record('Stop speaking').focus();
    await pressKeys('Return');
    await page.getByText('Press the keys…').waitFor();
    await pressKeys('BackSpace');
    await until('one to be gone', async () => (await page.locator('kbd').allTextContents()).join() === 'F9');

    await page.getByRole('button', { name: 'Clear Show or hide the bubble' }).press('Enter');
    await until('none to be left', async () => (await page.locator('kbd').count()) === 0);
    await record('Show or hide the bubble').and(page.locator(':focus')).waitFor();
  });
});

describe('the settings file', () => {
  it('that is broken is kept aside and reported', async () => {
    const profile = profileWith('{"appearance": {"theme": "dar');
    const ports = await testPorts();
    const overlay = await launchOverlay({ ...ports, profile });
    const page = await openSettings(overlay);
    const kept = readdirSync(profile).filter((name) => /^settings\.broken-.*\.json$/.test(name));
    expect(kept).toHaveLength(1);
    expect(await page.textContent('[role="alert"] .problem')).toContain(kept[0]);
    expect(await page.getByLabel('System', { exact: true }).isChecked()).toBe(true);
  });

  it('that can’t be written does not keep a change from taking effect, and is reported', async () => {
    const { overlay, page } = await startWithSettings();
    await overlay.app.evaluate(
      ({ app }, path) => {
        // A folder in the way of the file: root may write into read-only folders as well.
        const fs = process.getBuiltinModule('node:fs');
        fs.rmSync(path, { force: true });
        fs.mkdirSync(path);
        return app.name;
      },
      join(overlay.profile, 'settings.json'),
    );
    await page.getByLabel('Show answers').click();
    await until('the answer to go', async () => (await shownAnswer(overlay)) === '');
    await page.getByText('could not be saved').waitFor();
  });
});

it('offers to end the overlay, which a desktop without a tray offers nowhere else', async () => {
  const { page, overlay } = await startWithSettings();
  await openSection(page, 'about');
  const ended = once(overlay.app.process(), 'exit');
  await page
    .getByRole('button', { name: 'Quit' })
    .click({ noWaitAfter: true })
    .catch(() => undefined);
  expect(await ended).toEqual([0, null]);
});
