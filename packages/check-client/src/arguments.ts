import { UsageError } from '../../../scripts/read-arguments.mjs';
import { readPairingFile } from '../../../src-main/clients/pairing.ts';
import { DEFAULT_SETTINGS, MAIN_SERVER_PORT } from '../../../src-shared/settings.ts';
import type { PairingProblem } from '../../../src-shared/settings-contract.ts';
import { type Endpoint, plainEndpoint, secureEndpoint } from './endpoint.ts';

/** The options of the command line, as they were typed. */
export interface TypedOptions {
  readonly http?: string | undefined;
  readonly commands: boolean;
  readonly pairing?: string | undefined;
}

/** What the command line asks for. */
export interface Arguments {
  readonly socket: Endpoint;
  /** null: none was named. */
  readonly http: Endpoint | null;
  /** Where to look for the client over HTTP when none was named. */
  readonly usualHttp: readonly Endpoint[];
  readonly withCommands: boolean;
}

/**
 * Makes sense of what was typed.
 * @throws UsageError
 */
export function chooseEndpoints(values: TypedOptions, address: string | undefined): Arguments {
  const { commands: withCommands } = values;
  if (values.pairing === undefined) {
    const socketUrl = ownAddress(address ?? 'ws://127.0.0.1:6001', 'ws:');
    const http = values.http === undefined ? null : plainEndpoint(ownAddress(values.http, 'http:'));
    // A client on a port of its own choice is not the one that answers at the usual ones.
    const isUsual = DEFAULT_SETTINGS.connection.wsPorts.map(String).includes(socketUrl.port);
    return {
      socket: plainEndpoint(socketUrl),
      http,
      usualHttp: http === null && isUsual ? DEFAULT_SETTINGS.connection.httpPorts.map(atPort) : [],
      withCommands,
    };
  }
  if (address !== undefined || values.http !== undefined) {
    throw new UsageError('--pairing brings the addresses along: leave out the others');
  }
  const read = readPairingFile(values.pairing);
  if (read.kind === 'problem')
    throw new UsageError(`--pairing ${values.pairing}: ${PAIRING_PROBLEMS[read.problem] ?? read.problem}`);
  const { pairing } = read;
  return {
    socket: secureEndpoint(pairing.url, pairing),
    http: secureEndpoint(pairing.httpUrl, pairing),
    usualHttp: [],
    withCommands,
  };
}

const atPort = (port: number) => plainEndpoint(new URL(`http://127.0.0.1:${port}`));

/** An address without TLS, which is one of this machine: an overlay connects to no other without a pinned certificate. */
function ownAddress(text: string, protocol: 'ws:' | 'http:'): URL {
  const example = `${protocol}//127.0.0.1:${protocol === 'ws:' ? 6001 : 5001}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'wss:' || url?.protocol === 'https:') {
    throw new UsageError(`${text}: for TLS, give the file that the client wrote: --pairing <file>`);
  }
  if (url?.protocol !== protocol) throw new UsageError(`${text} is no address of the kind ${example}`);
  if (url.hostname === 'localhost') {
    throw new UsageError(
      `${text}: write 127.0.0.1, as the overlay does; localhost may mean ::1, where no client listens`,
    );
  }
  if (url.hostname !== '127.0.0.1') {
    throw new UsageError(
      `${text}: without TLS an overlay connects to 127.0.0.1 only. From other machines it is TLS and a key: --pairing <file>`,
    );
  }
  if (url.port === String(MAIN_SERVER_PORT)) {
    throw new UsageError(
      `${text}: ${MAIN_SERVER_PORT} is the assistant's main server; an overlay never connects to it`,
    );
  }
  return url;
}

/** What a user does about each problem that reading a pairing file can have. */
const PAIRING_PROBLEMS: Readonly<Partial<Record<PairingProblem, string>>> = {
  'file-unreadable': 'this file can not be read',
  'file-not-private': 'others can read this file, and it holds a key: chmod 600',
  'too-large': 'this file is too large for a pairing',
  'not-json': 'this file is not JSON',
  'field-missing': 'url, key or certificate is missing, or is no string',
  'key-not-allowed': 'the key has other characters than visible ASCII, or more than 500',
  'key-too-short': 'the key has fewer than 16 characters',
  certificate: 'certificate is to be a SHA-256: 64 hex digits',
  address: 'url is to be wss://host:port/, http https://host:port/, with nothing behind the port',
  'not-secure': 'url is to begin with wss:, http with https:',
  'main-server': `${MAIN_SERVER_PORT} is the assistant's main server; an overlay never connects to it`,
};
