import { describe, expect, it, vi } from 'vitest';
import type { Action } from '../../src-main/assistants/assistant.ts';
import type { SocketHandlers } from '../../src-main/assistants/web-socket.ts';
import { type AsystentEntry, addressesOf } from '../../src-main/clients/client-list.ts';

import { createClientsController } from '../../src-main/clients/clients-controller.ts';
import { MEANT_FOR_LAST_MS } from '../../src-main/clients/reduce-clients.ts';

import type { GivenAnswer } from '../../src-main/overlay/answer-history.ts';
import { presentFor } from '../../src-main/overlay/presenting.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { HELLO, OVERLAY } from '../assistants/asystent/fake-client.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT } from '../overlay/events.ts';
import { pairedClient } from './paired-client.ts';

/** Longer than the time between two drawings, shorter than anything else. */
const MOMENT_MS = 20;

/** Between two levels of a client. */
const LEVEL_MS = 150;

const LOCAL: AsystentEntry = {
  kind: 'asystent',
  id: 'local',
  name: null,
  wsPorts: [6001],
  httpPorts: [5001],
  pairing: null,
};

function paired(name: string, port: number): AsystentEntry {
  const pairing = pairedClient({ id: name.toLowerCase(), name });
  return { kind: 'asystent', id: pairing.id, name, wsPorts: [port], httpPorts: [port], pairing };
}

const KITCHEN = paired('Kitchen', 7001);
const OFFICE = paired('Office', 7002);

/** The socket of one port, worked by hand. */
interface Line {
  readonly handlers: SocketHandlers;
  /** Everything but our hello. */
  readonly sent: string[];
  ended: boolean;
}

/** Clients behind sockets that open at once and are worked by hand; nothing answers over HTTP. */
function start(...entries: readonly [AsystentEntry, ...AsystentEntry[]]) {
  const clock = createFakeClock();
  const lines: (Line & { readonly port: number })[] = [];
  const told: OverlayState[] = [];
  const actions: Action[] = [];
  const levels: (number | null)[] = [];
  const onStates = vi.fn<() => void>();
  const answers: GivenAnswer[] = [];
  const clients = createClientsController({
    initial: { entries, context: CONTEXT, overlay: OVERLAY },
    observe: () => ({ onTrace() {}, onTransition() {} }),
    readToken: () => null,
    transportsFor: () => ({
      openSocket(port, handlers) {
        const line = { port, handlers, sent: [] as string[], ended: false };
        lines.push(line);
        return {
          send(data) {
            if (data !== HELLO) line.sent.push(data);
            return true;
          },
          ping() {},
          close() {
            line.ended = true;
          },
          terminate() {
            line.ended = true;
          },
        };
      },
      poll: () => () => {},
    }),
    clock,
    random: () => 0,
    nowEpochMs: () => 0,
    log() {},
  });
  clients.onState((state) => told.push(state));
  clients.onStates(onStates);
  clients.onAnswer((answer) => answers.push(answer));
  clients.onLevel((level) => levels.push(level));
  clients.onAction((action) => actions.push(action));
  clients.start();

  /** The newest socket to a client. */
  const line = ({ wsPorts }: AsystentEntry): Line => {
    const found = lines.findLast(({ port }) => wsPorts.includes(port));
    if (found === undefined) throw new Error('no socket');
    return found;
  };
  /** A client says something. */
  const says = (entry: AsystentEntry, data: Readonly<Record<string, unknown>>, extra = {}) => {
    const { handlers } = line(entry);
    handlers.onOpen();
    handlers.onMessage(JSON.stringify({ type: 'status', data: { monitoring: true, ...data }, ...extra }));
    clock.advance(MOMENT_MS);
  };
  const isReady = (entry: AsystentEntry) => says(entry, { status: 'Ready' });
  const speaks = (entry: AsystentEntry, text: string) => says(entry, { status: 'mówię', text, is_speaking: true });
  return { clients, clock, lines, line, says, isReady, speaks, told, answers, actions, levels, onStates };
}

