import { isAbsolute } from 'node:path';
import * as v from 'valibot';
import {
  type AssistantAddress,
  addressExamples,
  parseAddress,
  withoutSecrets,
} from '../../src-shared/assistant-address.ts';
import { type CatalogueLanguage, LANGUAGES, type Language, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts, sharedPorts } from '../../src-shared/settings-limits.ts';
import { UserError } from '../runtime/user-error.ts';

/** The ASYSTENT_… variables. */
export interface Environment {
  /** Ports of socket and HTTP, in the order in which they are tried; null: those in the settings. */
  readonly wsPorts: readonly number[] | null;
  readonly httpPorts: readonly number[] | null;
  /** Folder of settings, logs and single-instance lock; null: the system's default. */
  readonly profileDir: string | null;
  /** The assistants to follow instead of those in the settings; null: those in the settings. */
  readonly follow: readonly [AssistantAddress, ...AssistantAddress[]] | null;
  /** The token of a Home Assistant that is named there; null: the kept one. */
  readonly hassToken: string | null;
  /** A pairing file to use at the start; null: none. */
  readonly pairingFile: string | null;
  /** null: the system's language. */
  readonly language: Language | null;
}

function ports(name: string, value: string | undefined): readonly number[] | null {
  if (value === undefined || value.trim() === '') return null;
  const parsed = parsePorts(value);
  if (parsed !== null) return parsed;
  const allowed = { most: PORTS_MAX, min: LIMITS.port.min, max: LIMITS.port.max, reserved: MAIN_SERVER_PORT };
  throw new UserError((t) => t('start.ports', { variable: name, value, ...allowed }));
}

function addresses(value: string | undefined): Environment['follow'] {
  if (value === undefined || value.trim() === '') return null;
  const [first = '', ...others] = value.split(',');
  return [address(first), ...others.map(address)];
}

function address(entry: string): AssistantAddress {
  const parsed = parseAddress(entry);
  if (typeof parsed !== 'string') return parsed;
  const values = { entry: withoutSecrets(entry.trim()), examples: addressExamples().join(', ') };
  throw new UserError((t) => t('start.follow', { ...values, problem: t(`address.${parsed}`) }));
}

/** @throws UserError if a variable has a value that is not allowed. */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const language = env.ASYSTENT_LANG || null;
  if (language !== null && !v.is(v.picklist([...LANGUAGES, PSEUDO_LANGUAGE]), language)) {
    throw new UserError((t) => t('start.language', { value: language, languages: LANGUAGES.join(', ') }));
  }
  const profileDir = env.ASYSTENT_PROFILE_DIR || null;
  if (profileDir !== null && !isAbsolute(profileDir)) {
    throw new UserError((t) => t('start.profileDir', { value: profileDir }));
  }
  const wsPorts = ports('ASYSTENT_WS_PORTS', env.ASYSTENT_WS_PORTS);
  const httpPorts = ports('ASYSTENT_HTTP_PORTS', env.ASYSTENT_HTTP_PORTS);
  const [shared] = sharedPorts(wsPorts ?? [], httpPorts ?? []);
  if (shared !== undefined) throw new UserError((t) => t('start.sharedPort', { port: shared }));
  return {
    wsPorts,
    httpPorts,
    profileDir,
    follow: addresses(env.ASYSTENT_FOLLOW),
    hassToken: env.ASYSTENT_HASS_TOKEN || null,
    pairingFile: env.ASYSTENT_PAIRING_FILE || null,
    language,
  };
}

/** Return the chosen language, else the first of the system's languages that we have, else English. */
export function chooseLanguage(chosen: Language | null, systemLanguages: readonly string[]): Language {
  if (chosen !== null) return chosen;
  const spoken = systemLanguages.map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  return spoken.find((tag): tag is CatalogueLanguage => v.is(v.picklist(LANGUAGES), tag)) ?? 'en';
}
