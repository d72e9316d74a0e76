import type { Assistant, AssistantEvent, Offer, Report } from '../../../src-main/assistants/assistant.ts';
import { createHass } from '../../../src-main/assistants/hass/hass.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { recordOf } from '../../../src-shared/record-of.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';

export const TOKEN = 'a-token-that-nobody-else-may-see';
export const SATELLITE = 'assist_satellite.kitchen';
export const SERVER = { host: '127.0.0.1', port: 8123, isEncrypted: false, certificate: null };

/** A socket as the adapter sees it, and the frames that it has sent. */
interface FakeSocket extends SocketHandlers {
  readonly sent: string[];
  answersPings: boolean;
  isEnded: boolean;
}

/** A request of the adapter. */
export type Sent = { readonly id: number; readonly type: string } & Readonly<Record<string, unknown>>;

/** An adapter on a fake clock whose Home Assistant is worked by hand. */
export interface Bench {
  readonly clock: FakeClock;
  readonly hass: Assistant;
  readonly events: AssistantEvent[];
  readonly trace: TraceEvent[];
  readonly sockets: FakeSocket[];
  socket(): FakeSocket;
  /** The frames sent on the last socket, from the `index`th on. */
  sent(index?: number): Sent[];
  /** The last request of a type. */
  asked(type: string): Sent;
  say(frame: unknown): void;
  /** Answer the last request of a type. */
  answer(type: string, result: unknown): void;
  refuse(type: string, code: string, message?: string): void;
  /** Send the event of a subscription: the last request of a type. */
  push(type: string, event: unknown): void;
  report(): Report;
  reports(): Report[];
  offer(): Offer;
  phases(): string[];
}

export function startBench(entity = SATELLITE, token: string | null = TOKEN): Bench {
  const clock = createFakeClock();
  const events: AssistantEvent[] = [];
  const trace: TraceEvent[] = [];
  const sockets: FakeSocket[] = [];
  const hass = createHass({
    server: SERVER,
    entity,
    readToken: () => token,
    openSocket(_, handlers) {
      const socket: FakeSocket = { ...handlers, sent: [], answersPings: true, isEnded: false };
      sockets.push(socket);
      const end = () => {
        socket.isEnded = true;
      };
      return {
        send(data) {
          if (socket.isEnded) return false;
          socket.sent.push(data);
          return true;
        },
        ping() {
          if (socket.answersPings) handlers.onPong();
        },
        close: end,
        terminate: end,
      };
    },
    clock,
    random: () => 0,
    onEvent: (event) => events.push(event),
    onTrace: (event) => trace.push(event),
  });
  const socket = () => last(sockets);
  const sent = (index = 0) => socket().sent.slice(index).map(parse);
  const asked = (type: string) => last(sent().filter((request) => request.type === type));
  const say = (frame: unknown) => socket().onMessage(JSON.stringify(frame));
  const reports = () => events.flatMap((event) => (event.kind === 'report' ? [event.report] : []));
  hass.start();
  return {
    clock,
    hass,
    events,
    trace,
    sockets,
    socket,
    sent,
    asked,
    say,
    answer: (type, result) => say({ id: asked(type).id, type: 'result', success: true, result }),
    refuse: (type, code, message = '') =>
      say({ id: asked(type).id, type: 'result', success: false, error: { code, message } }),
    push: (type, event) => say({ id: asked(type).id, type: 'event', event }),
    report: () => last(reports()),
    reports,
    offer: () => last(events.flatMap((event) => (event.kind === 'offer' ? [event.offer] : []))),
    phases: () =>
      reports()
        .map(({ phase }) => phase)
        .filter((phase, index, all) => phase !== all[index - 1]),
  };
}

function last<T>(list: readonly T[]): T {
  const found = list.at(-1);
  if (found === undefined) throw new Error('there is none');
  return found;
}

function parse(text: string): Sent {
  return { id: 0, type: '', ...(JSON.parse(text) as object) };
}

/** Open the socket and take the token. */
export function signIn(bench: Bench): void {
  bench.socket().onOpen();
  bench.say({ type: 'auth_required', ha_version: '2026.11.0' });
  bench.say({ type: 'auth_ok', ha_version: '2026.11.0' });
}

/** By the clock of Home Assistant. */
export const BEGAN_S = 1_796_000_000;
export const at = (seconds: number) => new Date((BEGAN_S + seconds) * 1_000).toISOString();

