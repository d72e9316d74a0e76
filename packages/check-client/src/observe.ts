import { STATUS_PATH } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { helloFrame, parsePollBody } from '../../../src-main/assistants/asystent/protocol.ts';
import type { Arguments } from './arguments.ts';
import type { Asked, Endpoint, Question } from './endpoint.ts';
import { statusOf, typeOf } from './frames.ts';
import {
  type BorneFrame,
  HELLO_BORNE_MS,
  type Observations,
  type PolledStatus,
  SETTLED_MS,
  STATUS_WITHIN_MS,
  type Strangers,
} from './observations.ts';
import { ANSWERED_WITHIN_MS, tryCommands } from './try-commands.ts';
import type { WatchedSocket } from './watched-socket.ts';

/** How long an overlay waits for a pong. */
const PONG_WITHIN_MS = 5_000;
/** A client that fails over a frame closes the socket at once. */
const BORNE_MS = 1_000;

const OVERLAY = { id: 'check-client', name: 'check-client', version: '1.0.0' };
const FOREIGN_ORIGIN = { Origin: 'https://example.com' };
const FOREIGN_HOST = { Host: 'example.com' };
const NO_COMMAND = 'check_client_unknown';

/**
 * Does with a client what overlays and strangers do, and says what was seen. Every wait is limited; together they are
 * 40 seconds at most.
 */
export async function observe({
  socket,
  http,
  withCommands,
}: Pick<Arguments, 'socket' | 'http' | 'withCommands'>): Promise<Observations> {
  const seen: Observations = {
    address: socket.address,
    isSecure: socket.isSecure,
    upgrade: await socket.askUpgrade({}),
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
  if (seen.upgrade.asked.kind === 'failure') return seen;
  const strangers = await askAsStrangers(
    (question) => socket.askUpgrade(question).then(({ asked }) => asked),
    socket.isSecure,
  );
  if (seen.upgrade.asked.status !== 101) return { ...seen, strangers };

  const opened: WatchedSocket[] = [];
  const join: Join = async () => {
    const overlay = await socket.open();
    if (overlay === null) return null;
    opened.push(overlay);
    await overlay.until((record) => record.frames.find((frame) => statusOf(frame)), STATUS_WITHIN_MS);
    return overlay;
  };
  try {
    const first = await join();
    if (first === null || !hasStatus(first)) {
      return { ...seen, strangers, first: first?.record() ?? null, endMs: performance.now() };
    }
    const second = await join();
    const [pinged, greeted, unknownFrame, noJson, polled] = await Promise.all([
      isPinged(first),
      greet(join),
      bears(join, ['{"type":"check_client_unknown","data":{}}']),
      bears(join, ['this is no JSON', '[]', 'null']),
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

/** Return the first of the endpoints that answers as a client does; null: none. */
export async function findClient(endpoints: readonly Endpoint[]): Promise<Endpoint | null> {
  for (const endpoint of endpoints) {
    const asked = await endpoint.ask({ path: STATUS_PATH });
    if (asked.kind === 'answer' && parsePollBody(asked.body) !== null) return endpoint;
  }
  return null;
}

/** Opens a socket and waits for its first status, which may not have come. null: there is no connection. */
type Join = () => Promise<WatchedSocket | null>;

function hasStatus(overlay: WatchedSocket): boolean {
  return overlay.record().frames.some((frame) => statusOf(frame) !== null);
}

async function askAsStrangers(ask: (question: Question) => Promise<Asked>, isSecure: boolean): Promise<Strangers> {
  const [origin, host, withoutKey] = await Promise.all([
    ask({ headers: FOREIGN_ORIGIN }),
    ask({ headers: FOREIGN_HOST }),
    isSecure ? ask({ withKey: false }) : null,
  ]);
  return { origin, host, withoutKey };
}

async function pollAt(endpoint: Endpoint): Promise<PolledStatus> {
  const ask = (question: Question) => endpoint.ask({ ...question, path: STATUS_PATH });
  const askedMs = performance.now();
  const asked = await ask({});
  const answeredMs = performance.now();
  return { address: endpoint.address, asked, askedMs, answeredMs, ...(await askAsStrangers(ask, endpoint.isSecure)) };
}

async function isPinged(overlay: WatchedSocket): Promise<boolean> {
  overlay.ping();
  return (await overlay.until(({ pongs }) => (pongs > 0 ? true : null), PONG_WITHIN_MS)) ?? false;
}

/** Sends what a client must bear, and gives it time to fail. */
async function bears(join: Join, texts: readonly string[]): Promise<BorneFrame | null> {
  const overlay = await join();
  if (overlay === null || !hasStatus(overlay)) return null;
  const sentMs = performance.now();
  for (const text of texts) overlay.send(text);
  await overlay.until(() => null, BORNE_MS);
  return { record: overlay.record(), sentMs };
}

async function greet(join: Join) {
  const overlay = await join();
  if (overlay === null || !hasStatus(overlay)) return null;
  const sentMs = performance.now();
  overlay.send(helloFrame(OVERLAY));
  const answer = await overlay.until(({ frames }) => frames.find((frame) => typeOf(frame) === 'hello'), HELLO_BORNE_MS);
  if (overlay.record().closed !== null) return { overlay, sentMs, unknownCommand: null };
  const id = answer === null ? null : 'check-client-0';
  const commandMs = performance.now();
  overlay.send(JSON.stringify({ type: 'command', id: id ?? undefined, command: NO_COMMAND }));
  await overlay.until(
    ({ frames }) => frames.find((frame) => typeOf(frame) === 'ack'),
    id === null ? BORNE_MS : ANSWERED_WITHIN_MS,
  );
  return { overlay, sentMs, unknownCommand: { record: overlay.record(), sentMs: commandMs, id } };
}
