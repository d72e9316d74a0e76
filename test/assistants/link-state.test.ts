import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROMPT_PACE } from '../../src-main/assistants/backoff.ts';
import {
  type LinkEffect,
  type LinkInput,
  type LinkMoment,
  type LinkState,
  reduceLink,
  STOPPED_LINK,
} from '../../src-main/assistants/link-state.ts';

const at = (nowMs: number): LinkMoment => ({ nowMs, random: 0, port: 8181, pace: PROMPT_PACE });
const closed = (cause: string): LinkInput => ({ kind: 'closed', cause, denial: null });

/** An input with its time; one without anything to choose by its name alone. */
type Played = readonly [nowMs: number, input: LinkInput['kind'] | LinkInput];

/** Plays inputs, each at its time, and returns the last state and all effects in short. */
function play(...inputs: readonly Played[]) {
  let state: LinkState = STOPPED_LINK;
  const told: string[] = [];
  for (const [nowMs, input] of inputs) {
    const step = reduceLink(state, typeof input === 'string' ? plain(input) : input, at(nowMs));
    state = step.state;
    told.push(...step.effects.map(inShort));
  }
  return { state, told };
}

function plain(kind: LinkInput['kind']): LinkInput {
  switch (kind) {
    case 'closed':
      return closed('ECONNREFUSED');
    case 'refused':
      return { kind, denial: 'wrong-key' };
    default:
      return { kind };
  }
}

function inShort(effect: LinkEffect): string {
  switch (effect.kind) {
    case 'emit':
      return `! ${effect.event.kind}`;
    case 'trace':
      return `~ ${effect.event.kind}${effect.event.kind === 'ended' ? ` ${effect.event.reason}` : ''}`;
    case 'wait':
      return `wait ${effect.delayMs}`;
    default:
      return effect.kind;
  }
}

