import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Section, Settings } from '../../src-shared/settings.ts';
import type { Refusal, SettingsProblem } from '../../src-shared/settings-contract.ts';
import { createSignal, type Signal } from '../../src-shared/signal.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';
import { parseSettings, serializeSettings } from './settings-file.ts';

export const SETTINGS_FILE = 'settings.json';

/** Changes within this time, such as a slider's, are written once. */
export const WRITE_DELAY_MS = 300;

export interface SettingsStore {
  current(): Settings;
  /**
   * Change fields of a section: all of them, or none if one is not allowed.
   * @param changes unchecked field names and values.
   * @returns the fields that are not allowed; null if the change is made.
   */
  update(section: Section, changes: Readonly<Record<string, unknown>>): Refusal | null;
  /** Reset a section to its defaults. */
  reset(section: Section): void;
  /** Return the current problems of the file, for the user. */
  problems(): readonly SettingsProblem[];
  /** Settings or problems have changed. */
  readonly subscribe: Signal<void>['subscribe'];
  /** Write pending changes. Call before the app ends. */
  flush(): void;
}

export interface SettingsStoreOptions {
  readonly folder: ProfileFolder;
  readonly clock: Clock;
  /** The time of day, for the names of files kept aside. */
  readonly now: () => Date;
  readonly log: (message: string) => void;
}

/** Open the settings of a profile. Never throws: a missing or broken file means defaults. */
export function openSettings({ folder, clock, now, log }: SettingsStoreOptions): SettingsStore {
  const changed = createSignal();
  const found = readFile(folder, now, log);
  let settings = found.settings;
  let notSaved = false;
  // Without its file, the profile would look like a new one at the next start.
  let dirty = found.isMovedAside;
  /** The name for a copy of a newer version's file, before the first write; null: no copy needed. */
  let copyAs = found.copyAs;

  const write = throttle(clock, WRITE_DELAY_MS, () => {
    if (!dirty) return;
    const failedBefore = notSaved;
    try {
      if (found.isLocked) throw new Error('the broken file could not be moved aside');
      if (copyAs !== null) folder.copy(SETTINGS_FILE, copyAs);
      copyAs = null;
      folder.write(SETTINGS_FILE, serializeSettings(settings));
      dirty = false;
      notSaved = false;
    } catch (error) {
      log(`settings not saved: ${String(error)}`);
      notSaved = true;
    }
    if (notSaved !== failedBefore) changed.emit();
  });

  if (dirty) write();

  const change = (next: Settings) => {
    if (isDeepStrictEqual(next, settings)) return;
    settings = next;
    dirty = true;
    write();
    changed.emit();
  };

  return {
    current: () => settings,
    update(section, changes) {
      const refused = notAllowed(section, changes);
      if (refused.length > 0) return { fields: refused };
      change(v.parse(Settings, { ...settings, [section]: { ...settings[section], ...changes } }));
      return null;
    },
    reset(section) {
      change({ ...settings, [section]: DEFAULT_SETTINGS[section] });
    },
    problems() {
      const kinds = [...new Set(settings.clients.unknown.map(({ kind }) => kind))];
      const unknown: readonly SettingsProblem[] = kinds.length === 0 ? [] : [{ kind: 'unknown-kinds', kinds }];
      const unsaved: readonly SettingsProblem[] = notSaved ? [{ kind: 'not-saved' }] : [];
      return [...found.problems, ...unknown, ...unsaved];
    },
    subscribe: changed.subscribe,
    flush: write.now,
  };
}

/** Return the fields of `changes` that the section does not have, or whose values it does not allow. */
function notAllowed(section: Section, changes: Readonly<Record<string, unknown>>): string[] {
  const schemas = new Map<string, v.GenericSchema>(Object.entries(Settings.entries[section].entries));
  return Object.entries(changes)
    .filter(([field, value]) => {
      const schema = schemas.get(field);
      return schema === undefined || !v.is(schema, value);
    })
    .map(([field]) => field);
}

interface FoundSettings {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  readonly copyAs: string | null;
  /** A broken file was moved aside. */
  readonly isMovedAside: boolean;
  /** A broken file could not be moved: writing would destroy it, and the user may want to repair it. */
  readonly isLocked: boolean;
}

function readFile(folder: ProfileFolder, now: () => Date, log: (message: string) => void): FoundSettings {
  const defaults = {
    settings: DEFAULT_SETTINGS,
    problems: [],
    copyAs: null,
    isMovedAside: false,
    isLocked: false,
  };
  let text: string | null = '';
  try {
    text = folder.read(SETTINGS_FILE);
  } catch (error) {
    log(`settings not read: ${String(error)}`);
  }
  if (text === null) return { ...defaults, settings: { ...DEFAULT_SETTINGS, firstRun: { due: true } } };

  const parsed = parseSettings(text);
  // Windows allows no colon in file names.
  const time = now().toISOString().replaceAll(':', '-');
  if (parsed.kind === 'broken') {
    const keptAs = `settings.broken-${time}.json`;
    try {
      folder.rename(SETTINGS_FILE, keptAs);
      log(`settings broken, kept as ${keptAs}`);
      return { ...defaults, problems: [{ kind: 'broken-file', keptAs }], isMovedAside: true };
    } catch (error) {
      log(`settings broken, and not moved aside: ${String(error)}`);
      return { ...defaults, problems: [{ kind: 'broken-file', keptAs: SETTINGS_FILE }], isLocked: true };
    }
  }
  const problems: SettingsProblem[] = [];
  if (parsed.replaced.length > 0) {
    log(`settings with values that are not allowed: ${parsed.replaced.join(', ')}`);
    problems.push({ kind: 'replaced-values', fields: parsed.replaced });
  }
  const copyAs = parsed.newer ? `settings.newer-${time}.json` : null;
  if (copyAs !== null) problems.push({ kind: 'newer-file', keptAs: copyAs });
  return { ...defaults, settings: parsed.settings, problems, copyAs };
}
