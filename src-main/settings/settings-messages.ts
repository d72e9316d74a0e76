import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as v from 'valibot';
import { SECTIONS, type Section } from '../../src-shared/settings.ts';
import {
  type ChangeAnswer,
  type PairingAnswer,
  SETTINGS_CHANNEL,
  type SettingsView,
} from '../../src-shared/settings-contract.ts';
import { senderPage } from '../ipc/sender-page.ts';

/** What the settings page may ask for. */
export interface SettingsPageRequests {
  view(): SettingsView;
  update(section: Section, changes: Readonly<Record<string, unknown>>): ChangeAnswer;
  reset(section: Section): void;
  setLogin(enabled: boolean): void;
  answerLogin(yes: boolean): void;
  setRecording(recording: boolean): void;
  openDiagnostics(): void;
  openLogFolder(): void;
  quit(): void;
  pairText(text: string): PairingAnswer;
  pairFile(): Promise<PairingAnswer>;
  renameClient(id: string, name: string): void;
  removeClient(id: string): void;
}

const Nothing = v.strictTuple([]);
const Switch = v.strictTuple([v.boolean()]);
const SectionName = v.strictTuple([v.picklist(SECTIONS)]);
const ClientId = v.strictTuple([v.string()]);
const ClientName = v.strictTuple([v.string(), v.string()]);
/** Longer than any that is taken, which is told in words then. */
const PairingText = v.strictTuple([v.pipe(v.string(), v.maxLength(1_000_000))]);
const Change = v.strictTuple([v.picklist(SECTIONS), v.record(v.string(), v.unknown())]);

/**
 * Listens to the settings page. What comes from any other frame or page, or with other arguments, is refused and logged.
 */
export function handleSettingsMessages(requests: SettingsPageRequests, log: (message: string) => void): void {
  /** The arguments of a message, or null when it is refused. */
  const accept = <Output>(
    channel: string,
    schema: v.GenericSchema<unknown, Output>,
    event: IpcMainEvent | IpcMainInvokeEvent,
    args: readonly unknown[],
  ): Output | null => {
    const parsed = v.safeParse(schema, args);
    if (senderPage(event) === 'settings' && parsed.success) return parsed.output;
    log(`message refused: ${channel} from the wrong page or with wrong arguments`);
    return null;
  };
  const on = <Output>(
    channel: string,
    schema: v.GenericSchema<unknown, Output>,
    act: (args: Output, event: IpcMainEvent) => void,
  ) => {
    ipcMain.on(channel, (event, ...args: unknown[]) => {
      const accepted = accept(channel, schema, event, args);
      if (accepted !== null) act(accepted, event);
    });
  };

  on(SETTINGS_CHANNEL.ready, Nothing, (_, event) => event.reply(SETTINGS_CHANNEL.view, requests.view()));
  on(SETTINGS_CHANNEL.reset, SectionName, ([section]) => requests.reset(section));
  on(SETTINGS_CHANNEL.setLogin, Switch, ([enabled]) => requests.setLogin(enabled));
  on(SETTINGS_CHANNEL.answerLogin, Switch, ([yes]) => requests.answerLogin(yes));
  on(SETTINGS_CHANNEL.recording, Switch, ([recording]) => requests.setRecording(recording));
  on(SETTINGS_CHANNEL.openDiagnostics, Nothing, () => requests.openDiagnostics());
  on(SETTINGS_CHANNEL.openLogFolder, Nothing, () => requests.openLogFolder());
  on(SETTINGS_CHANNEL.quit, Nothing, () => requests.quit());
  on(SETTINGS_CHANNEL.renameClient, ClientName, ([id, name]) => requests.renameClient(id, name));
  on(SETTINGS_CHANNEL.removeClient, ClientId, ([id]) => requests.removeClient(id));
  const handle = <Output>(
    channel: string,
    schema: v.GenericSchema<unknown, Output>,
    answer: (args: Output) => unknown,
  ) => {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const accepted = accept(channel, schema, event, args);
      if (accepted === null) throw new Error('refused');
      return answer(accepted);
    });
  };
  handle(SETTINGS_CHANNEL.update, Change, ([section, changes]) => requests.update(section, changes));
  handle(SETTINGS_CHANNEL.pairText, PairingText, ([text]) => requests.pairText(text));
  handle(SETTINGS_CHANNEL.pairFile, Nothing, () => requests.pairFile());
}
