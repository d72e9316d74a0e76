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
      needsUser: false,
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
    expect(last({ status: 'Błąd: łącze nie działa' })?.cause).toBe('Łącze nie działa');
    for (const name of ['piper.service failed', 'x-input: gone', 'PulseAudio']) {
      expect(last({ status: `Error: ${name}` })?.cause).toBe(name);
    }
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

describe('an exact phase', () => {
  const PHASES = ['ready', 'paused', 'listening', 'thinking', 'speaking', 'error'] as const;
  /** They say something else. */
  const CONFUSING: readonly Said[] = [
    { status: 'Error', isSpeaking: true },
    { status: 'Processing...', isListening: true, wakeWordDetected: true },
    { status: 'mówię', wakeWordDetected: true, monitoring: false },
    { status: 'Notification: x', overlayVisible: true },
    { status: 'Overlay Hidden' },
  ];

  it.each(PHASES)('of %s beats all words and flags', (phase) => {
    for (const said of CONFUSING) {
      const report = last(THINKING, { ...said, phase });
      expect(report).toMatchObject({ phase, notice: null, voice: phase === 'speaking' ? 'on' : 'off' });
    }
  });

  it('and words and flags may take turns: each status is read by itself, after the phase that was shown', () => {
    const shown: Said = { status: 'Overlay Shown', isListening: true };
    const said = reports({ phase: 'thinking' }, shown, { phase: 'ready', isListening: true }, { isListening: true });
    expect(said.map(({ phase }) => phase)).toEqual(['thinking', 'thinking', 'ready', 'ready']);
    expect(last({ phase: 'listening' }, { status: 'Processing...' })?.phase).toBe('thinking');
  });

  it('needs no flags for a turn with its answer', () => {
    const answer: Said = { phase: 'speaking', text: 'Yes.', turn: 1 };
    expect(
      answers({ phase: 'ready', turn: 0 }, { phase: 'listening', turn: 1 }, answer, { ...answer, phase: 'ready' }),
    ).toEqual([null, null, [2, 'Yes.'], [2, 'Yes.']]);
  });

  it('of an error has its line for a cause', () => {
    expect(last({ phase: 'error', status: 'No network' })?.cause).toBe('No network');
    expect(last({ phase: 'ready', status: 'Error: no network' })?.cause).toBeNull();
  });
});

describe('the words heard', () => {
  const heard = (...said: readonly Said[]) => reports(...said).map((report) => report.heard);

  it('are those of the turn that the client counts', () => {
    const asked: Said = { phase: 'thinking', turn: 1, heard: 'What time is it?' };
    const answered: Said = { ...asked, phase: 'ready' };
    expect(heard({ turn: 0 }, { ...asked, heard: '' }, asked, answered, { ...asked, turn: 2 })).toEqual([
      null,
      null,
      'What time is it?',
      'What time is it?',
      'What time is it?',
    ]);
  });

  it('are none of a turn that began after them, for a client that does not count', () => {
    const asked: Said = { ...THINKING, heard: 'What time is it?' };
    const rest: Said = { heard: 'What time is it?' };
    expect(heard({}, asked, rest, { ...THINKING, heard: 'What time is it?' }, THINKING, asked)).toEqual([
      null,
      'What time is it?',
      'What time is it?',
      null,
      null,
      'What time is it?',
    ]);
  });
});

describe('the activity', () => {
  it('is reported while the client thinks', () => {
    const busy: Said = { activity: 'Searching the web' };
    const said = reports(
      { ...busy, phase: 'thinking' },
      { ...THINKING, ...busy },
      { ...busy, phase: 'speaking' },
      busy,
    );
    expect(said.map(({ activity }) => activity)).toEqual(['Searching the web', 'Searching the web', null, null]);
  });
});

describe('a wait for the user', () => {
  const waits = (...statuses: readonly Said[]) => reports(...statuses).map(({ needsUser }) => needsUser);

  it('lasts as long as the client says so, and holds the overlay up', () => {
    const asks: Said = { phase: 'speaking', needsUser: true };
    expect(waits(asks, { phase: 'ready', needsUser: true }, { phase: 'ready' })).toEqual([true, true, false]);
    expect(reports(asks, { phase: 'ready' }).map(({ isHeldUp }) => isHeldUp)).toEqual([true, false]);
  });

  it('ends with the next question, until the client has taken it back and says it again', () => {
    const asks: Said = { phase: 'ready', needsUser: true };
    const heard: Said = { phase: 'listening', needsUser: true };
    expect(waits(asks, heard, { phase: 'thinking', needsUser: true }, asks)).toEqual([true, false, false, false]);
    expect(waits(asks, { phase: 'thinking', needsUser: true })).toEqual([true, false]);
    expect(waits(asks, heard, { phase: 'thinking' }, asks)).toEqual([true, false, false, true]);
  });

  it('may begin in the middle of thinking', () => {
    expect(waits({ phase: 'thinking' }, { phase: 'thinking', needsUser: true })).toEqual([false, true]);
  });
});

