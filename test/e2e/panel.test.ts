import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, screenPoint, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { type Offered, type OfferingClient, startOfferingClient } from './offering-client.ts';
import { REACHING_OUT } from './page-attacks.ts';
import { openPanel, openPanelPage, panelIsClosed, panelPage } from './panel.ts';
import { letGo, pull, screenBox } from './placed-overlay.ts';
import { clickAt, focusedWindow, openWindowBelow } from './screen.ts';
import { pressKeys, profileWith } from './settings-page.ts';
import { pressTrayEntry, trayEntries, trayIcon } from './tray.ts';
import { startWitness } from './witness.ts';

const SETTINGS = {
  version: 1,
  behaviour: { visibility: 'always' },
  shortcuts: { startListening: 'Control+Alt+L', typeText: 'Control+Alt+T' },
};

/** An overlay that is always shown, with a client that offers something, above a window that has the focus. */
async function start(offered: Offered = {}) {
  const client = await startOfferingClient(offered);
  const below = await openWindowBelow();
  const focused = await focusedWindow();
  const overlay = await launchOverlay({ ...client.ports, profile: profileWith(SETTINGS) });
  await bubbleIn(overlay, 'ready');
  return { client, below, focused, overlay };
}

const typeText = (text: string) => onDesktop('xdotool', 'type', '--delay', '20', text);
const commandsOf = ({ commands }: OfferingClient, command: string) =>
  commands.filter((request) => request.command === command);
const focusIsBack = (focused: string) =>
  until('the focus where it was', async () => (await focusedWindow()) === focused);

describe('the panel', () => {
  it('opens by the pill with the focus in it, closes with Esc, and the focus is where it was', async () => {
    const { focused, overlay } = await start();
    const panel = await openPanel(overlay);
    const pill = await screenBox(await overlay.bubble(), '.pill');
    await until('the focus elsewhere', async () => ![focused, ''].includes(await focusedWindow()));
    expect(await screenBox(panel, '.panel')).toMatchObject({
      x: pill.x - (PILL_WIDTH - pill.width) / 2,
      y: pill.y + pill.height + 10,
      width: PILL_WIDTH,
    });
    expect(await panel.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Type instead of talking',
    );
    // The buttons have not moved under the pointer. Once it has left them, pill and panel are flush.
    await onDesktop('xdotool', 'mousemove', '100', '300');
    const { x, width } = await screenBox(panel, '.panel');
    await until('the pill as wide as the panel', async () => {
      const box = await screenBox(await overlay.bubble(), '.pill');
      return box.x === x && box.width === width;
    });
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    await focusIsBack(focused);
    await until('the narrow pill', async () => (await screenBox(await overlay.bubble(), '.pill')).width === pill.width);
  });

  it('closes with a second press on its button, and when something else gets the focus', async () => {
    const { below, focused, overlay } = await start();
    await openPanel(overlay);
    await clickAt(await buttonPoint(overlay, 'panel'));
    await panelIsClosed(overlay);
    await focusIsBack(focused);

    await openPanel(overlay);
    // Beside the bubble, where the other window is.
    await clickAt({ x: 100, y: 300 });
    await panelIsClosed(overlay);
    expect(below.clicks()).toBe(1);
  });

  it('is back with the focus and what was typed, when the process of the pages is killed [REL-PAGE-KILLED]', async () => {
    const { overlay } = await start();
    const panel = await openPanel(overlay);
    await typeText('What time is it?');
    await until('what is typed', () =>
      panel.evaluate(() => document.querySelector('input')?.value === 'What time is it?'),
    );
    const pids = await overlay.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    );
    expect(new Set(pids).size).toBe(1);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until('another panel', () => panelPage(overlay) !== panel && panelPage(overlay) !== undefined);
    const again = await openPanelPage(overlay);
    expect(await again.evaluate(() => document.querySelector('input')?.value)).toBe('What time is it?');
    await bubbleIn(overlay, 'ready');
    await buttonPoint(overlay, 'panel');
  });

  it('sends what is typed, closes when the client has taken it, and brings it back with the arrow key', async () => {
    const { client, focused, overlay } = await start();
    await openPanel(overlay);
    // Nothing can't be sent.
    await pressKeys('Return');
    await typeText('  What time is it? ');
    await pressKeys('Return');
    await panelIsClosed(overlay);
    await focusIsBack(focused);
    expect(client.commands).toEqual([{ command: 'send_text', args: { text: 'What time is it?' } }]);
    await bubbleIn(overlay, 'thinking');

    const panel = await openPanel(overlay);
    const field = panel.getByRole('textbox');
    expect(await field.inputValue()).toBe('');
    await typeText('And');
    await pressKeys('Up');
    await until('the text again', async () => (await field.inputValue()) === 'What time is it?');
    await pressKeys('Down');
    await until('what was being typed', async () => (await field.inputValue()) === 'And');
  });

  it('does not send what is invisible', async () => {
    const { client, overlay } = await start();
    const panel = await openPanel(overlay);
    await panel.getByRole('textbox').fill(' \u0001\u200b\u202e');
    await pressKeys('Return');
    const send = panel.locator('button[data-command="send_text"]');
    expect(await send.isDisabled()).toBe(true);
    expect(await send.getAttribute('aria-busy')).toBe('false');
    await panel.getByRole('textbox').fill('\u0001Hello');
    await pressKeys('Return');
    await panelIsClosed(overlay);
    expect(client.commands).toEqual([{ command: 'send_text', args: { text: 'Hello' } }]);
  });

  it('keeps a text that the client refuses, and says why in the user’s language', async () => {
    const { client, overlay } = await start();
    client.answerWith({ code: 'busy' });
    const panel = await openPanel(overlay);
    await typeText('Hello');
    await pressKeys('Return');
    await panel.getByText('The assistant is busy').waitFor();
    expect(await panel.getByRole('textbox').inputValue()).toBe('Hello');
    client.answerWith('ok');
    await pressKeys('Return');
    await panelIsClosed(overlay);
    expect(commandsOf(client, 'send_text')).toHaveLength(2);
  });

  it('keeps a text that the client does not answer, and says so', async () => {
    const { client, overlay } = await start();
    client.answerWith(null);
    const panel = await openPanel(overlay);
    await typeText('Hello');
    await pressKeys('Return');
    await panel.getByText('The assistant did not answer').waitFor();
    expect(await panel.getByRole('textbox').inputValue()).toBe('Hello');
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    const again = await openPanel(overlay);
    expect(await again.getByRole('textbox').inputValue()).toBe('Hello');
  });

  it('does not keep a text that the client takes when the panel has closed already', async () => {
    const { client, overlay } = await start();
    client.answerWith('ok', 2_000);
    await openPanel(overlay);
    await typeText('Hello');
    await pressKeys('Return');
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    expect(client.commands).toHaveLength(1);
    await bubbleIn(overlay, 'thinking');
    const again = await openPanel(overlay);
    expect(await again.getByRole('textbox').inputValue()).toBe('');
  });

  it('keeps what was typed when it closes under it', async () => {
    const { overlay } = await start();
    await openPanel(overlay);
    await typeText('half a que');
    await clickAt({ x: 100, y: 300 });
    await panelIsClosed(overlay);
    await pressKeys('ctrl+alt+t');
    const panel = await openPanelPage(overlay);
    expect(await panel.getByRole('textbox').inputValue()).toBe('half a que');
  });

  it('stays with what was typed when the client goes, and can’t send it until the client is back', async () => {
    const { client, overlay } = await start();
    const panel = await openPanel(overlay);
    await typeText('Hello');
    await client.stop();
    await panel.getByText('Not connected. What you typed stays here.').waitFor();
    expect(await panel.getByRole('textbox').inputValue()).toBe('Hello');
    expect(await panel.getByRole('slider').isDisabled()).toBe(true);
    await pressKeys('Return');
    expect(client.commands).toEqual([]);
    expect(panelPage(overlay)).toBe(panel);
  });
});

