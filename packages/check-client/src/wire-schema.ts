/** The schema of the protocol's messages, and its faults in words. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isObject } from './json.ts';

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

/** Enough to start with; the next run lists the others. */
const MAX_FAULTS = 3;
const VALUE_MAX_LENGTH = 40;

/**
 * List the faults of a message: each field with its rule and its value.
 * @param definition of the schema.
 * @returns no faults if the message is valid.
 */
export function schemaFaults(value: unknown, definition: string): readonly string[] {
  const errors = errorsOf(value, definition);
  const faults = new Set(errors.filter((error) => isSpecific(error, errors)).map(inWords));
  return [...faults].slice(0, MAX_FAULTS);
}

/** Advice on fields that the protocol lets a client leave out. */
export const MISSING_FIELDS_ADVICE =
  'An overlay takes "" or false for a missing field, and ready for a missing monitoring. Send the whole status each time.';

/**
 * Return the fields that at least one of the objects leaves out, in the order of the schema.
 * @param definitions of the schema; only their fields with a default count.
 */
export function missingFields(objects: readonly unknown[], definitions: readonly string[]): readonly string[] {
  const fields = definitions.flatMap(fieldsWithDefault);
  return fields.filter((field) => objects.some((object) => !isObject(object) || object[field] === undefined));
}

/** Whether an error helps: not the bare failure of a `oneOf`, nor errors in a branch with another `type` or `command`. */
function isSpecific(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (['oneOf', 'anyOf', 'not', 'unevaluatedProperties'].includes(error.keyword)) return all.length === 1;
  const branch = /^.*\/oneOf\/\d+/.exec(error.schemaPath)?.[0];
  if (branch === undefined) return true;
  const isOther = all.some(({ keyword, schemaPath, instancePath }) => {
    const isOfBranch = schemaPath.startsWith(`${branch}/`) && keyword === 'const';
    return isOfBranch && instancePath.slice(0, instancePath.lastIndexOf('/')) === parentOf(error, instancePath);
  });
  return !isOther;
}

/** The parent of `other`, if the error is in the same entry of a list; otherwise null. */
function parentOf({ instancePath }: ErrorObject, other: string): string | null {
  const parent = other.slice(0, other.lastIndexOf('/'));
  return instancePath === parent || instancePath.startsWith(`${parent}/`) ? parent : null;
}

function inWords({ instancePath, keyword, params, message, data }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    return `${[path, params['missingProperty']].filter((part) => part !== '').join('.')} is missing`;
  }
  if (keyword === 'additionalProperties') return `${path}.${params['additionalProperty']} is not known`;
  const wanted =
    keyword === 'const' ? JSON.stringify(params['allowedValue']) : keyword === 'enum' ? list(params) : message;
  return `${path || 'it'} ${/^must/.test(wanted ?? '') ? wanted : `must be ${wanted}`}, and is ${shortened(data)}`;
}

const list = (params: ErrorObject['params']) =>
  (params['allowedValues'] as readonly unknown[]).map((value) => JSON.stringify(value)).join(' or ');

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > VALUE_MAX_LENGTH ? `${text.slice(0, VALUE_MAX_LENGTH)}…` : text;
}
