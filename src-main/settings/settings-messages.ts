import { SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { SettingsPageRequests } from './settings-page.ts';

/** Carry out the requests of the settings page. */
export function handleSettingsMessages(ipc: Registrar, requests: SettingsPageRequests): void {
  ipc.on(SETTINGS_CHANNEL.ready, ({ reply }) => reply(SETTINGS_CHANNEL.view, requests.view()));
  ipc.handle(SETTINGS_CHANNEL.update, requests.update);
  ipc.on(SETTINGS_CHANNEL.reset, (_, section) => requests.reset(section));
  ipc.on(SETTINGS_CHANNEL.command, (_, request) => requests.command(request));
  ipc.on(SETTINGS_CHANNEL.setLogin, (_, enabled) => requests.setLogin(enabled));
  ipc.on(SETTINGS_CHANNEL.answerLogin, (_, yes) => requests.answerLogin(yes));
  ipc.on(SETTINGS_CHANNEL.recording, (_, recording) => requests.setRecording(recording));
  ipc.handle(SETTINGS_CHANNEL.pairText, requests.pairText);
  ipc.handle(SETTINGS_CHANNEL.pairFile, requests.pairFile);
  ipc.on(SETTINGS_CHANNEL.renameClient, (_, id, name) => requests.renameClient(id, name));
  ipc.on(SETTINGS_CHANNEL.removeClient, (_, id) => requests.removeClient(id));
  ipc.on(SETTINGS_CHANNEL.openDiagnostics, () => requests.openDiagnostics());
  ipc.on(SETTINGS_CHANNEL.openLogFolder, () => requests.openLogFolder());
  ipc.on(SETTINGS_CHANNEL.quit, () => requests.quit());
}
