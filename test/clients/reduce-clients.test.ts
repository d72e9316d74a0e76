import { describe, expect, it } from 'vitest';
import type { ClientEntry } from '../../src-main/clients/client-list.ts';
import {
  type ClientSnapshot,
  type ClientsEvent,
  type ClientsState,
  initialClientsState,
  reduceClients,
  type Snapshots,
} from '../../src-main/clients/reduce-clients.ts';
import { initialModel } from '../../src-main/overlay/model.ts';
import { view } from '../../src-main/overlay/view.ts';
import { CONTEXT } from '../overlay/events.ts';

/** A client that has connected and is quiet. */
function client(id: string): ClientSnapshot {
  const entry: ClientEntry = { kind: 'asystent', id, name: id, wsPorts: [6001], httpPorts: [5001], pairing: null };
  const state = { ...view(initialModel(0), CONTEXT, 10_000), phase: 'ready' as const };
  return { id, entry, state, hasNews: false, standing: { kind: 'socket', port: 6001 }, sinceEpochMs: 0 };
}

const LOCAL = client('Local');
const KITCHEN = client('Kitchen');

/** Plays events into clients, and returns the last state and all effects. */
function play(clients: Snapshots, ...events: readonly ClientsEvent[]) {
  let state: ClientsState = initialClientsState(clients);
  const effects = events.flatMap((event) => {
    const next = reduceClients(state, event, 1_000);
    state = next.state;
    return next.effects;
  });
  return { state, effects };
}

const answer = (number: number, text: string): ClientsEvent => ({
  kind: 'answer',
  id: 'Local',
  answer: { number, text },
  state: LOCAL.state,
});

describe('the clients together', () => {
  it('draw the only client left, although its state looks like that of the one that has gone', () => {
    const { state, effects } = play([LOCAL], { kind: 'changed', clients: [KITCHEN] });
    expect(state.shownId).toBe('Kitchen');
    expect(effects).toEqual([{ kind: 'publish', state: KITCHEN.state }, { kind: 'publish-states' }]);
  });

  it('call the local one by its kind where another kind may be on this computer as well', () => {
    const local = { ...LOCAL, entry: { ...LOCAL.entry, name: null } };
    const address = { kind: 'lva', host: '127.0.0.1', port: 6055 } as const;
    const satellite: ClientSnapshot = { ...KITCHEN, entry: { kind: 'lva', id: 'Kitchen', name: 'Desk', address } };
    const namesIn = (clients: Snapshots) => initialClientsState(clients).publishedStates.map(({ name }) => name);
    expect(namesIn([local, KITCHEN])).toEqual(['This computer', 'Kitchen']);
    expect(namesIn([local, satellite])).toEqual(['Asystent', 'Desk']);
  });

  it('give every answer of a client an id of its own, which it keeps while it grows', () => {
    const { effects } = play([LOCAL], answer(1, 'Seven'), answer(1, 'Seven degrees.'), answer(2, 'Eight.'));
    const ids = effects.map((effect) => (effect.kind === 'announce' ? effect.answer.id : null));
    expect(ids).toEqual([1, 1, 2]);
  });

  it('ignore the answer of a client that is no longer followed', () => {
    expect(play([KITCHEN], answer(1, 'Seven')).effects).toEqual([]);
  });

  it('keep the end of the presenting over a sleep, for clients that come later too', () => {
    const end = { untilMs: 9_000, untilEpochMs: 1_009_000 };
    const { state } = play(
      [LOCAL],
      { kind: 'overall', event: { kind: 'present', presenting: { end } } },
      { kind: 'overall', event: { kind: 'slept', nowEpochMs: 1_008_000 } },
    );
    expect(state.present.presenting?.end).toEqual({ ...end, untilMs: expect.any(Number) });
    expect(state.present.presenting?.end?.untilMs).toBeLessThan(9_000);
  });

  it('end the presenting with Show, for clients that come later too', () => {
    const present = { kind: 'present', presenting: { end: null } } as const;
    const { state } = play(
      [LOCAL, KITCHEN],
      { kind: 'overall', event: present },
      { kind: 'overall', event: { kind: 'override', override: 'show' } },
    );
    expect(state.present).toEqual({ kind: 'present', presenting: null });
  });
});
