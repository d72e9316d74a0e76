import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src-main/assistants/assistant.ts';
import { interpret } from '../../../src-main/assistants/asystent/interpret.ts';
import { type Memory, NO_MEMORY } from '../../../src-main/assistants/asystent/memory.ts';
import type { Status } from '../../../src-main/assistants/asystent/protocol-status.ts';
import { status } from '../../overlay/events.ts';

type Said = Partial<Status>;

const THINKING: Said = { status: 'Processing...', isListening: true, wakeWordDetected: true };
const speaking = (text: string): Said => ({ status: 'mówię', text, isSpeaking: true, wakeWordDetected: true });

/** The reports of statuses that come a second apart. A number is a pause in seconds. */
function reports(...said: readonly (Said | number)[]): readonly Report[] {
  let memory: Memory = NO_MEMORY;
  let nowMs = -1_000;
  return said.flatMap((changes) => {
    if (typeof changes === 'number') {
      nowMs += changes * 1_000;
      return [];
    }
    nowMs += 1_000;
    const next = interpret(memory, status(changes), 'socket', nowMs);
    memory = next;
    return [next.report];
  });
}

const last = (...said: readonly (Said | number)[]) => reports(...said).at(-1);
const answers = (...said: readonly Said[]) =>
  reports(...said).map(({ answer }) => answer && [answer.turn, answer.text]);

describe('a report', () => {
  it('has the fields that a status gives, and null for those that it does not', () => {
    expect(last({ monitoring: false, volume: 0.5, muted: true, overlayVisible: true })).toEqual({
      phase: 'paused',
      changedAtMs: 0,
      heard: null,
      answer: null,
      voice: 'off',
      level: null,
      notice: null,
      cause: null,
      problem: null,
      activity: null,
      isHeldUp: true,
      monitoring: false,
      volume: 0.5,
      muted: true,
    });
  });

  it('has changed with every other status, and not with a repeated one', () => {
    const times = reports({}, THINKING, THINKING, { ...THINKING, status: 'myślę' }).map((report) => report.changedAtMs);
    expect(times).toEqual([0, 1_000, 1_000, 3_000]);
  });

  it('names the cause of an error for as long as the error lasts', () => {
    const shown = { status: 'Overlay Shown', overlayVisible: true };
    expect(last({ status: 'Error: timeout' }, shown)).toMatchObject({ phase: 'error', cause: 'timeout' });
    expect(last({ status: 'Wystąpił błąd…' })?.cause).toBe('Wystąpił błąd…');
    for (const bare of ['Error', 'Błąd', 'Error:']) expect(last({ status: bare })).toMatchObject({ cause: null });
    expect(last({ status: 'Monitoring Stopped' })?.cause).toBeNull();
  });
});

describe('the answer in a report', () => {
  it('is a text that changed during the turn, with the number of the turn', () => {
    expect(answers({ text: 'Old.' }, { ...THINKING, text: 'Old.' }, speaking('New.'), { text: 'New.' })).toEqual([
      null,
      null,
      [1, 'New.'],
      [1, 'New.'],
    ]);
  });

  it('grows while its turn goes on', () => {
    const said = reports({}, THINKING, speaking('One.'), speaking('One. Two.'), { text: 'One. Two.' });
    expect(said.map(({ answer }) => answer)).toEqual([
      null,
      null,
      { turn: 1, text: 'One.', isGrowing: true, mayGoOn: false, spokenTo: null },
      { turn: 1, text: 'One. Two.', isGrowing: true, mayGoOn: false, spokenTo: null },
      { turn: 1, text: 'One. Two.', isGrowing: false, mayGoOn: false, spokenTo: null },
    ]);
  });

  it('stays when the client clears its text after the turn, and is another one when the text comes again', () => {
    expect(answers({}, speaking('Yes.'), {}, { text: 'Yes.' }).slice(1)).toEqual([
      [1, 'Yes.'],
      [1, 'Yes.'],
      [2, 'Yes.'],
    ]);
  });

  it('goes on after a pause of the voice, and ends with the next question', () => {
    expect(answers({}, speaking('Yes.'), { text: 'Yes.' }, speaking('Yes. No.')).at(-1)).toEqual([1, 'Yes. No.']);
    expect(last({}, speaking('Yes.'), { text: 'Yes.' }, 1, speaking('Yes. No.'))?.answer?.turn).toBe(2);
    expect(answers({}, speaking('Yes.'), { ...THINKING, text: 'Yes.' }).at(-1)).toBeNull();
  });

  it('may go on as another turn if the client clears its text in between, and does not number its turns', () => {
    const mayGoOn = (...said: readonly (Said | number)[]) => last(...said)?.answer?.mayGoOn;
    expect(mayGoOn({}, speaking('Yes.'), {}, { text: 'Yes.' })).toBe(true);
    expect(mayGoOn({}, speaking('Yes.'), {}, speaking('Yes. No.'))).toBe(true);
    expect(mayGoOn({}, speaking('Yes.'), {}, 2, speaking('Yes. No.'))).toBe(false);
    expect(mayGoOn({ turn: 1 }, { ...speaking('Yes.'), turn: 1 }, { text: 'Yes. No.', turn: 2 })).toBe(false);
  });

  it('follows the turns of a client that numbers them', () => {
    const said = answers({ turn: 1 }, { ...speaking('Yes.'), turn: 1 }, { ...speaking('Yes.'), turn: 2 }, { turn: 3 });
    expect(said.map((answer) => answer?.[1] ?? null)).toEqual([null, 'Yes.', null, null]);
  });

  it('is of the first status only if the client numbers it and shows it', () => {
    expect(last({ text: 'Yes.', overlayVisible: true })?.answer).toBeNull();
    expect(last({ text: 'Yes.', turn: 1 })?.answer).toBeNull();
    expect(last({ text: 'Yes.', turn: 1, overlayVisible: true })?.answer).toMatchObject({ text: 'Yes.' });
  });
});

