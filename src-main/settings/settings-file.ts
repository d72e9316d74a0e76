import * as v from 'valibot';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, Settings, UnknownClient } from '../../src-shared/settings.ts';

type RawSettings = Readonly<Record<string, unknown>>;

/** Convert the settings of one version to those of the next. */
export type Migration = (raw: RawSettings) => RawSettings;

/** The migration at index n converts version n to version n + 1. */
export const MIGRATIONS: readonly Migration[] = [
  // A hand-written file may lack the version; its fields are those of version 1.
  (raw) => raw,
  withDrawing,
  withKinds,
];

export type ParsedSettings =
  /** Not a JSON object. */
  | { readonly kind: 'broken' }
  | {
      readonly kind: 'settings';
      readonly settings: Settings;
      /** Fields with values that are not allowed, as `section.field`; `settings` has their defaults. */
      readonly replaced: readonly string[];
      /** Written by a later version, perhaps with unknown fields. */
      readonly newer: boolean;
    };

/** valibot's `record` would accept a list. */
const RawObject = v.custom<RawSettings>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const Version = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Parse a settings file. Never throws; every field that is missing or not allowed gets its default. */
export function parseSettings(text: string, migrations: readonly Migration[] = MIGRATIONS): ParsedSettings {
  const object = v.safeParse(v.pipe(v.string(), v.parseJson(), RawObject), text);
  if (!object.success) return { kind: 'broken' };
  const version = v.is(Version, object.output['version']) ? object.output['version'] : 0;
  const raw = migrations.slice(version).reduce((older, migrate) => migrate(older), object.output);
  return { kind: 'settings', ...withDefaults(withUnknownApart(raw)), newer: version > migrations.length };
}

/** Return the text of a settings file of this version. */
export function serializeSettings(settings: Settings): string {
  const { followed, unknown, ...clients } = settings.clients;
  const file = { version: SETTINGS_VERSION, ...settings, clients: { ...clients, followed: [...followed, ...unknown] } };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Version 1 had a switch, off by default, for drawing without the graphics card. */
function withDrawing(raw: RawSettings): RawSettings {
  const appearance = raw['appearance'];
  if (!v.is(RawObject, appearance) || appearance['softwareRendering'] !== true) return raw;
  return { ...raw, appearance: { ...appearance, drawing: 'software' } };
}

/** Version 2 followed clients of one kind only. */
function withKinds(raw: RawSettings): RawSettings {
  const clients = raw['clients'];
  if (!v.is(RawObject, clients) || !('paired' in clients)) return raw;
  const { paired, ...others } = clients;
  const withKind = (client: unknown) => (v.is(RawObject, client) ? { kind: 'asystent', ...client } : client);
  return { ...raw, clients: { ...others, followed: Array.isArray(paired) ? paired.map(withKind) : paired } };
}

/** A newer version, or another build, may follow kinds that this one does not know. One of them must not cost the others. */
function withUnknownApart(raw: RawSettings): RawSettings {
  const clients = raw['clients'];
  if (!v.is(RawObject, clients) || !Array.isArray(clients['followed'])) return raw;
  const { followed } = clients;
  const isUnknown = (client: unknown) => v.is(UnknownClient, client);
  const known = followed.filter((client) => !isUnknown(client));
  return { ...raw, clients: { ...clients, followed: known, unknown: followed.filter(isUnknown) } };
}

function withDefaults(raw: RawSettings): { settings: Settings; replaced: readonly string[] } {
  const replaced: string[] = [];
  const sections = Object.entries(Settings.entries).map(([section, schema]) => {
    const given = raw[section] ?? {};
    const fields: RawSettings = v.is(RawObject, given) ? given : {};
    if (fields !== given) replaced.push(section);
    const defaults = new Map(Object.entries(DEFAULT_SETTINGS[section as keyof Settings]));
    const values = Object.entries(schema.entries).map(([field, fieldSchema]) => {
      const value = fields[field];
      if (v.is(fieldSchema, value)) return [field, value];
      if (value !== undefined) replaced.push(`${section}.${field}`);
      return [field, defaults.get(field)];
    });
    return [section, Object.fromEntries(values)];
  });
  return { settings: v.parse(Settings, Object.fromEntries(sections)), replaced };
}
