import type { ShortcutStates } from '../src-shared/desktop-state.ts';
import { recordOf } from '../src-shared/record-of.ts';
import { DEFAULT_SETTINGS } from '../src-shared/settings.ts';
import type { SettingsView } from '../src-shared/settings-contract.ts';
import { SHORTCUT_NAMES } from '../src-shared/settings-limits.ts';

/** No shortcut is set. */
export const UNSET: ShortcutStates = recordOf(SHORTCUT_NAMES, () => 'unset');

/** The first view of the settings page, in English, with no client in reach; with the given differences. */
export function settingsViewWith(differences: Partial<SettingsView> = {}): SettingsView {
  return {
    revision: 0,
    isFirstRun: false,
    settings: DEFAULT_SETTINGS,
    language: 'en',
    environment: { wsPorts: null, httpPorts: null, language: null, follow: null },
    login: { enabled: false, status: 'off' },
    loginLine: null,
    shortcuts: UNSET,
    shortcutCommands: null,
    settingsCommand: '',
    isWayland: false,
    reach: { windows: 'all', captures: 'never' },
    shown: { transport: 'none', assistant: null, takesSettings: false, failure: null },
    problems: [],
    profile: null,
    clients: [],
    found: [],
    metrics: 'off',
    updates: { hasPlace: true, activity: 'none', checkedEpochMs: null, problem: null, offer: null },
    keyStorage: null,
    about: { isTestBuild: false, overlay: '', electron: '', chromium: '', node: '', logFolder: '' },
    ...differences,
  };
}