describe('the level', () => {
  it('is reported, and is no news', () => {
    const said = reports(
      { phase: 'listening', level: 0.1 },
      { phase: 'listening', level: 0.9 },
      { phase: 'listening' },
    );
    expect(said.map(({ level, changedAtMs }) => [level, changedAtMs])).toEqual([
      [0.1, 0],
      [0.9, 0],
      [null, 0],
    ]);
  });
});

describe('how far the answer has been spoken', () => {
  it('is reported with the answer, and is news', () => {
    const answer: Said = { ...speaking('Yes. No.'), turn: 1 };
    const said = reports({ turn: 0 }, answer, { ...answer, spokenTo: 4 });
    expect(said.map((report) => [report.answer?.spokenTo, report.changedAtMs])).toEqual([
      [undefined, 0],
      [null, 1_000],
      [4, 2_000],
    ]);
  });
});

describe('a notice in a field of its own', () => {
  const PARCEL = { kind: 'notification', title: 'Parcel', text: 'It is at the pick-up point.' } as const;
  const parcel: Said = { phase: 'ready', turn: 1, text: 'Old.', notice: PARCEL };
  const quiet: Said = { phase: 'ready', turn: 1, text: 'Old.' };
  const shown = { kind: 'notification', text: 'Parcel', number: 1, isHeld: true, isAside: false };

  it('is presented for as long as it is there, with its text in the card, whatever else the status says', () => {
    const said = reports(
      quiet,
      parcel,
      { ...parcel, status: 'Daily Briefing' },
      { ...parcel, phase: 'speaking' },
      quiet,
    );
    expect(said.map(({ notice }) => notice)).toEqual([null, shown, shown, shown, null]);
    expect(said.map(({ isHeldUp }) => isHeldUp)).toEqual([false, true, true, true, false]);
    expect(said.map(({ answer }) => answer?.text ?? null).slice(1, 4)).toEqual(Array(3).fill(PARCEL.text));
    expect(said[3]?.voice).toBe('on');
  });

  it('has a text that is no part of any answer', () => {
    const before: Said = { ...quiet, phase: 'speaking', text: 'Yes.' };
    const after: Said = { ...before, turn: 2, text: 'No.' };
    const turns = reports(quiet, before, { ...parcel, text: 'Yes.' }, parcel, after).flatMap(
      ({ answer }) => answer?.turn ?? [],
    );
    expect(turns).toEqual([1, 2, 2, 3]);
  });

  it('is another one when anything in it differs, or after it was gone', () => {
    const numbers = reports(
      ...[quiet, parcel, { ...parcel, notice: { ...PARCEL, text: 'It has gone.' } }, quiet, parcel, parcel],
    ).map(({ notice }) => notice?.number ?? null);
    expect(numbers).toEqual([null, 1, 2, null, 3, 3]);
  });

  it('stands beside a turn that goes on, and leaves it the card', () => {
    const thinking: Said = { phase: 'thinking', turn: 2 };
    const answer: Said = { phase: 'speaking', turn: 2, text: 'Yes.' };
    const said = reports(quiet, thinking, { ...thinking, notice: PARCEL }, { ...answer, notice: PARCEL }, answer);
    expect(said.map(({ notice }) => notice?.isAside ?? null)).toEqual([null, null, true, true, null]);
    expect(said.map((report) => report.answer?.text ?? null)).toEqual([null, null, null, 'Yes.', 'Yes.']);
    expect(said.map(({ isHeldUp }) => isHeldUp)).not.toContain(true);
  });

  it('is ended by the next question, for good, and by an error until that is over', () => {
    const asked: Said = { ...parcel, phase: 'listening', turn: 2, text: '' };
    expect(reports(quiet, parcel, asked, { ...asked, phase: 'ready' }).map(({ notice }) => notice)).toEqual([
      null,
      shown,
      null,
      null,
    ]);
    const failed = reports(quiet, parcel, { ...parcel, phase: 'error' }, parcel).map(({ notice }) => notice?.number);
    expect(failed).toEqual([undefined, 1, undefined, 2]);
  });

  it('beats the line of a notice, and is not gone on with by one', () => {
    const line: Said = { status: 'Notification: Room 12', overlayVisible: true };
    const said = reports({}, { ...line, notice: PARCEL }, line).map(({ notice }) => notice?.text ?? null);
    expect(said).toEqual([null, 'Parcel', null]);
  });

  it('without a text takes the place of the last answer', () => {
    expect(last(quiet, speaking('Yes.'), { ...parcel, notice: { ...PARCEL, text: '' } })?.answer).toBeNull();
  });
});