describe('an attempt', () => {
  it('becomes live with the proof', () => {
    const { state, told } = play([0, 'start'], [5, 'opened'], [9, 'proved']);
    expect(state).toMatchObject({ at: 'live', liveAtMs: 9, outageAtMs: null });
    expect(told).toEqual(['~ attempt', 'open', '~ live', 'go-live']);
  });

  it('is repeated with growing pauses, and the outage is told once', () => {
    const { told } = play(
      [0, 'start'],
      [1, 'closed'],
      [250, 'due'],
      [251, 'closed'],
      [750, 'due'],
      [751, 'closed'],
      [1_750, 'due'],
      [1_751, 'closed'],
      [3_750, 'due'],
      [3_751, 'closed'],
    );
    expect(told.filter((what) => what.startsWith('wait'))).toEqual([
      'wait 249',
      'wait 499',
      'wait 999',
      'wait 1999',
      'wait 1999',
    ]);
    expect(told.filter((what) => what === '! unreachable')).toHaveLength(1);
  });

  it('that opens and proves nothing is a stranger, which is tried less and less', () => {
    let state = play([0, 'start']).state;
    let nowMs = 0;
    const waits: number[] = [];
    let strangers = 0;
    for (let round = 0; round < 9; round += 1) {
      state = reduceLink(state, { kind: 'opened' }, at(nowMs)).state;
      nowMs += 2_000;
      const step = reduceLink(state, { kind: 'late' }, at(nowMs));
      for (const effect of step.effects) {
        if (effect.kind === 'wait') waits.push(effect.delayMs);
        if (effect.kind === 'trace' && effect.event.kind === 'stranger') strangers += 1;
      }
      nowMs += waits.at(-1) ?? 0;
      state = reduceLink(step.state, { kind: 'due' }, at(nowMs)).state;
    }
    expect(waits).toEqual([0, 0, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(strangers).toBe(1);
    // Something else is there now: nothing listens.
    expect(reduceLink(state, closed('ECONNREFUSED'), at(nowMs)).state.strangers).toBe(0);
  });

  it('that is refused waits for a minute, and says so with every attempt', () => {
    const { told } = play([0, 'start'], [1, 'opened'], [2, 'refused'], [60_002, 'due'], [60_003, 'refused']);
    expect(told).toEqual([
      '~ attempt',
      'open',
      'terminate',
      'wait 60000',
      '~ denied',
      '! denied',
      '~ attempt',
      'open',
      'terminate',
      'wait 60000',
      '~ denied',
      '! denied',
    ]);
  });

  it('takes a denial of the handshake for one', () => {
    const { told } = play([0, 'start'], [1, { kind: 'closed', cause: 'status 401', denial: 'wrong-key' }]);
    expect(told).toContain('! denied');
  });
});

describe('a live socket', () => {
  const live = (...more: readonly Played[]) => play([0, 'start'], [1, 'opened'], [2, 'proved'], ...more);

  it('that the other side ends is opened again at once, if it had been stable', () => {
    const { state, told } = live([6_000, closed('code 1001')]);
    expect(told.slice(4)).toEqual(['~ ended closed', 'terminate', 'wait 0', '! socket-closed']);
    expect(state).toMatchObject({ at: 'waiting', outageAtMs: 6_000, rounds: 1 });
  });

  it('begins the backoff anew once it has been stable', () => {
    const refused = [1, 2, 3].flatMap((round): Played[] => [
      [0, round === 1 ? 'start' : 'due'],
      [0, 'closed'],
    ]);
    const opened: Played[] = [
      [0, 'due'],
      [0, 'opened'],
      [0, 'proved'],
    ];
    expect(play(...refused, ...opened, [4_999, 'silent']).state.rounds).toBe(4);
    expect(play(...refused, ...opened, [5_000, 'silent']).state.rounds).toBe(1);
  });

  it('that breaks early is opened again after the backoff', () => {
    expect(live([100, closed('ECONNRESET')]).told.slice(4)).toEqual([
      '~ ended lost',
      'terminate',
      'wait 150',
      '! socket-closed',
    ]);
  });

  it('that falls silent is dropped', () => {
    expect(live([6_000, 'silent']).told.slice(4)).toEqual([
      '~ ended silent',
      'terminate',
      'wait 0',
      '! socket-dropped',
    ]);
  });

  it('that floods us is dropped, and left alone for ten seconds', () => {
    expect(live([6_000, 'flooded']).told.slice(4)).toEqual([
      '~ ended lost',
      'terminate',
      'wait 10000',
      '! socket-dropped',
    ]);
  });

  it('is closed in due form on stop, and anything else is cut off', () => {
    expect(live([6_000, 'stop']).told.slice(4)).toEqual(['~ ended requested', 'close']);
    expect(play([0, 'start'], [1, 'stop']).told).toEqual(['~ attempt', 'open', 'terminate']);
  });

  it('is dropped on request, and another is opened first', () => {
    expect(live([6_000, 'reconnect']).told.slice(4)).toEqual([
      '~ ended requested',
      'terminate',
      '~ reconnect',
      '~ attempt',
      'open',
      '! socket-dropped',
    ]);
    expect(play([0, 'start'], [1, 'closed'], [2, 'reconnect']).told.at(-1)).toBe('open');
  });
});

it('tells each outage once, has one socket at most, and always goes on', () => {
  const kinds = [
    'start',
    'stop',
    'reconnect',
    'due',
    'opened',
    'proved',
    'refused',
    'closed',
    'late',
    'silent',
    'flooded',
  ] as const;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(3_000)), { maxLength: 60 }), (inputs) => {
      let state: LinkState = STOPPED_LINK;
      let nowMs = 0;
      let open = false;
      let waits = false;
      let isToldOut = false;
      for (const [kind, passedMs] of inputs) {
        nowMs += passedMs;
        if (kind === 'due') waits = false;
        const step = reduceLink(state, plain(kind), at(nowMs));
        state = step.state;
        for (const effect of step.effects) {
          if (effect.kind === 'open') {
            expect(open).toBe(false);
            open = true;
          }
          if (effect.kind === 'close' || effect.kind === 'terminate') {
            open = false;
            waits = false;
          }
          if (effect.kind === 'wait') {
            expect(effect.delayMs).toBeGreaterThanOrEqual(0);
            waits = true;
          }
          if (effect.kind === 'go-live' || (effect.kind === 'emit' && effect.event.kind === 'denied'))
            isToldOut = false;
          if (effect.kind === 'emit' && effect.event.kind === 'unreachable') {
            expect(isToldOut).toBe(false);
            isToldOut = true;
          }
        }
        if (state.at === 'stopped') isToldOut = false;
        expect(open).toBe(state.at === 'opening' || state.at === 'opened' || state.at === 'live');
        if (state.at === 'waiting' && kind !== 'due') expect(waits).toBe(true);
      }
    }),
  );
});
