import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Section, Settings } from '../../src-shared/settings.ts';
import type { Refusal, SettingsProblem } from '../../src-shared/settings-contract.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';
import { parseSettings, serializeSettings } from './settings-file.ts';

export const SETTINGS_FILE = 'settings.json';

/** Changes that come this close together, such as a slider's, are written once. */
export const WRITE_DELAY_MS = 300;

export interface SettingsStore {
  current(): Settings;
  /**
   * Changes fields of a section; all of them or, when one is not allowed, none.
   * @param changes field names and values from anywhere: they are checked here.
   * @returns what was not allowed; null when the change is made.
   */
  update(section: Section, changes: Readonly<Record<string, unknown>>): Refusal | null;
  /** Gives a section its defaults. */
  reset(section: Section): void;
  /** What the user has to be told of the file, as it is now. */
  problems(): readonly SettingsProblem[];
  /** Calls `listener` after every change of settings or problems. @returns what ends it. */
  subscribe(listener: (settings: Settings) => void): () => void;
  /** Writes what has not been written yet. To be called before the app ends. */
  flush(): void;
}

export interface SettingsStoreOptions {
  readonly folder: ProfileFolder;
  readonly clock: Clock;
  /** The time of day, for the names of files that are kept aside. */
  readonly now: () => Date;
  readonly log: (message: string) => void;
}

/** Reads the settings of a profile and keeps them. Never throws: without a file, or with one that is broken, there are defaults. */
export function openSettings({ folder, clock, now, log }: SettingsStoreOptions): SettingsStore {
  const listeners = new Set<(settings: Settings) => void>();
  const found = readFile(folder, now, log);
  let settings = found.settings;
  let notSaved = false;
  let dirty = false;
  /** A copy of a newer version's file that is still to be made. */
  let copyAs = found.copyAs;

  const tell = () => {
    for (const listener of [...listeners]) listener(settings);
  };

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
    if (notSaved !== failedBefore) tell();
  });

  const change = (next: Settings) => {
    if (isDeepStrictEqual(next, settings)) return;
    settings = next;
    dirty = true;
    write();
    tell();
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
    problems: () => (notSaved ? [...found.problems, { kind: 'not-saved' }] : found.problems),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: write.now,
  };
}

/** The fields of `changes` that the section does not have or whose values it does not allow. */
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
  /** A broken file stands in the way: writing would destroy what the user may want to mend. */
  readonly isLocked: boolean;
}

function readFile(folder: ProfileFolder, now: () => Date, log: (message: string) => void): FoundSettings {
  const defaults = { settings: DEFAULT_SETTINGS, problems: [], copyAs: null, isLocked: false };
  let text: string | null = '';
  try {
    text = folder.read(SETTINGS_FILE);
  } catch (error) {
    log(`settings not read: ${String(error)}`);
  }
  if (text === null) return defaults;

  const parsed = parseSettings(text);
  // A colon is not allowed in the names of files on Windows.
  const time = now().toISOString().replaceAll(':', '-');
  if (parsed.kind === 'broken') {
    const keptAs = `settings.broken-${time}.json`;
    try {
      folder.rename(SETTINGS_FILE, keptAs);
      log(`settings broken, kept as ${keptAs}`);
      return { ...defaults, problems: [{ kind: 'broken-file', keptAs }] };
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
  return { settings: parsed.settings, problems, copyAs, isLocked: false };
}
