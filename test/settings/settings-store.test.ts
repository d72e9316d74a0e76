import { describe, expect, it, vi } from 'vitest';
import { parseSettings } from '../../src-main/settings/settings-file.ts';
import { openSettings, SETTINGS_FILE, WRITE_DELAY_MS } from '../../src-main/settings/settings-store.ts';
import type { ProfileFolder } from '../../src-main/start/profile-folder.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { createFakeClock } from '../fake-clock.ts';

/** Of a profile that has no file yet. */
const NEW_SETTINGS = { ...DEFAULT_SETTINGS, firstRun: { due: true } };

const NOON = new Date('2026-03-01T12:00:00.000Z');

/** A folder in memory that counts the writes and can be made to refuse them. */
function fakeFolder(files: Record<string, string>) {
  const folder = {
    files,
    writes: 0,
    isReadOnly: false,
    read: (name: string) => files[name] ?? null,
    write(name: string, text: string) {
      if (folder.isReadOnly) throw new Error('EROFS');
      folder.writes += 1;
      files[name] = text;
    },
    rename(from: string, to: string) {
      folder.copy(from, to);
      delete files[from];
    },
    copy(from: string, to: string) {
      if (folder.isReadOnly) throw new Error('EROFS');
      files[to] = files[from] ?? '';
    },
  } satisfies ProfileFolder & Record<string, unknown>;
  return folder;
}

function open(files: Record<string, string> = {}, isReadOnly = false) {
  const folder = fakeFolder(files);
  folder.isReadOnly = isReadOnly;
  const clock = createFakeClock();
  const log = vi.fn<(message: string) => void>();
  const settings = openSettings({ folder, clock, now: () => NOON, log });
  return { folder, clock, log, settings };
}

describe('the settings', () => {
  it('are the defaults without a file, before the first run, and no file is made', () => {
    const { settings, clock, folder } = open();
    expect(settings.current()).toEqual(NEW_SETTINGS);
    expect(settings.problems()).toEqual([]);
    clock.advance(10 * WRITE_DELAY_MS);
    settings.flush();
    expect(folder.files).toEqual({});
  });

  it('apply a change at once and tell it', () => {
    const { settings } = open();
    const themes: string[] = [];
    settings.subscribe(() => themes.push(settings.current().appearance.theme));
    expect(settings.update('appearance', { theme: 'dark', scalePercent: 150 })).toBeNull();
    expect(settings.current().appearance).toMatchObject({ theme: 'dark', scalePercent: 150, opacityPercent: 100 });
    expect(themes).toEqual(['dark']);
  });

  it('tell nothing when nothing changes', () => {
    const { settings, clock, folder } = open();
    const listener = vi.fn<() => void>();
    settings.subscribe(listener);
    settings.update('appearance', { theme: 'auto' });
    settings.reset('position');
    clock.advance(WRITE_DELAY_MS);
    expect(listener).not.toHaveBeenCalled();
    expect(folder.writes).toBe(0);
  });

  it('tell nobody who has left', () => {
    const { settings } = open();
    const listener = vi.fn<() => void>();
    settings.subscribe(listener)();
    settings.update('appearance', { theme: 'dark' });
    expect(listener).not.toHaveBeenCalled();
  });

  it('refuse what is not allowed, and change nothing of that change', () => {
    const { settings } = open();
    expect(settings.update('connection', { wsPorts: [6001], httpPorts: [70_000] })).toEqual({ fields: ['httpPorts'] });
    expect(settings.update('connection', { wsPorts: [8001] })).toEqual({ fields: ['wsPorts'] });
    expect(settings.update('appearance', { glow: true, scalePercent: '100' })).toEqual({
      fields: ['glow', 'scalePercent'],
    });
    expect(settings.current()).toEqual(NEW_SETTINGS);
  });

  it('give one section its defaults and leave the others', () => {
    const { settings } = open();
    settings.update('appearance', { theme: 'dark' });
    settings.update('behaviour', { lingerSeconds: 9 });
    settings.reset('appearance');
    expect(settings.current()).toEqual({
      ...NEW_SETTINGS,
      behaviour: { ...DEFAULT_SETTINGS.behaviour, lingerSeconds: 9 },
    });
  });

  it('leave the first run due until it was seen, whatever else is written before', () => {
    const { settings, folder } = open();
    settings.update('position', { anchor: 'left' });
    settings.flush();
    expect(open(folder.files).settings.current().firstRun.due).toBe(true);
    settings.update('firstRun', { due: false });
    settings.flush();
    expect(open(folder.files).settings.current().firstRun.due).toBe(false);
  });

  it.each(['{}', '{"version": 1, "login": {"asked": false}}', '{"version": 3}', '{"broken'])(
    'need no first run where there was a file, now and later: %s',
    (text) => {
      const { settings, clock, folder } = open({ [SETTINGS_FILE]: text });
      expect(settings.current().firstRun.due).toBe(false);
      clock.advance(WRITE_DELAY_MS);
      expect(open(folder.files).settings.current().firstRun.due).toBe(false);
    },
  );
});

