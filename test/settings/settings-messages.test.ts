import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handleSettingsMessages } from '../../src-main/settings/settings-messages.ts';
import type { SettingsPageRequests } from '../../src-main/settings/settings-page.ts';
import { type ChangeAnswer, SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import { registrarWith, type Sent } from '../ipc/fake-ipc.ts';
import { settingsViewWith } from '../settings-view.ts';

const DONE: ChangeAnswer = { refusal: null, view: settingsViewWith() };

const requests = {
  view: vi.fn<SettingsPageRequests['view']>(),
  command: vi.fn<SettingsPageRequests['command']>(),
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

let send: (channel: string, args: readonly unknown[]) => unknown;

beforeEach(() => {
  vi.clearAllMocks();
  const fake = registrarWith(log);
  handleSettingsMessages(fake.registrar, requests);
  send = (name, args) => fake.send({ name, args, page: 'settings' } satisfies Sent);
});

describe('messages of the settings page', () => {
  it('are carried out', async () => {
    expect(send(SETTINGS_CHANNEL.update, ['appearance', { theme: 'dark' }])).toBe(DONE);
    expect(requests.update).toHaveBeenCalledExactlyOnceWith('appearance', { theme: 'dark' });
    send(SETTINGS_CHANNEL.reset, ['position']);
    expect(requests.reset).toHaveBeenCalledExactlyOnceWith('position');
    const request = { command: 'set_setting', args: { key: 'speed', value: 1 } };
    send(SETTINGS_CHANNEL.command, [request]);
    expect(requests.command).toHaveBeenCalledExactlyOnceWith(request);
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
    [SETTINGS_CHANNEL.command, [{ command: 'set_monitoring', args: { on: false } }]],
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
