/** Holds the frames of tests to the schema of the protocol. */

import { faultOf } from '../packages/check-client/src/wire-schema.ts';

/**
 * Reads a text and holds it to one of the definitions.
 * @returns the frame.
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
