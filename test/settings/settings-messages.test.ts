import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pageUrl } from '../../src-main/security/app-scheme.ts';
import { handleSettingsMessages, type SettingsPageRequests } from '../../src-main/settings/settings-messages.ts';
import { type ChangeAnswer, SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import { settingsViewWith } from '../settings-view.ts';

type Handler = (event: object, ...args: readonly unknown[]) => unknown;
const handlers = vi.hoisted(() => new Map<string, Handler>());
vi.mock('electron', () => ({
  ipcMain: {
    on: (channel: string, handler: Handler) => handlers.set(channel, handler),
    handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
  },
}));

const DONE: ChangeAnswer = { refusal: null, view: settingsViewWith() };

const requests = {
  view: vi.fn<SettingsPageRequests['view']>(),
  update: vi.fn<SettingsPageRequests['update']>(() => DONE),
  reset: vi.fn<SettingsPageRequests['reset']>(),
  setLogin: vi.fn<SettingsPageRequests['setLogin']>(),
  answerLogin: vi.fn<SettingsPageRequests['answerLogin']>(),
  setRecording: vi.fn<SettingsPageRequests['setRecording']>(),
  openDiagnostics: vi.fn<SettingsPageRequests['openDiagnostics']>(),
  openLogFolder: vi.fn<SettingsPageRequests['openLogFolder']>(),
  quit: vi.fn<SettingsPageRequests['quit']>(),
  pairText: vi.fn<SettingsPageRequests['pairText']>(() => 'paired'),
  pairFile: vi.fn<SettingsPageRequests['pairFile']>(async () => 'cancelled'),
  renameClient: vi.fn<SettingsPageRequests['renameClient']>(),
  removeClient: vi.fn<SettingsPageRequests['removeClient']>(),
};
const log = vi.fn<(message: string) => void>();

beforeEach(() => {
  vi.clearAllMocks();
  handlers.clear();
  handleSettingsMessages(requests, log);
});

/** Sends a message as a page at `url` does. @param isMainFrame false: from a frame inside the page. */
function send(channel: string, args: readonly unknown[], url = pageUrl('settings'), isMainFrame = true): unknown {
  const senderFrame = { url };
  const event = { senderFrame, sender: { mainFrame: isMainFrame ? senderFrame : {} }, reply: vi.fn() };
  return handlers.get(channel)?.(event, ...args);
}

const CHANGE = ['appearance', { theme: 'dark' }] as const;

describe('messages of the settings page', () => {
  it('are carried out', async () => {
    expect(send(SETTINGS_CHANNEL.update, CHANGE)).toBe(DONE);
    expect(requests.update).toHaveBeenCalledExactlyOnceWith('appearance', { theme: 'dark' });
    send(SETTINGS_CHANNEL.reset, ['position']);
    expect(requests.reset).toHaveBeenCalledExactlyOnceWith('position');
    send(SETTINGS_CHANNEL.setLogin, [true]);
    expect(requests.setLogin).toHaveBeenCalledExactlyOnceWith(true);
    send(SETTINGS_CHANNEL.answerLogin, [false]);
    expect(requests.answerLogin).toHaveBeenCalledExactlyOnceWith(false);
    send(SETTINGS_CHANNEL.recording, [true]);
    expect(requests.setRecording).toHaveBeenCalledExactlyOnceWith(true);
    send(SETTINGS_CHANNEL.openDiagnostics, []);
    expect(requests.openDiagnostics).toHaveBeenCalledTimes(1);
    send(SETTINGS_CHANNEL.openLogFolder, []);
    expect(requests.openLogFolder).toHaveBeenCalledTimes(1);
    send(SETTINGS_CHANNEL.quit, []);
    expect(requests.quit).toHaveBeenCalledTimes(1);
    expect(send(SETTINGS_CHANNEL.pairText, ['{}'])).toBe('paired');
    expect(requests.pairText).toHaveBeenCalledExactlyOnceWith('{}');
    expect(await send(SETTINGS_CHANNEL.pairFile, [])).toBe('cancelled');
    send(SETTINGS_CHANNEL.renameClient, ['id', 'Kitchen']);
    expect(requests.renameClient).toHaveBeenCalledExactlyOnceWith('id', 'Kitchen');
    send(SETTINGS_CHANNEL.removeClient, ['id']);
    expect(requests.removeClient).toHaveBeenCalledExactlyOnceWith('id');
    send(SETTINGS_CHANNEL.ready, []);
    expect(requests.view).toHaveBeenCalledTimes(1);
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    [SETTINGS_CHANNEL.update, ['secrets', {}]],
    [SETTINGS_CHANNEL.update, ['appearance']],
    [SETTINGS_CHANNEL.update, ['appearance', 'dark']],
    [SETTINGS_CHANNEL.update, ['appearance', {}, 'more']],
    [SETTINGS_CHANNEL.reset, ['everything']],
    [SETTINGS_CHANNEL.reset, [['appearance']]],
    [SETTINGS_CHANNEL.setLogin, ['yes']],
    [SETTINGS_CHANNEL.answerLogin, []],
    [SETTINGS_CHANNEL.openDiagnostics, ['now']],
    [SETTINGS_CHANNEL.openLogFolder, ['/etc']],
    [SETTINGS_CHANNEL.pairText, []],
    [SETTINGS_CHANNEL.pairText, [{ url: 'wss://127.0.0.1:1/' }]],
    [SETTINGS_CHANNEL.pairFile, ['/etc/passwd']],
    [SETTINGS_CHANNEL.renameClient, ['id']],
    [SETTINGS_CHANNEL.removeClient, [{ id: 'id' }]],
  ])('are refused and logged with wrong arguments: %s %j', (channel, args) => {
    expectRefused(channel, () => send(channel, args));
  });

  it.each([
    ['the bubble', pageUrl('bubble'), true],
    ['the controls', pageUrl('controls'), true],
    ['another site', 'https://example.com/settings.html', true],
    ['a frame inside the page', pageUrl('settings'), false],
  ])('are refused and logged from %s', (_, url, isMainFrame) => {
    const args: Readonly<Record<string, readonly unknown[]>> = {
      [SETTINGS_CHANNEL.update]: CHANGE,
      [SETTINGS_CHANNEL.reset]: ['appearance'],
      [SETTINGS_CHANNEL.setLogin]: [true],
      [SETTINGS_CHANNEL.answerLogin]: [true],
      [SETTINGS_CHANNEL.openDiagnostics]: [],
      [SETTINGS_CHANNEL.openLogFolder]: [],
      [SETTINGS_CHANNEL.ready]: [],
      [SETTINGS_CHANNEL.pairText]: ['{}'],
      [SETTINGS_CHANNEL.pairFile]: [],
      [SETTINGS_CHANNEL.renameClient]: ['id', 'Kitchen'],
      [SETTINGS_CHANNEL.removeClient]: ['id'],
    };
    for (const [channel, given] of Object.entries(args))
      expectRefused(channel, () => send(channel, given, url, isMainFrame));
  });

  function expectRefused(channel: string, sent: () => unknown) {
    log.mockClear();
    // The page waits for an answer to these.
    const answered: readonly string[] = [SETTINGS_CHANNEL.update, SETTINGS_CHANNEL.pairText, SETTINGS_CHANNEL.pairFile];
    if (answered.includes(channel)) expect(sent).toThrow('refused');
    else sent();
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(channel));
    for (const request of Object.values(requests)) expect(request).not.toHaveBeenCalled();
  }
});
