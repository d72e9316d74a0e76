import type { Arguments } from './arguments.ts';
import type { Endpoint, HttpRequest, HttpResult } from './endpoint.ts';
import { parseJson } from './json.ts';
import {
  HELLO_TOLERATED_MS,
  type Observations,
  type PolledStatus,
  type Probe,
  SETTLED_MS,
  STATUS_WITHIN_MS,
  type Strangers,
} from './observations.ts';
import { ANSWERED_WITHIN_MS, tryCommands } from './try-commands.ts';
import type { WatchedSocket } from './watched-socket.ts';
import { statusInBody } from './wire-status.ts';

/** How long an overlay waits for a pong. */
const PONG_WITHIN_MS = 5_000;
/** A client that fails on a frame closes the socket well within this time. */
const TOLERATED_MS = 1_000;

const STATUS_PATH = '/api/status';
const OVERLAY = { id: 'check-client', name: 'check-client', version: '1.0.0' };
const HELLO = JSON.stringify({
  type: 'hello',
  data: { protocol: 2, overlay: OVERLAY, accepts: ['text_delta', 'level'] },
});
const FOREIGN_ORIGIN = { Origin: 'https://example.com' };
const FOREIGN_HOST = { Host: 'example.com' };
const UNKNOWN_COMMAND = 'check_client_unknown';

/**
 * Connect to a client as overlays do, and as strangers do, and record the outcome. Takes 40 seconds at most, because every
 * wait is limited.
 */
export async function observe({
  socket,
  http,
  withCommands,
}: Pick<Arguments, 'socket' | 'http' | 'withCommands'>): Promise<Observations> {
  const seen: Observations = {
    address: socket.address,
    isSecure: socket.isSecure,
    upgrade: await socket.requestUpgrade({}),
    strangers: null,
    first: null,
    second: null,
    pinged: null,
    unknownFrame: null,
    noJson: null,
    hello: null,
    unknownCommand: null,
    commands: null,
    http: null,
    endMs: 0,
  };
  if (seen.upgrade.result.kind === 'failure') return seen;
  const strangers = await requestAsStrangers(
    (request) => socket.requestUpgrade(request).then(({ result }) => result),
    socket.isSecure,
  );
  if (seen.upgrade.result.status !== 101) return { ...seen, strangers };

  const opened: WatchedSocket[] = [];
  const join: Join = async () => {
    const overlay = await socket.open();
    if (overlay === null) return null;
    opened.push(overlay);
    return overlay.until(({ frames }) => (frames.some(({ status }) => status) ? overlay : null), STATUS_WITHIN_MS);
  };
  try {
    const first = await join();
    if (first === null) {
      return { ...seen, strangers, first: opened[0]?.record() ?? null, endMs: performance.now() };
    }
    await join();
    const [, second] = opened;
    const [pinged, greeted, unknownFrame, noJson, polled] = await Promise.all([
      answersPing(first),
      greet(join),
      probe(join, ['{"type":"check_client_unknown","data":{}}']),
      probe(join, ['this is no JSON', '[]', 'null']),
      http === null ? null : pollAt(http),
    ]);
    const commands = withCommands ? await tryCommands({ watcher: first, greeted: greeted?.overlay ?? null }) : null;
    await first.until(() => null, SETTLED_MS);
    return {
      ...seen,
      ...{ strangers, pinged, unknownFrame, noJson, commands },
      first: first.record(),
      second: second?.record() ?? null,
      hello: greeted === null ? null : { record: greeted.overlay.record(), sentMs: greeted.sentMs },
      unknownCommand: greeted?.unknownCommand ?? null,
      http: polled,
      endMs: performance.now(),
    };
  } finally {
    for (const overlay of opened) overlay.close();
  }
}

/** Return the first endpoint that answers as a client does; null if none does. */
export async function findClient(endpoints: readonly Endpoint[]): Promise<Endpoint | null> {
  for (const endpoint of endpoints) {
    const result = await endpoint.request({ path: STATUS_PATH });
    if (result.kind === 'answer' && statusInBody(parseJson(result.body)) !== null) return endpoint;
  }
  return null;
}

/** Opens a socket, and waits for the first status for a while. @returns null if none comes. */
type Join = () => Promise<WatchedSocket | null>;

async function requestAsStrangers(
  request: (request: HttpRequest) => Promise<HttpResult>,
  isSecure: boolean,
): Promise<Strangers> {
  const [origin, host, withoutKey] = await Promise.all([
    request({ headers: FOREIGN_ORIGIN }),
    request({ headers: FOREIGN_HOST }),
    isSecure ? request({ withKey: false }) : null,
  ]);
  return { origin, host, withoutKey };
}

async function pollAt(endpoint: Endpoint): Promise<PolledStatus> {
  const request = (options: HttpRequest) => endpoint.request({ ...options, path: STATUS_PATH });
  const requestedMs = performance.now();
  const result = await request({});
  const answeredMs = performance.now();
  const strangers = await requestAsStrangers(request, endpoint.isSecure);
  return { address: endpoint.address, result, requestedMs, answeredMs, ...strangers };
}

async function answersPing(overlay: WatchedSocket): Promise<boolean> {
  overlay.ping();
  return (await overlay.until(({ pongs }) => (pongs > 0 ? true : null), PONG_WITHIN_MS)) ?? false;
}

/** Sends texts that a client must tolerate, and gives it time to fail. */
async function probe(join: Join, texts: readonly string[]): Promise<Probe | null> {
  const overlay = await join();
  if (overlay === null) return null;
  const sentMs = performance.now();
  for (const text of texts) overlay.send(text);
  await overlay.until(() => null, TOLERATED_MS);
  return { record: overlay.record(), sentMs };
}

async function greet(join: Join) {
  const overlay = await join();
  if (overlay === null) return null;
  const sentMs = performance.now();
  overlay.send(HELLO);
  const answer = await overlay.until(
    ({ frames }) => frames.find((frame) => frame.type === 'hello'),
    HELLO_TOLERATED_MS,
  );
  if (overlay.record().closed !== null) return { overlay, sentMs, unknownCommand: null };
  const id = answer === null ? null : 'check-client-0';
  const commandMs = performance.now();
  overlay.send(JSON.stringify({ type: 'command', id: id ?? undefined, command: UNKNOWN_COMMAND }));
  await overlay.until(
    ({ frames }) => frames.find((frame) => frame.type === 'ack'),
    id === null ? TOLERATED_MS : ANSWERED_WITHIN_MS,
  );
  return { overlay, sentMs, unknownCommand: { record: overlay.record(), sentMs: commandMs, id } };
}
