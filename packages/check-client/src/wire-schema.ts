/** The schema of the protocol's messages. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

interface Definition {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
}

const schema: { readonly $id: string; readonly $defs: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../protocol.schema.json'), 'utf8'),
);
// The branches of a `oneOf` list required fields; their types stand outside.
const ajv = new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: true, verbose: true }).addSchema(
  schema,
);

/** The names of the messages and of their parts. */
export const DEFINITIONS: readonly string[] = Object.keys(schema.$defs);

/** Return the errors of a value against one of the definitions. */
export function errorsOf(value: unknown, definition: string): readonly ErrorObject[] {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (validate === undefined) throw new Error(`the schema does not define ${definition}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Return the errors as text; null if there are none. */
export function faultOf(value: unknown, definition: string): string | null {
  const errors = errorsOf(value, definition);
  return errors.length === 0 ? null : ajv.errorsText([...errors], { separator: '\n' });
}

/** Return the fields of a definition that may be missing, because overlays have a default for them. */
export function fieldsWithDefault(definition: string): readonly string[] {
  const properties = Object.entries(schema.$defs[definition]?.properties ?? {});
  return properties.filter(([, field]) => field.default !== undefined).map(([name]) => name);
}
