import * as v from 'valibot';

/** The states of entities, as `subscribe_entities` sends them: all at first, and then the changes. */

export interface Entity {
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When the state last changed: seconds since 1970 by Home Assistant's clock; null when it does not say. */
  readonly changedAtS: number | null;
}
export type Entities = ReadonlyMap<string, Entity>;

const Attributes = v.record(v.string(), v.unknown());
const Change = v.object({ s: v.optional(v.string()), a: v.optional(Attributes), lc: v.optional(v.number()) });
const Entries = <Each extends v.GenericSchema>(each: Each) => v.optional(v.record(v.string(), each), {});
const EntitiesEvent = v.object({
  /** Added: whole states. */
  a: Entries(v.object({ s: v.string(), a: v.optional(Attributes, {}), lc: v.optional(v.number()) })),
  /** Changed: the new values, and the names of the attributes that are gone. */
  c: Entries(
    v.object({
      '+': v.optional(Change, {}),
      '-': v.optional(v.object({ a: v.optional(v.array(v.string()), []) }), {}),
    }),
  ),
  /** Removed. */
  r: v.optional(v.array(v.string()), []),
});

/** Return the states after an event. An event of another form changes nothing. Pure. */
export function entitiesAfter(before: Entities, event: unknown): Entities {
  const parsed = v.safeParse(EntitiesEvent, event);
  if (!parsed.success) return before;
  const { a: added, c: changed, r: removed } = parsed.output;
  const after = new Map(before);
  for (const [id, { s, a, lc }] of Object.entries(added)) {
    after.set(id, { state: s, attributes: a, changedAtS: lc ?? null });
  }
  for (const [id, change] of Object.entries(changed)) {
    const known = after.get(id);
    if (known !== undefined) after.set(id, changedEntity(known, change['+'], change['-'].a ?? []));
  }
  for (const id of removed) after.delete(id);
  return after;
}

function changedEntity(
  known: Entity,
  { s, a = {}, lc }: v.InferOutput<typeof Change>,
  gone: readonly string[],
): Entity {
  const kept = Object.entries(known.attributes).filter(([name]) => !gone.includes(name));
  return {
    state: s ?? known.state,
    attributes: { ...Object.fromEntries(kept), ...a },
    changedAtS: lc ?? known.changedAtS,
  };
}

/** Whether an entity is there and answers. */
export function isAvailable(entity: Entity | undefined): entity is Entity {
  return entity !== undefined && entity.state !== 'unavailable' && entity.state !== 'unknown';
}

/** Return a text attribute; null without one. */
export function textOf(entity: Entity | undefined, attribute: string): string | null {
  const value = entity?.attributes[attribute];
  return typeof value === 'string' ? value : null;
}

/** Return a number attribute; null without one. */
export function numberOf(entity: Entity | undefined, attribute: string): number | null {
  const value = entity?.attributes[attribute];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Return a switch-like attribute; null without one. */
export function booleanOf(entity: Entity | undefined, attribute: string): boolean | null {
  const value = entity?.attributes[attribute];
  return typeof value === 'boolean' ? value : null;
}
