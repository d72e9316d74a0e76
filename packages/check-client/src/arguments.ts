import { parseArgs } from 'node:util';
import { type Endpoint, plainEndpoint, secureEndpoint } from './endpoint.ts';
import { MAIN_SERVER_PORT, readPairing } from './pairing.ts';
import { OPTIONS } from './usage.mjs';
import { UsageError } from './usage-error.ts';

const USUAL_WS_PORTS = ['6001', '6000'];
const USUAL_HTTP_PORTS = ['5001', '5000'];

/** The parsed command line. */
export interface Arguments {
  readonly socket: Endpoint;
  /** null if none was given. */
  readonly http: Endpoint | null;
  /** Where to look for the client over HTTP if `http` is null. */
  readonly usualHttp: readonly Endpoint[];
  readonly withCommands: boolean;
  readonly asJson: boolean;
}

/**
 * Parse the command line.
 * @returns null for `--help`.
 * @throws UsageError
 */
export function parseArguments(args: readonly string[]): Arguments | null {
  const { values, positionals } = parseOptions(args);
  const [address, ...surplus] = positionals;
  if (values.help) return null;
  if (surplus.length > 0) throw new UsageError(`Unexpected argument: ${surplus.join(' ')}`);
  const common = { withCommands: values.commands, asJson: values.json };
  if (values.pairing === undefined) return { ...common, ...plainEndpoints(address, values.http) };
  if (address !== undefined || values.http !== undefined) {
    throw new UsageError('--pairing brings the addresses along: leave out the others');
  }
  const pairing = readPairing(values.pairing);
  return {
    ...common,
    socket: secureEndpoint(pairing.url, pairing),
    http: secureEndpoint(pairing.httpUrl, pairing),
    usualHttp: [],
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function plainEndpoints(
  address = 'ws://127.0.0.1:6001',
  httpAddress?: string,
): Pick<Arguments, 'socket' | 'http' | 'usualHttp'> {
  const socketUrl = loopbackUrl(address, 'ws:');
  const http = httpAddress === undefined ? null : plainEndpoint(loopbackUrl(httpAddress, 'http:'));
  // On the usual HTTP ports there may be another client than the one on an unusual port.
  const isUsual = USUAL_WS_PORTS.includes(socketUrl.port);
  return {
    socket: plainEndpoint(socketUrl),
    http,
    usualHttp:
      http === null && isUsual
        ? USUAL_HTTP_PORTS.map((port) => plainEndpoint(new URL(`http://127.0.0.1:${port}`)))
        : [],
  };
}

/** An address without TLS, which must be on this machine: overlays connect to others only with a pinned certificate. */
function loopbackUrl(text: string, protocol: 'ws:' | 'http:'): URL {
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
