/** The schema of the protocol (docs/protocol.schema.json), for what tests send and receive. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema: { readonly $id: string; readonly $defs: Readonly<Record<string, object>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../docs/protocol.schema.json'), 'utf8'),
);
// A branch of `oneOf` names the fields that it needs, and leaves their types to the whole.
const ajv = new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: true }).addSchema(schema);

/** The names of the messages and of their parts. */
export const DEFINITIONS: readonly string[] = Object.keys(schema.$defs);

/** What is wrong with a value as one of the definitions; null when nothing is. */
export function faultOf(value: unknown, definition: string): string | null {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (validate === undefined) throw new Error(`the schema does not define ${definition}`);
  return validate(value) ? null : ajv.errorsText(validate.errors, { separator: '\n' });
}

/**
 * Reads a text and holds it to one of the definitions.
 * @returns what it says.
 * @throws when it is not JSON, or not as the schema says.
 */
export function readAs(definition: string, raw: string): unknown {
  const value: unknown = JSON.parse(raw);
  const fault = faultOf(value, definition);
  if (fault !== null) throw new Error(`not a ${definition}: ${raw.slice(0, 500)}\n${fault}`);
  return value;
}

/** A text that is to go over the wire, held to one of the definitions; throws like {@link readAs}. */
export function heldTo(definition: string, raw: string): string {
  readAs(definition, raw);
  return raw;
}
