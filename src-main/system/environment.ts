import * as v from 'valibot';
import { LANGUAGES, type Language } from '../../src-preload/contract.ts';

/** Where the client listens: the socket's and HTTP's ports, in the order in which they are tried. */
export interface Ports {
  readonly ws: readonly number[];
  readonly http: readonly number[];
}

/** What the environment may set. */
export interface Environment {
  readonly ports: Ports;
  /** Folder of settings, logs and single-instance lock; null: the system's own place for them. */
  readonly profileDir: string | null;
  /** null: the system's language. */
  readonly language: Language | null;
}

/** The environment holds a value that can't be used; the message tells the user which and what is allowed. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/** The assistant's main server. The overlay never connects to it. */
export const MAIN_SERVER_PORT = 8001;

const port = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\d{1,5}$/),
  v.transform(Number),
  v.integer(),
  v.minValue(1),
  v.maxValue(65_535),
  v.notValue(MAIN_SERVER_PORT),
);
const portList = v.pipe(
  v.string(),
  v.transform((list) => list.split(',')),
  v.array(port),
  v.minLength(1),
  v.maxLength(8),
);

function ports(name: string, value: string | undefined, fallback: readonly number[]): readonly number[] {
  if (value === undefined || value.trim() === '') return fallback;
  const parsed = v.safeParse(portList, value);
  if (parsed.success) return parsed.output;
  throw new EnvironmentError(
    `${name}=${value}: give one to eight ports from 1 to 65535, separated by commas, such as ${fallback.join(',')}. ` +
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
    ports: {
      ws: ports('ASYSTENT_WS_PORTS', env.ASYSTENT_WS_PORTS, [6001, 6000]),
      http: ports('ASYSTENT_HTTP_PORTS', env.ASYSTENT_HTTP_PORTS, [5001, 5000]),
    },
    profileDir: env.ASYSTENT_PROFILE_DIR || null,
    language,
  };
}

/** The language to speak: what was chosen, else the first of the system's languages that we have, else English. */
export function chooseLanguage(chosen: Language | null, systemLanguages: readonly string[]): Language {
  if (chosen !== null) return chosen;
  const spoken = systemLanguages.map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.find((tag) => v.is(v.picklist(LANGUAGES), tag)) ?? 'en';
}