describe('the page of the panel', () => {
  it('has nothing of Node or Electron, of ours its bridge only, and reaches nothing', async () => {
    const witness = await startWitness();
    onTestFinished(witness.stop);
    const { overlay } = await start();
    const panel = await openPanel(overlay);
    const found = await panel.evaluate(() => ({
      theirs: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (key) => key in window,
      ),
      overlay: 'overlay' in window,
      settings: 'settings' in window,
      panel: Object.keys(Reflect.get(window, 'panel')).sort(),
    }));
    const bridge = ['close', 'copyAnswer', 'keepDraft', 'onLayout', 'onState', 'onView', 'press', 'texts', 'typed'];
    expect(found).toEqual({ theirs: [], overlay: false, settings: false, panel: bridge });
    const { http, ws, udpPort } = witness;
    const got = await Promise.all(
      Object.values(REACHING_OUT).map((attack) =>
        Promise.race([panel.evaluate(attack, { http, ws, udpPort }).catch(() => undefined), delay(2_000)]),
      ),
    );
    expect(got.filter(Boolean)).toEqual([]);
    expect(witness.seen()).toEqual({ connections: 0, packets: 0 });
  });
});

describe('the volume', () => {
  it('follows the slider with few commands, of which the last one wins', async () => {
    const { client, overlay } = await start();
    client.answerWith('ok', 100);
    const panel = await openPanel(overlay);
    const slider = await screenBox(panel, 'input[type="range"]');
    const at = (part: number) => ({ x: slider.x + 8 + (slider.width - 16) * part, y: slider.y + slider.height / 2 });
    pull(at(0.6), at(0.2));
    letGo();
    const levels = () =>
      client.commands.flatMap((request) => (request.command === 'set_volume' ? [request.args.level] : []));
    await until('the last move', () => levels().at(-1) === 0.2);
    // More than one move was made in the time of each answer.
    expect(levels().length).toBeLessThan(12);
    expect(await panel.getByRole('slider').inputValue()).toBe('20');
    await until('the client’s volume', () => panel.getByText('20%').isVisible());
    expect(panelPage(overlay)).toBe(panel);
  });

  it('is changed with the keyboard alone, and muted', async () => {
    const { client, overlay } = await start();
    const panel = await openPanel(overlay);
    const focused = () => panel.evaluate(() => document.activeElement?.getAttribute('data-command'));
    const seen: (string | null | undefined)[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await pressKeys('Tab');
      seen.push(
        await until('the focus to move on', async () => (await focused()) !== seen.at(-1) && (await focused())),
      );
    }
    expect(seen).toEqual(['start_listening', 'set_muted', 'set_volume']);
    await pressKeys('Right');
    await until('a command', () => commandsOf(client, 'set_volume').length === 1);
    expect(commandsOf(client, 'set_volume')).toEqual([{ command: 'set_volume', args: { level: 0.65 } }]);
    await pressKeys('shift+Tab', 'space');
    await until('the other command', () => commandsOf(client, 'set_muted').length === 1);
    await panel.getByRole('button', { name: 'Unmute the assistant' }).waitFor();
    expect(await focused()).toBe('set_muted');
  });

  it('that the client won’t change says why, and is the client’s again', async () => {
    const { client, overlay } = await start();
    client.answerWith({ code: 'failed', message: 'No sound card' });
    const panel = await openPanel(overlay);
    await panel.getByRole('slider').press('End');
    await panel.getByText('No sound card').waitFor();
    await until('the old volume', async () => (await panel.getByRole('slider').inputValue()) === '60');
  });
});

