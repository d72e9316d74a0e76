import type { ErrorObject } from 'ajv/dist/2020.js';
import { errorsOf, fieldsWithDefault } from './wire-schema.ts';

/** Enough to see what is wrong; the rest is there after the first have been mended. */
const MAX_FAULTS = 3;
const VALUE_MAX_LENGTH = 40;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What is wrong with a message, each field by its name, what it should be and what it is.
 * @param definition of docs/protocol.schema.json.
 * @returns nothing when the message is as the schema has it.
 */
export function schemaFaults(value: unknown, definition: string): readonly string[] {
  const errors = errorsOf(value, definition);
  const told = new Set(errors.filter((error) => isTelling(error, errors)).map(inWords));
  return [...told].slice(0, MAX_FAULTS);
}

/** Advice on fields that the protocol lets a client leave out. */
export const MISSING_FIELDS_ADVICE =
  'An overlay takes "" or false for a missing field, and ready for a missing monitoring. Send the whole status each time.';

/**
 * Return the fields that at least one of the objects leaves out, in the order of the schema.
 * @param definitions of docs/protocol.schema.json, whose fields with a default are looked for.
 */
export function missingFields(objects: readonly unknown[], definitions: readonly string[]): readonly string[] {
  const fields = definitions.flatMap(fieldsWithDefault);
  return fields.filter((field) => objects.some((object) => !isObject(object) || object[field] === undefined));
}

/** A choice between forms says nothing by itself, nor does a form that is of another `type` or `command` than the message. */
function isTelling(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (['oneOf', 'anyOf', 'not', 'unevaluatedProperties'].includes(error.keyword)) return all.length === 1;
  const form = /^.*\/oneOf\/\d+/.exec(error.schemaPath)?.[0];
  if (form === undefined) return true;
  const isOther = all.some(({ keyword, schemaPath, instancePath }) => {
    const isOfForm = schemaPath.startsWith(`${form}/`) && keyword === 'const';
    return isOfForm && instancePath.slice(0, instancePath.lastIndexOf('/')) === parentOf(error, instancePath);
  });
  return !isOther;
}

/** Where the form is that an error is in: errors of other entries of a list have nothing to do with it. */
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
