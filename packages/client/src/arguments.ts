import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseBrokerAddress } from './broker-address.ts';
import type { MqttOptions } from './client.ts';
import { LANGUAGES, type Language } from './protocol.ts';
import { OPTIONS } from './usage.mjs';

/** The parsed command line. */
export interface Arguments {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  readonly language: Language;
  /** null: no TLS and no key, on 127.0.0.1. */
  readonly secure: {
    /** The address to listen on. */
    readonly host: string;
    /** The folder of certificate, key and pairing file. */
    readonly folder: string;
    readonly rotateKey: boolean;
  } | null;
  /** null: it listens. */
  readonly mqtt: MqttOptions | null;
  readonly protocol: 1 | 2;
  readonly once: boolean;
  readonly help: boolean;
}

/** An argument or a variable has a wrong value; the message is for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * Parse the command line. An option takes precedence over its environment variable.
 * @throws UsageError
 */
export function parseArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Arguments {
  const values = parseOptions(args);
  const choose = (option: string, value: string | undefined, variable: string, fallback: string) =>
    value !== undefined ? { from: `--${option}`, value } : { from: variable, value: env[variable]?.trim() || fallback };
  return {
    wsPorts: ports(choose('ws-ports', values['ws-ports'], 'ASYSTENT_WS_PORTS', '6001,6000')),
    httpPorts: ports(choose('http-ports', values['http-ports'], 'ASYSTENT_HTTP_PORTS', '5001,5000')),
    language: language(choose('language', values.language, 'ASYSTENT_LANG', 'pl')),
    secure: secure(values, env),
    mqtt: broker(values, env),
    protocol: protocol(values.protocol ?? '2'),
    once: values.once ?? false,
    help: values.help ?? false,
  };
}

interface Choice {
  readonly from: string;
  readonly value: string;
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function secure(
  values: ReturnType<typeof parseOptions>,
  env: Readonly<Record<string, string | undefined>>,
): Arguments['secure'] {
  if (values.secure !== true) {
    const needing = (['host', 'state-folder', 'rotate-key'] as const).find((option) => values[option] !== undefined);
    if (needing !== undefined) throw new UsageError(`--${needing} needs --secure`);
    return null;
  }
  const home = env['XDG_STATE_HOME']?.trim() || join(homedir(), '.local', 'state');
  return {
    host: values.host ?? '127.0.0.1',
    folder: values['state-folder'] ?? join(home, 'asystent-reference-client'),
    rotateKey: values['rotate-key'] ?? false,
  };
}

function broker(
  values: ReturnType<typeof parseOptions>,
  env: Readonly<Record<string, string | undefined>>,
): MqttOptions | null {
  const url = values.mqtt;
  if (url === undefined) {
    if (values['home-assistant'] !== undefined) throw new UsageError('--home-assistant needs --mqtt');
    return null;
  }
  if (values.secure === true)
    throw new UsageError('--mqtt does not listen, so it takes no --secure: give mqtts:// for TLS');
  if (values.protocol === '1') throw new UsageError('--mqtt carries version 2 only');
  try {
    parseBrokerAddress(url);
  } catch (error) {
    throw new UsageError(`--mqtt: ${error instanceof Error ? error.message : String(error)}`);
  }
  // Not on the command line, which every user of the computer can read.
  const [, username, password] = /^([^:]+):(.*)$/.exec(env['ASYSTENT_MQTT_LOGIN']?.trim() ?? '') ?? [];
  const login = username === undefined || password === undefined ? {} : { username, password };
  return { url, ...login, homeAssistant: values['home-assistant'] ?? false };
}

function ports({ from, value }: Choice): readonly number[] {
  const numbers = value.split(',').map((item) => (/^\s*\d{1,5}\s*$/.test(item) ? Number(item) : Number.NaN));
  if (numbers.every((port) => port <= 65_535)) return numbers;
  throw new UsageError(`${from} ${value}: give ports from 0 (any free one) to 65535, separated by commas`);
}

function protocol(value: string): 1 | 2 {
  if (value === '1') return 1;
  if (value === '2') return 2;
  throw new UsageError(`--protocol ${value}: give 1 or 2`);
}

function language({ from, value }: Choice): Language {
  const known = LANGUAGES.find((candidate) => candidate === value);
  if (known !== undefined) return known;
  throw new UsageError(`${from} ${value}: give one of ${LANGUAGES.join(', ')}`);
}
