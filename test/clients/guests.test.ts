import { describe, expect, it } from 'vitest';
import { GUESTS_MAX } from '../../src-main/clients/guests.ts';
import type { PostedWord } from '../../src-main/clients/posted-status.ts';
import type { GivenAnswer } from '../../src-main/overlay/answer-history.ts';
import { createKeptAnswers } from '../../src-main/overlay/kept-answers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { createFakeClock } from '../fake-clock.ts';
import { startGuestClients } from './guest-clients.ts';

/** Longer than the time between two drawings, and until a guest that has gone counts as gone. */
const MOMENT_MS = 60;
/** How long an answer lingers. */
const LINGER_MS = 4_000;
const NOTICE_MS = 15_000;
const THINKING_MS = 120_000;

/** The overlay with an assistant of the settings that is not there, and a door for guests. */
function start() {
  const clock = createFakeClock();
  const { guests, clients } = startGuestClients({ clock });
  const answers: GivenAnswer[] = [];
  const told: OverlayState[] = [];
  const sent: string[] = [];
  clients.onAnswer((answer) => answers.push(answer));
  clients.onState((state) => told.push(state));
  // The state at the start is over.
  clock.advance(10_000);
  const send = (frame: string) => sent.push(frame) > 0;
  return {
    ...{ clock, clients, guests, answers, told, sent, send },
    names: () => clients.states().map(({ name }) => name),
    shown: () => {
      const { phase, visible, answer, notice, detail, heard, clientName } = clients.state();
      return { phase, visible, answer, notice, detail, heard, clientName };
    },
  };
}

const hello = (name: string, commands: readonly string[] = []) =>
  JSON.stringify({ type: 'hello', data: { protocol: 2, client: { name }, commands } });
const status = (fields: object) => JSON.stringify({ type: 'status', data: { status: '', text: '', ...fields } });
const post = (word: PostedWord, text: string | null = null) => ({
  word,
  text,
  heard: null,
});

describe('a program with a connection', () => {
  it('is shown as an assistant beside the others, by its own name, and takes commands', () => {
    const { clock, clients, guests, shown, names, sent, send } = start();
    const visit = guests.enter('Robot', [hello('Robot', ['stop_tts']), status({ phase: 'ready' })], send);
    expect(names()).toEqual(['Asystent', 'Robot']);
    expect(sent.map((frame) => JSON.parse(frame).type)).toEqual(['hello']);
    visit?.say(status({ phase: 'speaking', text: 'Hello.', turn: 1 }));
    visit?.say('{"type":"text_delta","turn":1,"at":6,"append":" Again."}');
    expect(shown()).toMatchObject({ phase: 'speaking', visible: true, answer: 'Hello. Again.', clientName: 'Robot' });
    clock.advance(200);
    clients.press({ command: 'stop_tts' });
    expect(JSON.parse(sent.at(-1) ?? '')).toMatchObject({ type: 'command', command: 'stop_tts' });
  });

  it('leaves with its connection: its answer lingers, and it takes no commands any more [REL-GUEST-DIES]', () => {
    const { clock, guests, clients, shown, names, answers, send } = start();
    const visit = guests.enter('Robot', [hello('Robot', ['stop_tts']), status({ phase: 'ready' })], send);
    clock.advance(MOMENT_MS);
    visit?.say(status({ phase: 'speaking', text: 'Hello.' }));
    visit?.leave();
    clock.advance(MOMENT_MS);
    expect(shown()).toMatchObject({ phase: 'ready', visible: true, answer: 'Hello.', clientName: 'Robot' });
    expect(clients.state().commands.stop_tts).toBeNull();
    clock.advance(LINGER_MS);
    expect(names()).toEqual(['This computer']);
    expect(shown()).toMatchObject({ visible: false, clientName: null });
    expect(answers).toMatchObject([{ clientName: 'Robot', text: 'Hello.' }]);
  });

  it('keeps its name beside its answers when it has gone, and another has come', () => {
    const { clock, guests, clients, answers, send } = start();
    for (const [name, text] of [
      ['Robot', 'Hello.'],
      ['Script', 'Done.'],
    ] as const) {
      guests.enter(name, [hello(name), status({ phase: 'speaking', text })], send)?.leave();
      clock.advance(MOMENT_MS);
      clock.advance(LINGER_MS);
    }
    guests.enter('Third', [hello('Third'), status({ phase: 'thinking' })], send);
    clock.advance(MOMENT_MS);
    const kept = createKeptAnswers({ nowEpochMs: () => 0, writeText() {}, clients: clients.states, log() {} });
    kept.setKept(true);
    for (const answer of answers) kept.take(answer);
    expect(kept.view().answers.map(({ from }) => from)).toEqual(['Script', 'Robot']);
  });

  it('leaves at once if it was only thinking, and after its time if it had an error', () => {
    const { clock, guests, names, shown, send } = start();
    const first = guests.enter('Robot', [hello('Robot'), status({ phase: 'thinking' })], send);
    first?.leave();
    clock.advance(MOMENT_MS);
    expect(names()).toEqual(['This computer']);
    const second = guests.enter('Robot', [status({ phase: 'error', status: 'Error: no paper' })], send);
    second?.leave();
    clock.advance(MOMENT_MS);
    expect(shown()).toMatchObject({ phase: 'error', detail: { kind: 'client', text: 'No paper' } });
    expect(names()).toEqual(['Asystent', 'Program']);
    clock.advance(15_000);
    expect(names()).toEqual(['This computer']);
    expect(clock.pending()).toBeLessThan(5);
  });

  it('has only so many beside it, and those that are gone make room', () => {
    const { guests, names, send } = start();
    const visits = Array.from({ length: GUESTS_MAX }, (_, index) =>
      guests.enter(`${index}`, [hello(`${index}`), status({ phase: 'thinking' })], send),
    );
    expect(guests.enter('more', [status({ phase: 'thinking' })], send)).toBeNull();
    expect(guests.post('more', 'more', post('thinking'))).toBe(false);
    visits[3]?.leave();
    expect(guests.enter('late', [status({ phase: 'thinking' })], send)).toBeNull();
    expect(names()).toHaveLength(GUESTS_MAX + 1);
  });

  it('says what it will, and nothing breaks', () => {
    const { guests, shown, send } = start();
    const visit = guests.enter('Robot', [status({ phase: 'thinking' })], send);
    for (const frame of ['', '{}', '[]', '{"type":"status"}', '{"type":"ack","id":"1","ok":true}', '\u0000']) {
      visit?.say(frame);
    }
    visit?.say(status({ phase: 'speaking', text: 'a\u202Eb\u0007' }));
    expect(shown()).toMatchObject({ phase: 'speaking', answer: 'ab' });
  });
});

