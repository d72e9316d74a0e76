import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src-main/assistants/clean-text.ts';
import { heldTo } from '../../wire-schema.ts';
import { type Bench, createBench, goLive } from './fake-client.ts';

type Fields = Readonly<Record<string, unknown>>;

const statusFrame = (fields: Fields) =>
  heldTo(
    'clientFrame',
    JSON.stringify({ type: 'status', data: { status: 'Speaking...', is_speaking: true, ...fields } }),
  );
const deltaFrame = (turn: number, at: number, append: string) =>
  heldTo('clientFrame', JSON.stringify({ type: 'text_delta', turn, at, append }));

function live(): { readonly bench: Bench; readonly say: (raw: string) => void; readonly texts: () => string[] } {
  const bench = createBench();
  bench.connection.start();
  const socket = goLive(bench);
  return {
    bench,
    say: (raw) => socket.onMessage(raw),
    texts: () => bench.events.flatMap((event) => (event.kind === 'status' ? [event.status.text] : [])).slice(1),
  };
}

const ignored = ({ trace }: Bench) => trace.filter(({ kind }) => kind === 'frame-ignored').length;

describe('an answer that grows by deltas', () => {
  it('is the same as one that is sent whole', () => {
    const { bench, say, texts } = live();
    say(statusFrame({ turn: 4, text: 'Jest', spoken: 3, phase: 'speaking', action: 'open_settings' }));
    say(deltaFrame(4, 4, ' siódma'));
    say(deltaFrame(4, 11, '.'));
    expect(texts()).toEqual(['Jest', 'Jest siódma', 'Jest siódma.']);
    // A status's request to the overlay counts once.
    expect(bench.events.at(-1)).toMatchObject({
      status: { turn: 4, phase: 'speaking', spokenTo: 3, isSpeaking: true, action: null },
      transport: 'socket',
    });
    expect(ignored(bench)).toBe(0);
  });

  it('keeps its beginning after a lost one, until the next status', () => {
    const { bench, say, texts } = live();
    say(statusFrame({ turn: 4, text: 'Jest' }));
    say(deltaFrame(4, 11, '.'));
    say(deltaFrame(4, 12, ' Pada.'));
    say(statusFrame({ turn: 4, text: 'Jest siódma. Pada.' }));
    say(deltaFrame(4, 18, ' Wieje.'));
    expect(texts()).toEqual(['Jest', 'Jest siódma. Pada.', 'Jest siódma. Pada. Wieje.']);
    expect(ignored(bench)).toBe(2);
  });

  it.each<[string, readonly string[]]>([
    ['before the first status', [deltaFrame(4, 0, 'x')]],
    ['of a turn that has not begun', [statusFrame({ turn: 4, text: '' }), deltaFrame(5, 0, 'x')]],
    ['of a turn that is over', [statusFrame({ turn: 4, text: '' }), deltaFrame(3, 0, 'x')]],
    ['to a status without a turn', [statusFrame({ text: '' }), deltaFrame(0, 0, 'x')]],
    ['without its place', ['{"type":"text_delta","turn":4,"append":"x"}']],
    ['whose place is none', ['{"type":"text_delta","turn":4,"at":-1,"append":"x"}']],
    ['of another type', ['{"type":"text_delta","turn":4,"at":0,"append":["x"]}']],
  ])('takes none %s', (_, frames) => {
    const bench = createBench();
    bench.connection.start();
    bench.socket().onOpen();
    for (const each of frames) bench.socket().onMessage(each);
    expect(bench.events.filter(({ kind }) => kind === 'status')).toHaveLength(frames.length - 1);
    expect(ignored(bench)).toBe(1);
  });

  it('does not go on from another socket', () => {
    const { bench, say } = live();
    say(statusFrame({ turn: 4, text: 'Jest' }));
    bench.socket().onClose('1006');
    bench.clock.advance(1_000);
    const next = goLive(bench);
    next.onMessage(deltaFrame(4, 4, ' siódma.'));
    expect(bench.events.at(-1)).toMatchObject({ kind: 'status', status: { text: '' } });
  });
});

it('an answer grows with the newest level', () => {
  const { bench, say, texts } = live();
  const levels = () => bench.events.flatMap((event) => (event.kind === 'status' ? [event.status.level] : []));
  for (const level of [0.25, 0.5, 0.75, 1]) {
    say(statusFrame({ turn: 4, text: 'Jest', level }));
    bench.clock.advance(50);
  }
  say(deltaFrame(4, 4, ' siódma'));
  bench.clock.advance(1_000);
  expect(texts().at(-1)).toBe('Jest siódma');
  expect(levels().at(-1)).toBe(1);
  say(statusFrame({ turn: 4, text: 'Jest', level: 0.5 }));
  expect(texts().at(-1)).toBe('Jest');
});

it('a level that waits ends with its socket', () => {
  const { bench, say } = live();
  say(statusFrame({ phase: 'listening', level: 0.1 }));
  say(statusFrame({ phase: 'listening', level: 0.2 }));
  bench.connection.stop();
  const count = bench.events.length;
  bench.clock.advance(1_000);
  expect(bench.events).toHaveLength(count);
});

/** A turn's parts, and for each delta how often it comes and by how many places it comes late. */
const faulty = fc.array(
  fc.record({
    part: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
    times: fc.constantFrom(1, 1, 1, 0, 2),
    late: fc.constantFrom(0, 0, 0, 1, 3),
    isWhole: fc.constantFrom(false, false, false, false, true),
  }),
  { minLength: 1, maxLength: 12 },
);

it('shows nothing but beginnings of the answer, and all of it in the end, whatever happens to its deltas [REL-DELTA-LOST]', () => {
  fc.assert(
    fc.property(faulty, fc.string({ unit: 'grapheme', maxLength: 4 }), (steps, begun) => {
      const { bench, say } = live();
      let text = begun;
      say(statusFrame({ turn: 4, text }));
      const sent: { readonly at: number; readonly raw: string }[] = [];
      for (const [index, { part, times, late, isWhole }] of steps.entries()) {
        const delta = deltaFrame(4, [...text].length, part);
        text += part;
        if (isWhole) sent.push({ at: index, raw: statusFrame({ turn: 4, text }) });
        else for (let time = 0; time < times; time += 1) sent.push({ at: index + late * (time + 1), raw: delta });
      }
      for (const { raw } of sent.toSorted((a, b) => a.at - b.at)) say(raw);
      const raws = bench.events.flatMap((event) => (event.kind === 'status' ? [event.status.text] : []));
      for (const shown of raws) expect(beginnings(text)).toContain(shown);
      say(statusFrame({ turn: 4, text, phase: 'ready', is_speaking: false }));
      expect(bench.events.at(-1)).toMatchObject({ status: { text: cleanText(text) } });
    }),
  );
});

/** Every beginning of a text, as it is shown. */
function beginnings(text: string): ReadonlySet<string> {
  const points = [...text];
  return new Set(Array.from({ length: points.length + 1 }, (_, end) => cleanText(points.slice(0, end).join(''))));
}