describe('writing', () => {
  it('happens once for changes that come close together', () => {
    const { settings, clock, folder } = open();
    for (let percent = 75; percent <= 200; percent += 5) {
      settings.update('appearance', { scalePercent: percent });
      clock.advance(1);
    }
    expect(folder.writes).toBe(0);
    clock.advance(WRITE_DELAY_MS);
    expect(folder.writes).toBe(1);
    expect(open(folder.files).settings.current().appearance.scalePercent).toBe(200);
  });

  it('is not put off for as long as changes go on', () => {
    const { settings, clock, folder } = open();
    settings.update('appearance', { scalePercent: 75 });
    clock.advance(WRITE_DELAY_MS - 1);
    settings.update('appearance', { scalePercent: 80 });
    clock.advance(1);
    expect(folder.writes).toBe(1);
  });

  it('is done at the latest when the overlay ends', () => {
    const { settings, clock, folder } = open();
    settings.update('appearance', { theme: 'dark' });
    settings.flush();
    expect(parseSettings(folder.files[SETTINGS_FILE] ?? '')).toMatchObject({ settings: settings.current() });
    expect(clock.pending()).toBe(0);
  });

  it('that fails is told, leaves the change in force, and is made up for with the next change', () => {
    const { settings, clock, folder, log } = open({}, true);
    const listener = vi.fn<() => void>();
    settings.subscribe(listener);
    settings.update('appearance', { theme: 'dark' });
    clock.advance(WRITE_DELAY_MS);
    expect(settings.current().appearance.theme).toBe('dark');
    expect(settings.problems()).toEqual([{ kind: 'not-saved' }]);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('EROFS'));

    folder.isReadOnly = false;
    settings.update('appearance', { showCard: false });
    clock.advance(WRITE_DELAY_MS);
    expect(settings.problems()).toEqual([]);
    expect(parseSettings(folder.files[SETTINGS_FILE] ?? '')).toMatchObject({
      settings: { appearance: { theme: 'dark', showCard: false } },
    });
  });
});

describe('a file that is not as it should be', () => {
  it('is kept aside when it is broken, and told [REL-SETTINGS-BROKEN]', () => {
    const { settings, folder } = open({ [SETTINGS_FILE]: '{"appearance": {"theme": "dar' });
    const keptAs = 'settings.broken-2026-03-01T12-00-00.000Z.json';
    expect(settings.current()).toEqual(DEFAULT_SETTINGS);
    expect(settings.problems()).toEqual([{ kind: 'broken-file', keptAs }]);
    expect(folder.files).toEqual({ [keptAs]: '{"appearance": {"theme": "dar' });
  });

  it('is not written over when it is broken and can’t be moved', () => {
    const { settings, folder, clock } = open({ [SETTINGS_FILE]: 'mine' }, true);
    folder.isReadOnly = false;
    settings.update('appearance', { theme: 'dark' });
    clock.advance(WRITE_DELAY_MS);
    expect(settings.problems()).toEqual([{ kind: 'broken-file', keptAs: SETTINGS_FILE }, { kind: 'not-saved' }]);
    expect(folder.files).toEqual({ [SETTINGS_FILE]: 'mine' });
  });

  it('counts as broken when it can’t be read at all', () => {
    const folder = fakeFolder({});
    folder.read = () => {
      throw new Error('EISDIR');
    };
    const settings = openSettings({ folder, clock: createFakeClock(), now: () => NOON, log: () => {} });
    expect(settings.current()).toEqual(DEFAULT_SETTINGS);
    expect(settings.problems()).toMatchObject([{ kind: 'broken-file' }]);
  });

  it('with values that are not allowed has them named', () => {
    const { settings } = open({ [SETTINGS_FILE]: '{"version":1,"behaviour":{"visibility":"seldom"}}' });
    expect(settings.problems()).toEqual([{ kind: 'replaced-values', fields: ['behaviour.visibility'] }]);
  });

  it('of a newer version is copied aside before it is first written, and not earlier [REL-SETTINGS-BROKEN]', () => {
    const newer = '{"version":99,"appearance":{"theme":"dark"},"voices":{}}';
    const keptAs = 'settings.newer-2026-03-01T12-00-00.000Z.json';
    const { settings, folder, clock } = open({ [SETTINGS_FILE]: newer });
    expect(settings.current().appearance.theme).toBe('dark');
    expect(settings.problems()).toEqual([{ kind: 'newer-file', keptAs }]);
    expect(Object.keys(folder.files)).toEqual([SETTINGS_FILE]);
    settings.update('appearance', { theme: 'light' });
    clock.advance(WRITE_DELAY_MS);
    expect(folder.files[keptAs]).toBe(newer);
    expect(parseSettings(folder.files[SETTINGS_FILE] ?? '')).toMatchObject({ newer: false });
  });
});
