import * as v from 'valibot';
import { LANGUAGES, type Language } from '../../src-preload/contract.ts';
import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts } from '../../src-preload/settings.ts';

/** What the environment may set. */
export interface Environment {
  /** The socket's and HTTP's ports, in the order in which they are tried; null: the settings say. */
  readonly wsPorts: readonly number[] | null;
  readonly httpPorts: readonly number[] | null;
  /** Folder of settings, logs and single-instance lock; null: the system's own place for them. */
  readonly profileDir: string | null;
  /** A client to be paired with at the start, as the file that it made says; null: none. */
  readonly pairingFile: string | null;
  /** null: the system's language. */
  readonly language: Language | null;
}

/** The environment holds a value that can't be used; the message tells the user which and what is allowed. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

function ports(name: string, value: string | undefined): readonly number[] | null {
  if (value === undefined || value.trim() === '') return null;
  const parsed = parsePorts(value);
  if (parsed !== null) return parsed;
  throw new EnvironmentError(
    `${name}=${value}: give one to ${PORTS_MAX} ports from ${LIMITS.port.min} to ${LIMITS.port.max}, separated by commas. ` +
      `Port ${MAIN_SERVER_PORT} belongs to the assistant's main server and is not allowed.`,
  );
}

/**
 * Reads the ASYSTENT_… variables.
 * @throws EnvironmentError when one of them can't be used.
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const language = env.ASYSTENT_LANG || null;
  if (language !== null && !v.is(v.picklist(LANGUAGES), language)) {
    throw new EnvironmentError(`ASYSTENT_LANG=${language}: give one of ${LANGUAGES.join(', ')}.`);
  }
  return {
    wsPorts: ports('ASYSTENT_WS_PORTS', env.ASYSTENT_WS_PORTS),
    httpPorts: ports('ASYSTENT_HTTP_PORTS', env.ASYSTENT_HTTP_PORTS),
    profileDir: env.ASYSTENT_PROFILE_DIR || null,
    pairingFile: env.ASYSTENT_PAIRING_FILE || null,
    language,
  };
}

/** The language to speak: what was chosen, else the first of the system's languages that we have, else English. */
export function chooseLanguage(chosen: Language | null, systemLanguages: readonly string[]): Language {
  if (chosen !== null) return chosen;
  const spoken = systemLanguages.map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.find((tag) => v.is(v.picklist(LANGUAGES), tag)) ?? 'en';
}