const DEVICE = 'd1';
export const MUTE = 'switch.kuchnia_wycisz';
export const PLAYER = 'media_player.kitchen';
const SELECTS = ['select.kitchen_assistant', 'select.kitchen_assistant_2'];
export const PIPELINES = {
  pipelines: [
    { id: 'p1', name: 'Home' },
    { id: 'p2', name: 'Model' },
  ],
  preferred_pipeline: 'p1',
};

/** Answer everything that the adapter asks at first, as a Home Assistant with a satellite that has everything. */
export function introduce(
  bench: Bench,
  {
    pipelines = ['Model'],
    isAdmin = true,
    mute = 'off',
    player = { volume_level: 0.5, is_volume_muted: false, supported_features: 12 },
  } = {},
): void {
  const selects = Object.fromEntries(pipelines.map((name, index) => [SELECTS[index], { s: name, lc: 1 }]));
  signIn(bench);
  bench.push('subscribe_entities', { a: { [SATELLITE]: { s: 'idle', a: { friendly_name: 'Kitchen' }, lc: BEGAN_S } } });
  bench.answer('auth/current_user', { id: 'u1', name: 'Lab', is_admin: isAdmin });
  bench.answer('assist_pipeline/pipeline/list', PIPELINES);
  bench.push('render_template', {
    result: [SATELLITE, MUTE, PLAYER, ...Object.keys(selects), 'sensor.kitchen_uptime'],
    listeners: {},
  });
  bench.answer('config/entity_registry/get_entries', {
    [SATELLITE]: { device_id: DEVICE, translation_key: null, unique_id: 'x' },
    [MUTE]: { device_id: DEVICE, translation_key: 'mute', unique_id: 'y' },
    [PLAYER]: { device_id: DEVICE, translation_key: null, unique_id: 'z' },
    ...recordOf(Object.keys(selects), () => ({ device_id: DEVICE, translation_key: 'pipeline', unique_id: 'p' })),
  });
  bench.push('subscribe_entities', {
    a: {
      [MUTE]: { s: mute, a: {}, lc: 1 },
      [PLAYER]: { s: 'idle', a: player, lc: 1 },
      ...selects,
    },
  });
}

/** Change the satellite's state, so many seconds after the beginning. */
export function moveTo(bench: Bench, state: string, seconds = 0): void {
  const subscription = bench.sent().find(({ type }) => type === 'subscribe_entities');
  bench.say({
    id: subscription?.id,
    type: 'event',
    event: { c: { [SATELLITE]: { '+': { s: state, lc: BEGAN_S + seconds } } } },
  });
}

/** Answer the reading of a turn's texts. */
export function answerRun(bench: Bench, events: readonly unknown[], startedAt = at(0)): void {
  bench.answer('assist_pipeline/pipeline_debug/list', {
    pipeline_runs: [{ pipeline_run_id: 'r1', timestamp: startedAt }],
  });
  bench.answer('assist_pipeline/pipeline_debug/get', { events });
}

const event = (type: string, seconds: number, data: unknown = null) => ({ type, data, timestamp: at(seconds) });

/** The events of a run, step by step. */
export const RUN = {
  start: event('run-start', 0, { pipeline: 'p2', language: 'en', conversation_id: 'c1' }),
  stt: event('stt-start', 0, {}),
  heard: event('stt-end', 2, { stt_output: { text: 'what time is it' } }),
  intent: event('intent-start', 2, { intent_input: 'what time is it', conversation_id: 'c1', device_id: DEVICE }),
  delta: (content: string) => event('intent-progress', 3, { chat_log_delta: { content } }),
  tool: event('intent-progress', 3, { chat_log_delta: { tool_calls: [{ tool_name: 'HassTurnOn', tool_args: {} }] } }),
  answer: event('intent-end', 4, {
    intent_output: { conversation_id: 'c1', response: { speech: { plain: { speech: 'It is nine.' } } } },
  }),
  question: event('intent-end', 4, {
    intent_output: {
      conversation_id: 'c1',
      continue_conversation: true,
      response: { speech: { plain: { speech: 'When?' } } },
    },
  }),
  tts: event('tts-start', 4, { tts_input: 'It is nine.' }),
  error: (code: string, seconds = 2) => event('error', seconds, { code, message: 'The engine failed' }),
  end: event('run-end', 5),
};