describe('the voice in a report', () => {
  const announced: Said = { ...THINKING, status: 'mówię', text: 'Yes.' };

  it('is on while the client speaks', () => {
    expect(reports({}, speaking('Yes.'), { text: 'Yes.' }).map(({ voice }) => voice)).toEqual(['off', 'on', 'off']);
  });

  it('is missing from the announcement of a speech that does not come, until the next turn', () => {
    const said = reports({}, THINKING, announced, { text: 'Yes.' }, { ...THINKING, text: 'Yes.' });
    expect(said.map(({ voice }) => voice)).toEqual(['off', 'off', 'missing', 'missing', 'off']);
    expect(last({}, THINKING, { ...THINKING, status: 'mówię' }, {})?.voice).toBe('off');
  });
});

describe('the notice in a report', () => {
  const LINE = 'Notification: Room 12...';
  const shown: Said = { status: 'Overlay Shown', overlayVisible: true };
  const notice = { kind: 'notification', text: 'Room 12…', number: 1, isHeld: true, isAside: false };

  it('lasts while its line is the last one that said anything', () => {
    const said = reports({}, { status: LINE }, shown, { status: 'Overlay Hidden' }, {});
    expect(said.map((report) => report.notice)).toEqual([
      null,
      { ...notice, isHeld: false },
      notice,
      { ...notice, isHeld: false },
      null,
    ]);
  });

  it('has another number when it comes again, and not when its line is only repeated', () => {
    expect(last({}, { status: LINE }, {}, { status: LINE })?.notice?.number).toBe(2);
    expect(last({}, { status: LINE }, shown, { status: LINE })?.notice?.number).toBe(1);
    expect(last({}, { status: LINE }, { status: 'Overlay Hidden' }, 2, { status: LINE })?.notice?.number).toBe(2);
    expect(last({ turn: 1 }, { status: LINE, turn: 2 }, { status: LINE, turn: 3 })?.notice?.number).toBe(2);
  });

  it('keeps its text while its voice pauses', () => {
    const spoken = { ...speaking('Tea is ready.'), status: LINE };
    const said = reports({}, spoken, { status: LINE, text: 'Tea is ready.' }, spoken);
    expect(said.map((report) => report.answer?.text)).toEqual([undefined, ...Array(3).fill('Tea is ready.')]);
  });

  it('ends the answer before it, unless it comes during a turn', () => {
    const asked = reports({}, speaking('Yes.'), { text: 'Yes.', status: LINE }).at(-1);
    expect(asked).toMatchObject({ answer: null, notice: { isAside: false } });
    const aside = last({}, speaking('Yes.'), { ...speaking('Yes.'), status: LINE });
    expect(aside).toMatchObject({ answer: { text: 'Yes.' }, notice: { isAside: true } });
    const late = last({}, speaking('Yes.'), 900, { ...speaking('Yes.'), status: LINE });
    expect(late).toMatchObject({ answer: null, notice: { isAside: false } });
  });
});