describe('one client', () => {
  it('is shown as it is, without a name', () => {
    const { isReady, speaks, told } = start(LOCAL);
    isReady(LOCAL);
    speaks(LOCAL, 'Yes.');
    expect(told.map(({ phase, clientName }) => [phase, clientName])).toEqual([
      ['ready', null],
      ['speaking', null],
    ]);
  });

  it('has a level that is told without a state, when it changes', () => {
    const { clock, says, told, levels } = start(LOCAL);
    const hears = (level: number | null) => {
      says(LOCAL, { phase: 'listening', level });
      clock.advance(LEVEL_MS);
    };
    hears(0.25);
    const states = told.length;
    for (const level of [0.5, 0.5, 1, null]) {
      hears(level);
      hears(level);
    }
    expect(levels).toEqual([0.25, 0.5, 1, null]);
    expect(told).toHaveLength(states);
  });

  it('costs no timer beside its heartbeat, and nothing is told while nothing changes', () => {
    const { clock, isReady, told } = start(LOCAL);
    isReady(LOCAL);
    clock.advance(1_000);
    isReady(LOCAL);
    expect(told).toHaveLength(1);
    expect(clock.pending()).toBe(1);
  });
});

describe('several clients', () => {
  it('have the level of the one that is shown, and none when another one takes over', () => {
    const { clock, says, isReady, levels } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    says(KITCHEN, { phase: 'listening', level: 0.25 });
    clock.advance(LEVEL_MS);
    says(KITCHEN, { phase: 'listening', level: 0.5 });
    clock.advance(LEVEL_MS);
    expect(levels.at(-1)).toBe(0.5);
    says(LOCAL, { phase: 'ready', level: 0.75 });
    clock.advance(LEVEL_MS);
    expect(levels.at(-1)).toBe(0.5);
    says(KITCHEN, { phase: 'ready', level: 0.5 });
    says(LOCAL, { phase: 'listening', level: 0.75 });
    expect(levels.at(-1)).toBeNull();
  });

  it('are each followed over a socket of their own', () => {
    const { lines } = start(LOCAL, KITCHEN, OFFICE);
    expect(lines.map(({ port }) => port)).toEqual([6001, 7001, 7002]);
  });

  it('show the one with something going on, by its name', () => {
    const { clients, isReady, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    expect(clients.state()).toMatchObject({ phase: 'ready', clientName: 'This computer' });
    speaks(KITCHEN, 'Done.');
    expect(told.at(-1)).toMatchObject({ phase: 'speaking', answer: 'Done.', clientName: 'Kitchen', visible: true });
    isReady(KITCHEN);
    expect(told.at(-1)).toMatchObject({ phase: 'ready', answer: 'Done.', clientName: 'Kitchen', visible: true });
  });

  it('go back to the first one when what is held up is over, although nothing of its own has changed', () => {
    const { clock, isReady, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    speaks(KITCHEN, 'Done.');
    isReady(KITCHEN);
    clock.advance(CONTEXT.preferences.lingerMs);
    expect(told.at(-1)).toMatchObject({ phase: 'ready', answer: null, clientName: 'This computer', visible: false });
  });

  it('go back also when the bubble is always shown', () => {
    const { clients, clock, isReady, speaks, told } = start(LOCAL, KITCHEN);
    const preferences = { ...CONTEXT.preferences, visibility: 'always' as const };
    clients.update({
      entries: [LOCAL, KITCHEN],
      context: { ...CONTEXT, preferences, showCard: false },
      overlay: OVERLAY,
    });
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    isReady(KITCHEN);
    expect(told.at(-1)?.clientName).toBe('Kitchen');
    clock.advance(CONTEXT.preferences.lingerMs);
    expect(told.at(-1)?.clientName).toBe('This computer');
  });

  it('draw nothing of the one that is not shown', () => {
    const { isReady, says, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    const before = told.length;
    says(LOCAL, { status: 'Ready', monitoring: false });
    says(LOCAL, { status: 'Ready', monitoring: true });
    expect(told).toHaveLength(before);
  });

  it('tell how each of them stands', () => {
    const { clients, isReady, onStates } = start(LOCAL, KITCHEN);
    isReady(KITCHEN);
    expect(clients.states()).toEqual([
      {
        id: 'local',
        isLocal: true,
        name: 'This computer',
        phase: 'connecting',
        transport: 'none',
        standing: { kind: 'looking' },
        sinceEpochMs: 0,
        addresses: { socket: ['127.0.0.1:6001'], http: ['127.0.0.1:5001'] },
        isShown: false,
      },
      {
        id: 'kitchen',
        isLocal: false,
        name: 'Kitchen',
        phase: 'ready',
        transport: 'socket',
        standing: { kind: 'socket', port: 7001 },
        sinceEpochMs: 0,
        addresses: addressesOf(KITCHEN),
        isShown: true,
      },
    ]);
    expect(onStates).toHaveBeenCalledTimes(1);
    isReady(KITCHEN);
    expect(onStates).toHaveBeenCalledTimes(1);
  });

  it('end with all their sockets and timers', () => {
    const { clients, clock, isReady, lines, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    const before = told.length;
    clients.stop();
    expect(lines.every(({ ended }) => ended)).toBe(true);
    expect(clock.pending()).toBe(0);
    expect(told).toHaveLength(before);
  });
});

describe('a press', () => {
  it('goes to the client that is shown', () => {
    const { clients, clock, isReady, line, speaks } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    clock.advance(MEANT_FOR_LAST_MS);
    clients.press({ command: 'stop_tts' });
    expect(line(KITCHEN).sent.map((frame) => JSON.parse(frame).command)).toEqual(['stop_tts']);
    expect(line(LOCAL).sent).toEqual([]);
  });

  it('goes to the client that was shown when it was on its way', () => {
    const { clients, isReady, line, speaks } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    clients.press({ command: 'set_monitoring', args: { on: false } });
    expect(line(LOCAL).sent.map((frame) => JSON.parse(frame).command)).toEqual(['toggle_monitoring']);
    expect(line(KITCHEN).sent).toEqual([]);
  });

  it('on the monitoring switches that of the client it goes to', () => {
    const { clients, isReady, line, speaks, says } = start(LOCAL, KITCHEN);
    says(LOCAL, { status: 'Ready', monitoring: false });
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    // As the button of the client that is shown now has it.
    clients.press({ command: 'set_monitoring', args: { on: false } });
    expect(line(LOCAL).sent.map((frame) => JSON.parse(frame).command)).toEqual(['toggle_monitoring']);
  });
});

describe('a client that the user picks', () => {
  it('is shown while all are quiet, and takes the presses at once', () => {
    const { clients, isReady, line, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.pick('kitchen');
    expect(told.at(-1)?.clientName).toBe('Kitchen');
    clients.press({ command: 'set_monitoring', args: { on: false } });
    expect(line(KITCHEN).sent).toHaveLength(1);
    speaks(LOCAL, 'Yes.');
    expect(told.at(-1)?.clientName).toBe('This computer');
  });
});

describe('what happens to the overlay as a whole', () => {
  it('hides all of them', () => {
    const { clients, clock, isReady, speaks } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    speaks(LOCAL, 'Yes.');
    isReady(KITCHEN);
    clients.dispatch({ kind: 'override', override: 'hide' });
    clock.advance(MOMENT_MS);
    expect(clients.state().visible).toBe(false);
    // Its next phase begins after that.
    speaks(KITCHEN, 'Done.');
    expect(clients.state()).toMatchObject({ visible: true, clientName: 'Kitchen' });
  });

  it('shows the one that is shown, until it changes or another one takes over', () => {
    const { clients, clock, isReady, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.dispatch({ kind: 'override', override: 'show' });
    clock.advance(MOMENT_MS);
    expect(told.at(-1)).toMatchObject({ visible: true, clientName: 'This computer' });
    speaks(KITCHEN, 'Done.');
    isReady(KITCHEN);
    clock.advance(CONTEXT.preferences.lingerMs + MOMENT_MS);
    expect(clients.state()).toMatchObject({ visible: false, clientName: 'This computer' });
  });

  it('keeps all of them out of the way, also one that is added later, until it is shown again', () => {
    const { clients, clock, isReady, speaks } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.dispatch(presentFor(60, 0, clock.nowMs()));
    clients.update({ entries: [LOCAL, KITCHEN, OFFICE], context: CONTEXT, overlay: OVERLAY });
    isReady(OFFICE);
    speaks(OFFICE, 'Good morning.');
    expect(clients.state()).toMatchObject({
      visible: false,
      presenting: { untilEpochMs: 3_600_000 },
      clientName: 'Office',
    });
    clients.dispatch({ kind: 'override', override: 'show' });
    speaks(LOCAL, 'Yes.');
    expect(clients.state()).toMatchObject({ visible: true, presenting: null, clientName: 'Office' });
    isReady(OFFICE);
    clock.advance(CONTEXT.preferences.lingerMs + MOMENT_MS);
    expect(clients.state()).toMatchObject({ visible: true, presenting: null, clientName: 'This computer' });
  });

  it('may be asked for by any of them', () => {
    const { actions, isReady, says } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    says(KITCHEN, { status: 'Ready', action: 'open_settings' });
    says(LOCAL, { status: 'Ready', action: 'quit' });
    expect(actions).toEqual(['open_settings']);
  });
});

describe('settings that change', () => {
  it('leave alone whom they do not concern', () => {
    const { clients, isReady, line, lines } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.update({ entries: [LOCAL, { ...KITCHEN, name: 'Cellar' }, OFFICE], context: CONTEXT, overlay: OVERLAY });
    expect(lines.map(({ port }) => port)).toEqual([6001, 7001, 7002]);
    expect(line(KITCHEN).ended).toBe(false);
    expect(clients.states().map(({ name }) => name)).toEqual(['This computer', 'Cellar', 'Office']);
  });

  it('end the connection of one that is gone, and show another one', () => {
    const { clients, isReady, line, speaks, told } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Done.');
    clients.update({ entries: [LOCAL], context: CONTEXT, overlay: OVERLAY });
    expect(line(KITCHEN).ended).toBe(true);
    expect(line(LOCAL).ended).toBe(false);
    expect(told.at(-1)).toMatchObject({ phase: 'ready', clientName: null });
  });

  it.each([
    ['another port', { ...KITCHEN, wsPorts: [7009] }],
    ['another certificate', { ...KITCHEN, pairing: pairedClient({ id: 'kitchen', certificate: 'cd'.repeat(32) }) }],
  ])('begin again with the one that has %s', (_, moved) => {
    const { clients, isReady, lines } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.update({ entries: [LOCAL, moved], context: CONTEXT, overlay: OVERLAY });
    expect(lines.map(({ port, ended }) => [port, ended])).toEqual([
      [6001, false],
      [7001, true],
      [moved.wsPorts[0], false],
    ]);
    isReady(moved);
    expect(clients.states().map(({ phase }) => phase)).toEqual(['ready', 'ready']);
  });

  it('introduce the overlay to all of them by its new name', () => {
    const { clients, isReady, lines } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    clients.update({ entries: [LOCAL, KITCHEN], context: CONTEXT, overlay: { ...OVERLAY, name: 'Hallway' } });
    const hellos: string[] = [];
    for (const entry of [LOCAL, KITCHEN]) {
      isReady(entry);
      hellos.push(
        ...lines.filter(({ port, ended }) => entry.wsPorts.includes(port) && !ended).flatMap(({ sent }) => sent),
      );
    }
    expect(hellos.map((hello) => JSON.parse(hello).data.overlay.name)).toEqual(['Hallway', 'Hallway']);
  });
});

describe('the answers', () => {
  it('are those of all clients, also of the ones that are not shown, each with an id of its own', () => {
    const { answers, isReady, speaks } = start(LOCAL, KITCHEN);
    isReady(LOCAL);
    isReady(KITCHEN);
    speaks(LOCAL, 'Seven');
    speaks(KITCHEN, 'Eight.');
    speaks(LOCAL, 'Seven degrees.');
    const [first, second] = answers;
    expect(answers).toEqual([
      { id: first?.id, clientId: 'local', clientName: 'This computer', text: 'Seven' },
      { id: second?.id, clientId: KITCHEN.id, clientName: 'Kitchen', text: 'Eight.' },
      { id: first?.id, clientId: 'local', clientName: 'This computer', text: 'Seven degrees.' },
    ]);
    expect(first?.id).not.toBe(second?.id);
  });

  it('of a client that is followed anew are not taken for those from before', () => {
    const { answers, clients, isReady, speaks } = start(LOCAL, KITCHEN);
    isReady(KITCHEN);
    speaks(KITCHEN, 'Seven.');
    clients.update({ entries: [LOCAL], context: CONTEXT, overlay: OVERLAY });
    clients.update({ entries: [LOCAL, KITCHEN], context: CONTEXT, overlay: OVERLAY });
    isReady(KITCHEN);
    speaks(KITCHEN, 'Eight.');
    expect(answers.map(({ text }) => text)).toEqual(['Seven.', 'Eight.']);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(2);
  });
});
