import { expect, it } from 'vitest';
import type { Answer, Report, ReportedNotice } from '../../src-main/assistants/assistant.ts';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';
import { initialStoreState, type OverlayEffect, reduce, type StoreState } from '../../src-main/overlay/reduce.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { brief, changesBetween, moment } from './changes.ts';
import { CONTEXT, offer, report } from './events.ts';

/** Rewrites the file: `npx vitest run --project unit test/overlay/transitions.test.ts -u`. */
const FILE = './transitions.txt';

const HEADER = `What each event does in each state: the changes of the store's memory, then its effects and the outcomes of
commands, each after "|".
"+x" is new, "-x" is gone, "a>b" is another value. Moments are seen from the event: "now", "+4 s", "past".
"publish" lists what changes on the screen beside the changes before it.

Written by transitions.test.ts. After a change of behaviour that is meant, write it again and read the difference:
npx vitest run --project unit test/overlay/transitions.test.ts -u`;

const TOGGLE: CommandRequest = { command: 'set_monitoring', args: { on: false } };
const STOP: CommandRequest = { command: 'stop_tts' };
const TALK: CommandRequest = { command: 'start_listening' };
const volume = (level: number): CommandRequest => ({ command: 'set_volume', args: { level } });
const press = (request: CommandRequest) => ({ kind: 'press', request }) as const;
const answer = (turn: number, text: string): Answer => ({
  turn,
  text,
  isGrowing: true,
  mayGoOn: false,
  spokenTo: null,
});
const room = (changes: Partial<ReportedNotice> = {}): ReportedNotice => ({
  ...{ kind: 'notification', text: 'Room 12', number: 1, isHeld: true, isAside: false },
  ...changes,
});
const present = {
  kind: 'present',
  presenting: { end: { untilMs: 3_600_000, untilEpochMs: 1_800_000_000_000 } },
} as const;

type EventOf<Kind extends OverlayEvent['kind']> = Extract<OverlayEvent, { readonly kind: Kind }>;
/** An event that says when it happens. */
type Timed<Event> = (nowMs: number) => Event;

const SOCKET = { transport: 'socket', port: 6001 } as const;
const HTTP = { transport: 'polling', port: 5001 } as const;

/** A report of something new. */
const reports =
  (changes: Partial<Report> = {}, link: typeof SOCKET | typeof HTTP = SOCKET): Timed<EventOf<'report'>> =>
  (nowMs) => ({ kind: 'report', report: report({ changedAtMs: nowMs, ...changes }), ...link });

const ready = reports();
const listening = reports({ phase: 'listening' });
const thinking = reports({ phase: 'thinking' });
const speaking = reports({ phase: 'speaking', voice: 'on', answer: answer(1, 'Yes.') });
const failed = reports({ phase: 'error', cause: 'no network at all' });
const version2 = [reports({ volume: 0.2, muted: false }), offer(), 10_000] as const;
const unspoken = { voice: 'missing', answer: answer(1, 'Yes.') } as const;

/** A number is a pause in milliseconds. */
type Step = OverlayEvent | Timed<OverlayEvent> | number;