describe('what is posted', () => {
  it('stands as long as with any assistant, though nobody is there', () => {
    const { clock, guests, shown, names } = start();
    expect(guests.post('ci', 'CI', post('thinking', 'Compiling'))).toBe(true);
    clock.advance(MOMENT_MS);
    expect(shown()).toMatchObject({
      phase: 'thinking',
      visible: true,
      detail: { kind: 'activity', text: 'Compiling' },
      clientName: 'CI',
    });
    guests.post('ci', 'CI', post('thinking', 'Linking'));
    expect(names()).toEqual(['Asystent', 'CI']);
    clock.advance(THINKING_MS - 1_000);
    expect(shown()).toMatchObject({ phase: 'thinking' });
    clock.advance(1_000 + MOMENT_MS);
    expect(names()).toEqual(['This computer']);
  });

  it('ends with an answer that lingers, also when nothing stood, and also the same one again', () => {
    const { clock, guests, shown, names, answers } = start();
    for (const turn of [1, 2]) {
      guests.post('ci', 'CI', post('ready', 'All green.'));
      clock.advance(MOMENT_MS);
      expect(shown()).toMatchObject({ phase: 'ready', visible: true, answer: 'All green.' });
      expect(answers).toHaveLength(turn);
    }
    clock.advance(LINGER_MS);
    expect(names()).toEqual(['This computer']);
  });

  it('is taken back by clear, and without words by ready', () => {
    const { clock, guests, names } = start();
    guests.post('ci', 'CI', post('thinking'));
    guests.clear('other');
    expect(names()).toEqual(['Asystent', 'CI']);
    guests.clear('ci');
    expect(names()).toEqual(['This computer']);
    guests.post('ci', null, post('thinking'));
    expect(names()).toEqual(['Asystent', 'Program']);
    guests.post('ci', null, post('ready'));
    clock.advance(MOMENT_MS);
    expect(names()).toEqual(['This computer']);
  });

  it('as a notice ends by itself, and as a question does not', () => {
    const { clock, clients, guests, shown, names } = start();
    guests.post('ci', 'CI', post('notice', 'Nightly build done'));
    clock.advance(NOTICE_MS - 1_000);
    expect(shown()).toMatchObject({ visible: true, notice: { kind: 'notification', text: 'Nightly build done' } });
    clock.advance(1_000 + MOMENT_MS);
    expect(names()).toEqual(['This computer']);
    guests.post('ci', 'CI', post('thinking'));
    guests.post('ci', 'CI', post('question', 'May I?'));
    clock.advance(THINKING_MS);
    expect(shown()).toMatchObject({ phase: 'ready', visible: true, notice: { text: 'May I?' } });
    expect(clients.state().needsUser).toBe(true);
    guests.post('ci', 'CI', post('thinking'));
    expect(shown()).toMatchObject({ phase: 'thinking', notice: null });
  });

  it('ends what it did at once when it is idle, and says so for a while', () => {
    const { clock, guests, shown, names } = start();
    guests.post('ci', 'CI', post('thinking'));
    clock.advance(MOMENT_MS);
    expect(shown()).toMatchObject({ phase: 'thinking' });
    guests.post('ci', 'CI', post('idle', 'Your turn'));
    clock.advance(MOMENT_MS);
    expect(shown()).toMatchObject({ phase: 'ready', notice: { text: 'Your turn' } });
    clock.advance(NOTICE_MS);
    expect(names()).toEqual(['This computer']);
  });

  it('gives its place to a program of the same name that comes, with nothing else shown in between', () => {
    const { clock, guests, names, told, send } = start();
    guests.post('CI', 'CI', post('thinking'));
    clock.advance(MOMENT_MS);
    told.length = 0;
    guests.enter('CI', [hello('CI'), status({ phase: 'thinking' })], send);
    clock.advance(MOMENT_MS);
    expect(names()).toEqual(['Asystent', 'CI']);
    expect(told.map(({ phase, visible }) => ({ phase, visible }))).not.toContainEqual(
      expect.objectContaining({ visible: false }),
    );
    // One that is there keeps its place.
    guests.enter('CI', [hello('CI'), status({ phase: 'thinking' })], send);
    expect(names()).toEqual(['Asystent', 'CI', 'CI']);
  });
});
