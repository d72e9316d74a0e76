/** The schema of the protocol (docs/protocol.schema.json), for what checks messages: tests, and this package. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

interface Definition {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
}

const schema: { readonly $id: string; readonly $defs: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/protocol.schema.json'), 'utf8'),
);
// A branch of `oneOf` names the fields that it needs, and leaves their types to the whole.
const ajv = new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: true, verbose: true }).addSchema(
  schema,
);

/** The names of the messages and of their parts. */
export const DEFINITIONS: readonly string[] = Object.keys(schema.$defs);

/** Everything that is wrong with a value as one of the definitions. */
export function errorsOf(value: unknown, definition: string): readonly ErrorObject[] {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (validate === undefined) throw new Error(`the schema does not define ${definition}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** The same as a text; null when nothing is wrong. */
export function faultOf(value: unknown, definition: string): string | null {
  const errors = errorsOf(value, definition);
  return errors.length === 0 ? null : ajv.errorsText([...errors], { separator: '\n' });
}

/** The fields of a definition for which an overlay takes a default when they are missing. */
export function fieldsWithDefault(definition: string): readonly string[] {
  const properties = Object.entries(schema.$defs[definition]?.properties ?? {});
  return properties.filter(([, field]) => field.default !== undefined).map(([name]) => name);
}
