import * as v from 'valibot';

/** The satellite's device: which of its entities are of use. */

export interface Device {
  /** null: the satellite belongs to none. */
  readonly id: string | null;
  /** The switch that mutes the microphone. */
  readonly muteSwitch: string | null;
  readonly mediaPlayer: string | null;
  /** The choices of the satellite's pipelines. */
  readonly pipelineSelects: readonly string[];
}

export const NO_DEVICE: Device = { id: null, muteSwitch: null, mediaPlayer: null, pipelineSelects: [] };

/** A device with more entities of these kinds is none that anybody talks to. */
const ENTITIES_MAX = 100;
const USEFUL = /^(switch|media_player|select)\.[a-z0-9_]{1,250}$/;

/**
 * Asks for the entities of an entity's device. The registry's lists would answer with those of the whole house, which can be
 * megabytes.
 */
export const ENTITIES_TEMPLATE = '{{ device_entities(device_id(entity)) }}';

const Rendered = v.object({ result: v.array(v.string()) });

/** Return the entities that are worth a look, from the event of the template above. */
export function usefulEntities(event: unknown): readonly string[] {
  const parsed = v.safeParse(Rendered, event);
  return parsed.success ? parsed.output.result.filter((id) => USEFUL.test(id)).slice(0, ENTITIES_MAX) : [];
}

const Entry = v.nullable(
  v.object({
    device_id: v.fallback(v.nullable(v.string()), null),
    translation_key: v.fallback(v.nullable(v.string()), null),
    unique_id: v.fallback(v.string(), ''),
  }),
);
const Entries = v.record(v.string(), Entry);

/**
 * Return the device from the registry's entries of its useful entities and of the satellite. The ids of entities follow the
 * language of Home Assistant, the keys of their translations don't; devices with their own firmware have no such key. Pure.
 */
export function deviceOf(satellite: string, result: unknown): Device {
  const parsed = v.safeParse(Entries, result);
  if (!parsed.success) return NO_DEVICE;
  const entries = Object.entries(parsed.output).flatMap(([id, entry]) => (entry === null ? [] : [{ id, ...entry }]));
  const of = (domain: string) => entries.filter(({ id }) => id.startsWith(`${domain}.`));
  const isMute = ({ id, translation_key, unique_id }: (typeof entries)[number]) =>
    translation_key === 'mute' || /[._-]mute$/.test(unique_id) || /[._]mute$/.test(id);
  return {
    id: entries.find(({ id }) => id === satellite)?.device_id ?? null,
    muteSwitch: of('switch').find(isMute)?.id ?? null,
    mediaPlayer: of('media_player')[0]?.id ?? null,
    pipelineSelects: of('select')
      .filter(({ translation_key }) => translation_key?.startsWith('pipeline'))
      .map(({ id }) => id),
  };
}

const Pipelines = v.object({
  pipelines: v.array(v.object({ id: v.string(), name: v.string() })),
  preferred_pipeline: v.nullable(v.string()),
});
export type Pipelines = v.InferOutput<typeof Pipelines>;

/** Parse the list of pipelines. @returns null if it is none. */
export function parsePipelines(result: unknown): Pipelines | null {
  const parsed = v.safeParse(Pipelines, result);
  return parsed.success ? parsed.output : null;
}

/**
 * Return the pipelines that the satellite may run: those that its selects name, else the preferred one. Pure.
 * @param chosen the states of the selects: `preferred`, or a name.
 */
export function satellitePipelines(
  { pipelines, preferred_pipeline }: Pipelines,
  chosen: readonly string[],
): readonly string[] {
  const named = pipelines.filter(({ name }) => chosen.includes(name)).map(({ id }) => id);
  const isPreferred = named.length === 0 || chosen.includes('preferred');
  return isPreferred && preferred_pipeline !== null ? [...new Set([preferred_pipeline, ...named])] : named;
}