describe('talking', () => {
  it('is a press on the button that stops the speech at other times, which neither moves nor takes the focus', async () => {
    const { client, focused, overlay } = await start();
    const talk = await buttonPoint(overlay, 'start_listening');
    const toggle = await buttonPoint(overlay, 'toggle_monitoring');
    await clickAt(talk);
    await bubbleIn(overlay, 'listening');
    expect(client.commands).toEqual([{ command: 'start_listening' }]);
    client.update({ status: 'mówię', is_listening: false, is_speaking: true, text: 'Seven.' });
    await bubbleIn(overlay, 'speaking');
    expect(await buttonPoint(overlay, 'stop_tts')).toEqual(talk);
    expect(await buttonPoint(overlay, 'toggle_monitoring')).toEqual(toggle);
    expect(await focusedWindow()).toBe(focused);
  });

  it('from the panel closes it as soon as the assistant listens', async () => {
    const { client, overlay } = await start();
    const panel = await openPanel(overlay);
    await clickAt(await screenPoint(panel, 'button[data-command="start_listening"]'));
    await panelIsClosed(overlay);
    expect(client.commands).toEqual([{ command: 'start_listening' }]);
  });

  it('and typing have shortcuts', async () => {
    const { client, overlay } = await start();
    await pressKeys('ctrl+alt+l');
    await until('the command', () => client.commands.length === 1);
    expect(client.commands).toEqual([{ command: 'start_listening' }]);
    await pressKeys('ctrl+alt+t');
    await openPanelPage(overlay);
  });

  it('and typing and muting are in the tray', async () => {
    const { client, overlay } = await start();
    const icon = await trayIcon();
    await pressTrayEntry(icon, 'Mute the assistant');
    await pressTrayEntry(icon, 'Unmute the assistant');
    await pressTrayEntry(icon, 'Talk to the assistant');
    await until('the commands', () => client.commands.length === 3);
    await pressTrayEntry(icon, 'Type to the assistant…');
    await openPanelPage(overlay);
  });
});

describe('a client that offers less', () => {
  it('is offered no less for it: what there is fills the panel', async () => {
    const { overlay } = await start({ commands: ['set_muted'], settings: [] });
    const panel = await openPanel(overlay);
    expect(await panel.locator('[data-command]').count()).toBe(1);
    expect(await panel.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
    // Also where there is no field that has the focus.
    await pressKeys('Escape');
    await panelIsClosed(overlay);
  });

  it('today’s client, has no button, no tray entry, and no panel', async () => {
    const ports = await testPorts();
    const { commands } = await startClient(ports);
    const overlay = await launchOverlay({ ...ports, profile: profileWith(SETTINGS) });
    await transportIs(overlay, 'socket');
    await visibleIs(overlay, true);
    const controls = await overlay.controls();
    await controls.waitForSelector('button[data-command="toggle_monitoring"]');
    expect(await controls.locator('button').count()).toBe(1);
    const entries = [...(await trayEntries(await trayIcon())).keys()];
    expect(entries.filter((label) => /assistant/.test(label))).toEqual([]);
    await pressKeys('ctrl+alt+t');
    await pressKeys('ctrl+alt+l');
    // A press that comes later is carried, so these were taken and came to nothing.
    await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
    await until('the command', () => commands.length > 0);
    expect(commands).toEqual(['toggle_monitoring']);
    expect(panelPage(overlay)).toBeUndefined();
  });
});
