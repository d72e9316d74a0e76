import { describe, expect, it } from 'vitest';
import { MIGRATIONS, type Migration, parseSettings, serializeSettings } from '../../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type Settings } from '../../src-shared/settings.ts';
import { pairedClient } from '../clients/paired-client.ts';

const CHANGED: Settings = {
  ...DEFAULT_SETTINGS,
  appearance: { ...DEFAULT_SETTINGS.appearance, theme: 'dark', scalePercent: 150 },
  position: {
    display: 'all',
    anchor: 'left',
    places: { '17': { anchor: 'top-right', offsetX: -4, offsetY: 12 } },
    home: '17',
  },
  shortcuts: { ...DEFAULT_SETTINGS.shortcuts, showHide: 'Control+Alt+A' },
};

const read = (value: unknown, migrations?: readonly Migration[]) => parseSettings(JSON.stringify(value), migrations);

describe('a settings file', () => {
  it('gives back what was written', () => {
    expect(parseSettings(serializeSettings(CHANGED))).toEqual({
      kind: 'settings',
      settings: CHANGED,
      replaced: [],
      newer: false,
    });
  });

  it.each(['', '{', '"text"', '42', 'null', '[]', '[{"version":1}]', '\0\0\0\0'])('is broken as %j', (text) => {
    expect(parseSettings(text)).toEqual({ kind: 'broken' });
  });

  it('gets defaults for what it does not say, without a complaint', () => {
    expect(read({ version: 1, behaviour: { lingerSeconds: 9 } })).toEqual({
      kind: 'settings',
      settings: { ...DEFAULT_SETTINGS, behaviour: { ...DEFAULT_SETTINGS.behaviour, lingerSeconds: 9 } },
      replaced: [],
      newer: false,
    });
  });

  it('loses single values that are not allowed, and names them', () => {
    const result = read({
      version: 1,
      appearance: { theme: 'purple', scalePercent: 125, opacityPercent: 49 },
      connection: { wsPorts: [8001], httpPorts: [5005] },
      behaviour: 'often',
    });
    expect(result).toMatchObject({
      settings: {
        appearance: { theme: 'auto', scalePercent: 125, opacityPercent: 100 },
        connection: { wsPorts: [6001, 6000], httpPorts: [5005] },
        behaviour: DEFAULT_SETTINGS.behaviour,
      },
      replaced: ['appearance.theme', 'appearance.opacityPercent', 'behaviour', 'connection.wsPorts'],
    });
  });

  it('without a version is read as one that was made by hand', () => {
    expect(read({ appearance: { theme: 'dark' } })).toMatchObject({
      settings: { appearance: { theme: 'dark' } },
      newer: false,
    });
  });

  it('of version 1 that drew without the graphics card goes on doing so', () => {
    const drawing = (softwareRendering: unknown) =>
      read({ version: 1, appearance: { theme: 'dark', softwareRendering } });
    expect(drawing(true)).toMatchObject({
      settings: { appearance: { theme: 'dark', drawing: 'software' } },
      replaced: [],
    });
    expect(drawing(false)).toMatchObject({
      settings: { appearance: { theme: 'dark', drawing: 'auto' } },
      replaced: [],
    });
    expect(read({ version: 1, appearance: 7 })).toMatchObject({ settings: DEFAULT_SETTINGS, replaced: ['appearance'] });
  });

  it('of version 2 goes on following its paired clients, which were all of one kind', () => {
    const kitchen = pairedClient();
    const { kind: _, ...before } = kitchen;
    const clients = { followLocal: false, paired: [before], overlayName: 'Hallway' };
    expect(read({ version: 2, clients })).toMatchObject({
      settings: { clients: { followLocal: false, followed: [kitchen], unknown: [], overlayName: 'Hallway' } },
      replaced: [],
    });
    expect(read({ version: 2, clients: { paired: 7 } })).toMatchObject({ replaced: ['clients.followed'] });
  });

  it('keeps assistants of a kind that this version does not know [REL-SETTINGS-KINDS]', () => {
    const kitchen = pairedClient();
    const later = { kind: 'telepathy', id: 7, thoughts: ['a', 'b'] };
    const result = read({ version: SETTINGS_VERSION, clients: { followed: [later, kitchen] } });
    expect(result).toMatchObject({ settings: { clients: { followed: [kitchen], unknown: [later] } }, replaced: [] });
    if (result.kind === 'broken') throw new Error('broken');
    const written = serializeSettings(result.settings);
    expect(JSON.parse(written).clients).toEqual({ followLocal: true, overlayName: null, followed: [kitchen, later] });
    expect(parseSettings(written)).toMatchObject({ settings: result.settings });
  });

  it('of a newer version keeps what this one understands', () => {
    const result = read({ version: SETTINGS_VERSION + 1, appearance: { theme: 'dark', glow: true }, voices: {} });
    expect(result).toMatchObject({ newer: true, replaced: [], settings: { appearance: { theme: 'dark' } } });
    expect(result).not.toHaveProperty('settings.appearance.glow');
  });

  it('is led through every version between its own and this one, in order', () => {
    const migrations: Migration[] = [
      (raw) => ({ behaviour: { lingerSeconds: raw['linger'] } }),
      (raw) => ({ ...raw, appearance: { theme: raw['behaviour'] === undefined ? 'light' : 'dark' } }),
    ];
    expect(read({ linger: 7 }, migrations)).toMatchObject({
      settings: { behaviour: { lingerSeconds: 7 }, appearance: { theme: 'dark' } },
    });
    expect(read({ version: 1, linger: 7 }, migrations)).toMatchObject({
      settings: { behaviour: { lingerSeconds: 4 }, appearance: { theme: 'light' } },
    });
    expect(read({ version: 2, linger: 7 }, migrations)).toMatchObject({ settings: DEFAULT_SETTINGS, newer: false });
  });

  it('has a migration for every version but the last', () => {
    expect(MIGRATIONS).toHaveLength(SETTINGS_VERSION);
  });
});