/** How each state comes about. */
const STATES: Readonly<Record<string, readonly Step[]>> = {
  'connecting, just started': [],
  'connecting, nothing answers': [{ kind: 'unreachable' }, 6_000],
  'ready, just published': [ready],
  ready: [ready, 10_000],
  'ready, over HTTP': [reports({}, HTTP), 10_000],
  'ready, of version 2': version2,
  paused: [reports({ phase: 'paused', monitoring: false }), 10_000],
  listening: [ready, 10_000, listening, 1_000],
  thinking: [ready, 10_000, thinking, 1_000],
  'thinking for over a minute': [ready, 10_000, thinking, 61_000],
  'thinking, beside a notice': [ready, 10_000, reports({ phase: 'thinking', notice: room({ isAside: true }) }), 1_000],
  speaking: [ready, 10_000, thinking, 1_000, speaking, 1_000],
  'speaking, being stopped': [ready, 10_000, thinking, 1_000, speaking, 1_000, press(STOP), 1_000],
  error: [ready, 10_000, failed, 1_000],
  offline: [ready, 10_000, { kind: 'socket-closed' }, 1_000, { kind: 'unreachable' }, 1_000],
  'offline, denied': [{ kind: 'denied', denial: 'wrong-key' }, 1_000],
  'ready, with a lingering answer': [ready, thinking, speaking, 1_000, reports({ answer: answer(1, 'Yes.') }), 1_000],
  'ready, with an answer held up': [ready, 10_000, reports({ answer: answer(1, 'Yes.'), isHeldUp: true }), 1_000],
  'ready, with an answer that nobody spoke': [
    ...[ready, thinking, reports({ phase: 'speaking', ...unspoken }), reports({ isHeldUp: true, ...unspoken }), 1_000],
  ],
  'ready, with a notice': [ready, 10_000, reports({ notice: room(), isHeldUp: true }), 1_000],
  'ready, shown by the user': [ready, 10_000, { kind: 'override', override: 'show' }, 1_000],
  'speaking, hidden by the user': [ready, speaking, 1_000, { kind: 'override', override: 'hide' }, 1_000],
  'speaking, presenting': [ready, present, speaking, 1_000],
  'ready, toggling': [ready, 10_000, press(TOGGLE), 1_000],
  'ready, of version 2, with a move under way and one that waits': [
    ...version2,
    ...[press(volume(0.5)), press(volume(0.6)), 1_000],
  ],
  'ready, of version 2, after an unanswered command': [...version2, press(TALK), 3_500],
  'ready, of version 2, overdue': [...version2, press(TALK), -3_500],
};

/** Representative events of every kind; the compiler asks for each kind. */
const EVENTS: {
  readonly [Kind in OverlayEvent['kind']]: Readonly<Record<string, EventOf<Kind> | Timed<EventOf<Kind>>>>;
} = {
  report: {
    ready,
    'ready, held up': reports({ isHeldUp: true }),
    'ready over HTTP': reports({}, HTTP),
    'ready, with the answer': reports({ answer: answer(1, 'Yes.') }),
    'paused, muted': reports({ phase: 'paused', monitoring: false, muted: true }),
    listening,
    thinking,
    'speaking on': reports({ phase: 'speaking', voice: 'on', answer: answer(1, 'Yes. And more.') }),
    'speaking, next turn': reports({ phase: 'speaking', voice: 'on', answer: answer(2, 'No.') }),
    error: failed,
    notice: reports({ notice: room({ number: 2 }), isHeldUp: true }),
  },
  offer: { '': offer({ speed: 2 }) },
  ack: {
    'says yes': { kind: 'ack', ack: { id: '1', rejection: null } },
    'says no': { kind: 'ack', ack: { id: '1', rejection: { code: 'busy', message: 'Later' } } },
  },
  action: {
    'open settings': { kind: 'action', action: 'open_settings' },
    toggle: { kind: 'action', action: 'toggle_visibility' },
    quit: { kind: 'action', action: 'quit' },
  },
  'socket-closed': { 'by the client': { kind: 'socket-closed' } },
  'socket-dropped': { 'by us': { kind: 'socket-dropped' } },
  unreachable: { '': { kind: 'unreachable' } },
  denied: { 'wrong key': { kind: 'denied', denial: 'wrong-key' } },
  press: { toggle: press(TOGGLE), stop: press(STOP), talk: press(TALK), volume: press(volume(0.7)) },
  'command-sent': {
    toggle: { kind: 'command-sent', request: TOGGLE, id: null },
    stop: { kind: 'command-sent', request: STOP, id: '2' },
    volume: { kind: 'command-sent', request: volume(0.7), id: '2' },
  },
  'command-unsent': { toggle: { kind: 'command-unsent', request: TOGGLE } },
  override: {
    show: { kind: 'override', override: 'show' },
    hide: { kind: 'override', override: 'hide' },
    end: { kind: 'override', override: null },
  },
  present: { begin: present, end: { kind: 'present', presenting: null } },
  slept: { '': { kind: 'slept', nowEpochMs: 1_800_000_000_000 } },
  context: { 'in Polish': { kind: 'context', context: { ...CONTEXT, language: 'pl' } } },
  deadline: { '': { kind: 'deadline' } },
};

