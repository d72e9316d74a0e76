import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader } from '../../../src-main/assistants/asystent/frame-reader.ts';
import { type Frame, parseFrame } from '../../../src-main/assistants/asystent/protocol.ts';

/** Read frames as a live socket does, which puts a level into its last status. @returns each as if it had been parsed. */
function readAll(raws: readonly string[]) {
  const read = createFrameReader();
  let last: Extract<Frame, { kind: 'status' }> | null = null;
  let levels = 0;
  const frames = raws.map((raw): Frame | null => {
    const frame = read(raw);
    if (frame?.kind === 'status') last = frame;
    if (frame?.kind !== 'level') return frame;
    levels += 1;
    if (last === null) throw new Error('a level before the first status');
    last = { ...last, status: { ...last.status, level: frame.level } };
    return last;
  });
  return { frames, levels };
}

const parsed = (raws: readonly string[]) => raws.map(parseFrame);

const listening = (level: unknown, changes: object = {}) =>
  JSON.stringify({ type: 'status', data: { phase: 'listening', level, heard: 'What', ...changes } });

describe('a status that differs only in its level', () => {
  it('is not parsed again, once two levels have come [REL-LEVEL-FLOOD]', () => {
    const raws = [0.1, 0.2, 0.3, 0, 1].map((level) => listening(level));
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 3 });
  });

  it('is not parsed again if it does not differ at all', () => {
    const raws = [0.1, 0.1, 0.1].map((level) => listening(level));
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 2 });
  });

  it('is read as well beside escapes and spaces, as Python writes them', () => {
    const raws = [0.1, 0.2, 0.3, 0.4].map(
      (level) => `{"type": "status", "data": {"text": "M\\u00f3wi\\u0119 \\"level\\":0.5", "level": ${level}}}`,
    );
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 2 });
  });

  it('is parsed if anything else has changed, or it asks for something', () => {
    const others = [
      {},
      { heard: 'What is' },
      { turn: 2 },
      { action: 'quit' },
      { action: 'quit' },
      { action: 'quit' },
      {},
    ];
    const raws = others.map((changes, index) => listening(index / 10, changes));
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 0 });
  });

  it('is parsed if the number is not that of the level', () => {
    const raws = [0.1, 0.2, 0.3, 0.4].map((inner) => `{"type":"status","data":{"level" :0.5,"x":{"level":${inner}}}}`);
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 0 });
  });

  it('is parsed after a delta, which it takes back', () => {
    const delta = '{"type":"text_delta","turn":1,"at":0,"append":"Yes"}';
    const raws = [listening(0.1), listening(0.2), delta, listening(0.2), listening(0.3)];
    expect(readAll(raws)).toEqual({ frames: parsed(raws), levels: 0 });
  });
});

const token = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }).map(String) },
  fc.constantFrom('0', '-0', '1', '1.0', '0.50', '5e-1', '5E-1', '1e0', '10e-1', '1e400', '-1', '2', '1e999999'),
  fc.constantFrom('null', 'true', '"0.5"', '{}', '[0.5]', '.5', '01', '+1', '0.', '0x1', 'NaN', '', '0.5 ', ' 0.5'),
  fc.constantFrom('0.5,"level":0.25', '0.5,"turn":7', '0.5}', '0.5,"x":"', '0.5"level":0.5', '0,"action":"quit"'),
);

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('"level":', '"level":0.5', '\\"level":0.5', '"level"', '\\', '"', 'ł👋', 'level', '\n'),
);

/** A member of an object, without and with a number that may be a level. */
const member = fc.oneof(
  fc.tuple(fc.constantFrom('text', 'heard', 'status', 'x"level', '\\'), text).map(([key, value]) => [key, value]),
  fc.constantFrom(['turn', 3], ['phase', 'listening'], ['volume', 0.5], ['level', 0.5], ['action', 'quit'], ['x', 0.5]),
  fc.constantFrom(['notice', { level: 0.5 }], ['x', [{ level: 0.5 }]], ['x"level', 0.5], ['timestamp', 0.5]),
);

/** How a number may be written in; `@` stands for it. */
const slot = fc.constantFrom(
  ...[
    '"level":@',
    '"level": @',
    '"level" :@',
    '"level":\n@ ',
    '"l\\u0065vel":@',
    '"x\\"level":@',
    '"Level":@',
    '"level":"@"',
  ],
  ...[
    '"notice":{"level":@}',
    '"x":{"data":{"level":@}}',
    '"x":[@]',
    '"volume":@',
    '"level":0.5,"level":@',
    '"level":@,"level":0.5',
  ],
);

const SEVERAL = { minLength: 0, maxLength: 3 };

/** A frame around the place of a number. */
const shape = fc
  .record({
    before: fc.array(member, SEVERAL),
    slot,
    after: fc.array(member, SEVERAL),
    envelope: fc.constantFrom(
      '{"type":"status","data":{#}}',
      '{"data":{#},"level":0.5,"type":"status"}',
      ' {"type":"status","data":{#}} ',
      '{"type":"text_delta","turn":3,"at":0,"append":"x",#}',
      '{"type":"hello","data":{#}}',
      '{#}',
      '#',
    ),
  })
  .map(({ before, after, envelope, ...place }) => {
    const written = (members: typeof before) =>
      members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return envelope.replace('#', () => [...written(before), place.slot, ...written(after)].join(','));
  });

it('every frame is read as if it were parsed', () => {
  const raws = fc
    .array(shape, { minLength: 1, maxLength: 2 })
    .chain((shapes) => fc.array(fc.tuple(fc.constantFrom(...shapes), token), { minLength: 3, maxLength: 12 }))
    .map((frames) => frames.map(([frame, number]) => frame.replaceAll('@', () => number)));
  fc.assert(
    fc.property(raws, (all) => {
      expect(readAll(all).frames).toEqual(parsed(all));
    }),
    { numRuns: 2_000 },
  );
});