/** Plays the steps as the store does: a command that is sent is reported at once, and the timer fires when it is due. */
function play(steps: readonly Step[]): { readonly state: StoreState; readonly nowMs: number } {
  let nowMs = 0;
  let state = initialStoreState(CONTEXT, nowMs);
  let lastId = 0;
  const on = (event: OverlayEvent) => {
    const next = reduce(state, event, nowMs);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === 'send') on({ kind: 'command-sent', request: effect.request, id: String(++lastId) });
    }
  };
  on({ kind: 'deadline' });
  for (const step of steps) {
    if (typeof step !== 'number') {
      on(eventAt(step, nowMs));
      continue;
    }
    // A negative pause passes without the timer: the process was busy.
    const endMs = nowMs + Math.abs(step);
    while (step > 0 && state.wakeAtMs !== null && state.wakeAtMs <= endMs) {
      nowMs = Math.max(nowMs, state.wakeAtMs);
      on({ kind: 'deadline' });
    }
    nowMs = endMs;
  }
  return { state, nowMs };
}

function eventAt(event: OverlayEvent | Timed<OverlayEvent>, nowMs: number): OverlayEvent {
  return typeof event === 'function' ? event(nowMs) : event;
}

/** Compiled as complete: an effect that no pair leads to fails the test. */
const EFFECT_KINDS: Readonly<Record<OverlayEffect['kind'], true>> = {
  announce: true,
  send: true,
  wake: true,
  publish: true,
  act: true,
};

/** The store's model, without the fields that repeat the event (`report`, `context`) or the effects. */
function memoryOf({ model, actedAtMs, holdsReport }: StoreState): object {
  return { ...model, report: null, actedAtMs, holdsReport };
}

function effectLine(effect: OverlayEffect, before: StoreState, changed: readonly string[], nowMs: number): string {
  switch (effect.kind) {
    case 'announce':
      return `announce ${effect.answer.number} ${brief(effect.answer.text, nowMs)}`;
    case 'send':
      return `send ${brief(effect.request, nowMs)}`;
    case 'wake':
      return `wake ${effect.atMs === null ? 'never' : moment(effect.atMs, nowMs)}`;
    case 'publish': {
      const from = { ...before.published, hasNews: before.publishedNews };
      const drawn = changesBetween(from, { ...effect.state, hasNews: effect.hasNews }, nowMs);
      return ['publish', drawn.filter((change) => !changed.includes(change)).join(', ')].join(' ').trim();
    }
    case 'act':
      return `act ${effect.action}`;
  }
}

it('every event in every state', async () => {
  const effectKinds = new Set<string>();
  const phases = new Set<string>();
  const blocks = Object.entries(STATES).map(([stateName, steps]) => {
    const { state, nowMs } = play(steps);
    phases.add(state.model.phase);
    const lines = Object.entries(EVENTS).flatMap(([kind, events]) =>
      Object.entries(events).map(([eventName, event]) => {
        const { state: after, effects, decided } = reduce(state, eventAt(event, nowMs), nowMs);
        for (const effect of effects) effectKinds.add(effect.kind);
        const changed = changesBetween(memoryOf(state), memoryOf(after), nowMs);
        const outcome = [
          changed.join(', ') || '-',
          ...effects.map((effect) => effectLine(effect, state, changed, nowMs)),
          ...decided.map(({ command, outcome, code }) => `decided ${[command, outcome, code ?? []].flat().join(' ')}`),
        ];
        return `  ${`${kind} ${eventName}`.padEnd(29)} ${outcome.join(' | ')}`;
      }),
    );
    return [stateName.toUpperCase(), ...lines].join('\n');
  });
  await expect(`${[HEADER, ...blocks].join('\n\n')}\n`).toMatchFileSnapshot(FILE);
  expect(phases).toEqual(new Set(PHASES));
  expect(effectKinds).toEqual(new Set(Object.keys(EFFECT_KINDS)));
});
