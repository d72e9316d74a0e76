import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS, faultOf, fieldsWithDefault } from '../packages/check-client/src/wire-schema.ts';
import { COMMANDS } from '../packages/client/src/protocol.ts';
import { INITIAL_STATUS } from '../packages/client/src/status.ts';
import { commandFrame, helloFrame, parseFrame } from '../src-main/assistants/asystent/protocol.ts';
import type { CommandName, CommandRequest } from '../src-shared/commands.ts';
import { readAs } from './wire-schema.ts';

const PROTOCOL = readFileSync(join(import.meta.dirname, '../docs/protocol.md'), 'utf8');
const STATUS_EXAMPLE = /```json statusFrame\n(.*)\n/.exec(PROTOCOL)?.[1] ?? '';
const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../packages/check-client/protocol.schema.json'), 'utf8'),
);
const STATUS_FIELDS: readonly string[] = [...Object.keys(SCHEMA.$defs.status.properties), 'action'];
/** The names of all fields of all messages. */
const FIELDS = new Set(fieldsIn(SCHEMA));
const wholeTakes = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(SCHEMA);
const RECORDINGS = join(import.meta.dirname, 'recordings');

describe('docs/protocol.md', () => {
  const examples = [...PROTOCOL.matchAll(/^ *```json ?(.*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, definition = '', text = '']) => ({
      definition,
      text,
    }),
  );

  it.each(COMMANDS)('has %s among the commands', (command) => {
    expect(PROTOCOL).toContain(`| \`${command}\` |`);
  });

  it('has an example of every message', () => {
    const messages = [
      'statusFrame',
      'statusFrameV1',
      'textDelta',
      'overlayHello',
      'clientHello',
      'commandV1',
      'command',
      'ack',
    ];
    const shown = new Set(examples.map(({ definition }) => definition));
    for (const name of [...messages, 'pollBody', 'pollBodyV1', 'pairing']) expect(shown).toContain(name);
  });

  it.each(examples)('is right about $definition: $text', ({ definition, text }) => {
    readAs(definition, text);
  });

  it('names every field that the schema has', () => {
    expect(FIELDS.size).toBeGreaterThan(30);
    // As code, by itself or behind the field that it is in, or in an example.
    for (const name of FIELDS) expect(PROTOCOL).toMatch(new RegExp(`["\`.]${name}["\`]`));
  });

  it('names every definition that an example is of, and each of those is there', () => {
    for (const { definition } of examples) expect(DEFINITIONS).toContain(definition);
  });
});

describe('the schema', () => {
  const status = { ...JSON.parse(STATUS_EXAMPLE).data, action: null };
  const others: Readonly<Record<string, unknown>> = {
    ...{ status: 'x', text: 'x', is_listening: true, is_speaking: false, wake_word_detected: false },
    ...{ overlay_visible: false, monitoring: false, volume: 0.1, muted: true, turn: 9, action: 'quit' },
    ...{ phase: 'error', heard: 'x', level: 0.2, spoken: 0, activity: 'x', needs_user: true },
    notice: { kind: 'day_summary', title: 'x', text: 'x' },
  };

  it('has every field of a status that an overlay reads, and no other', () => {
    expect(Object.keys(others).toSorted()).toEqual(STATUS_FIELDS.toSorted());
    for (const field of STATUS_FIELDS) {
      const changed = { ...status, [field]: others[field] };
      expect(faultOf({ type: 'status', data: changed }, 'statusFrame')).toBeNull();
      expect(parseFrame(JSON.stringify({ type: 'status', data: changed }))).not.toEqual(
        parseFrame(JSON.stringify({ type: 'status', data: status })),
      );
    }
    const read = parseFrame(JSON.stringify({ type: 'status', data: status }));
    expect(Object.keys(read?.kind === 'status' ? read.status : {})).toHaveLength(STATUS_FIELDS.length);
  });

  it('has a default for every field that a client of version 1 sends, and the reference client sends them all', () => {
    expect(fieldsWithDefault('status').toSorted()).toEqual(Object.keys(INITIAL_STATUS).toSorted());
  });

  it('takes no body without a boolean field, as no overlay does', () => {
    expect(faultOf({ status: 'ok' }, 'pollBody')).not.toBeNull();
    expect(faultOf({ monitoring: true }, 'pollBody')).toBeNull();
  });

  it('as a whole takes what either side sends, and nothing else', () => {
    expect(wholeTakes(JSON.parse(STATUS_EXAMPLE))).toBe(true);
    expect(wholeTakes(JSON.parse(commandFrame({ command: 'stop_tts' }, null, 'toggle_monitoring')))).toBe(true);
    expect(wholeTakes({ type: 'status' })).toBe(false);
    expect(wholeTakes({})).toBe(false);
  });
});

describe('the recording of a real client', () => {
  const lines = readFileSync(join(RECORDINGS, 'recorded-client-session.jsonl'), 'utf8').trim().split('\n');
  const recorded: readonly { readonly frame?: string; readonly http?: string }[] = lines.map((line) =>
    JSON.parse(line),
  );

  it('is version 1', () => {
    const frames = recorded.flatMap(({ frame }) => frame ?? []);
    const bodies = recorded.flatMap(({ http }) => http ?? []);
    expect(frames.length).toBeGreaterThan(10);
    expect(bodies.length).toBeGreaterThan(0);
    for (const frame of frames) readAs('clientFrameV1', frame);
    for (const body of bodies) readAs('pollBodyV1', body);
  });
});

describe('recordings made by hand', () => {
  /** These hold, on purpose, frames that lack fields or are wrong. */
  const WRONG = ['missing-and-wrong-fields.jsonl', 'monitoring-off-and-on.jsonl', 'http-bodies.jsonl'];
  const OTHERS = [...WRONG, 'recorded-client-session.jsonl', 'home-assistant.jsonl'];
  const names = readdirSync(RECORDINGS).filter((name) => !OTHERS.includes(name));

  it.each(names)('%s is version 1', (name) => {
    const lines = readFileSync(join(RECORDINGS, name), 'utf8').trim().split('\n');
    const frames = lines.flatMap((line) => JSON.parse(line).frame ?? []);
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) readAs('clientFrameV1', frame);
  });
});

describe('the overlay', () => {
  const requests: Readonly<Record<CommandName, CommandRequest>> = {
    set_monitoring: { command: 'set_monitoring', args: { on: false } },
    stop_tts: { command: 'stop_tts' },
    start_listening: { command: 'start_listening' },
    set_volume: { command: 'set_volume', args: { level: 0 } },
    set_muted: { command: 'set_muted', args: { muted: false } },
    send_text: { command: 'send_text', args: { text: 'x' } },
    set_setting: { command: 'set_setting', args: { key: 'x', value: 'y' } },
  };

  it.each(Object.values(requests))('says $command as the schema has it', (request) => {
    expect(faultOf(JSON.parse(commandFrame(request, '1', 'set_monitoring')), 'command')).toBeNull();
  });

  it('says who it is as the schema has it, and the two commands of version 1', () => {
    readAs('overlayHello', helloFrame({ id: 'a', name: 'desk', version: '1.0.0' }));
    readAs('commandV1', commandFrame({ command: 'stop_tts' }, null, 'toggle_monitoring'));
    readAs('commandV1', commandFrame({ command: 'set_monitoring', args: { on: false } }, null, 'toggle_monitoring'));
  });
});

describe('the schema refuses', () => {
  const hello = { protocol: 2, client: { name: 'A', version: '1' }, commands: [], settings: [] };
  const number = { key: 'n', label: 'N', type: 'number', min: 0, max: 1, step: 0.1, value: 0 };
  const status = JSON.parse(STATUS_EXAMPLE).data;

  it.each<[string, string, unknown]>([
    ['a field of another type', 'clientFrame', { type: 'status', data: { ...status, text: null } }],
    ['a volume out of range', 'clientFrame', { type: 'status', data: { ...status, volume: 1.1 } }],
    ['an unknown phase', 'clientFrame', { type: 'status', data: { ...status, phase: 'offline' } }],
    ['a level out of range', 'clientFrame', { type: 'status', data: { ...status, level: 1.1 } }],
    ['a part of a character', 'clientFrame', { type: 'status', data: { ...status, spoken: 0.5 } }],
    ['a notice that is only text', 'clientFrame', { type: 'status', data: { ...status, notice: 'x' } }],
    [
      'an unknown kind of notice',
      'clientFrame',
      { type: 'status', data: { ...status, notice: { kind: 'advertisement', title: '', text: '' } } },
    ],
    ['a delta of nothing', 'clientFrame', { type: 'text_delta', turn: 1, at: 0, append: '' }],
    ['a delta without its place', 'clientFrame', { type: 'text_delta', turn: 1, append: 'x' }],
    ['a delta from a client of version 1', 'clientFrameV1', { type: 'text_delta', turn: 1, at: 0, append: 'x' }],
    [
      'an overlay that accepts something unknown',
      'overlayFrame',
      { type: 'hello', data: { protocol: 2, overlay: { id: 'a', name: 'b', version: 'c' }, accepts: ['video'] } },
    ],
    ['monitoring without its state', 'overlayFrame', { type: 'command', id: '1', command: 'set_monitoring' }],
    ['a turn that is no whole number', 'clientFrame', { type: 'status', data: { ...status, turn: 0.5 } }],
    ['version 2 from a client of version 1', 'clientFrameV1', { type: 'status', data: status }],
    ['a hello from a client of version 1', 'clientFrameV1', { type: 'hello', data: hello }],
    ['a poll of version 2 in version 1', 'pollBodyV1', { ...status, tts_playing: false, last_tts: '' }],
    [
      'a setting of an unknown type',
      'clientFrame',
      { type: 'hello', data: { ...hello, settings: [{ ...number, type: 'date' }] } },
    ],
    [
      'a number without a range',
      'clientFrame',
      { type: 'hello', data: { ...hello, settings: [{ ...number, min: undefined }] } },
    ],
    [
      'a number that has choices',
      'clientFrame',
      { type: 'hello', data: { ...hello, settings: [{ ...number, choices: ['a'] }] } },
    ],
    [
      'a value of another type',
      'clientFrame',
      { type: 'hello', data: { ...hello, settings: [{ ...number, value: '0' }] } },
    ],
    ['an ack that failed without saying why', 'clientFrame', { type: 'ack', id: '1', ok: false }],
    ['an ack that is both', 'clientFrame', { type: 'ack', id: '1', ok: true, error: { code: 'busy', message: '' } }],
    ['an unknown code', 'clientFrame', { type: 'ack', id: '1', ok: false, error: { code: 'tired', message: '' } }],
    ['an unknown type', 'clientFrame', { type: 'status2', data: status }],
    ['a command of version 2 without an id', 'overlayFrame', { type: 'command', command: 'start_listening' }],
    ['a command without its arguments', 'overlayFrame', { type: 'command', id: '1', command: 'set_volume' }],
    ['arguments that are too many', 'overlayFrame', { type: 'command', id: '1', command: 'stop_tts', args: {} }],
    ['a level out of range', 'overlayFrame', { type: 'command', id: '1', command: 'set_volume', args: { level: 2 } }],
    ['a text of nothing', 'overlayFrame', { type: 'command', id: '1', command: 'send_text', args: { text: ' ' } }],
    ['an unknown command', 'overlayFrame', { type: 'command', id: '1', command: 'fly' }],
    ['an overlay without a name', 'overlayFrame', { type: 'hello', data: { protocol: 2, overlay: { id: 'a' } } }],
    ['a pairing without TLS', 'pairing', { url: 'ws://127.0.0.1/', key: 'x'.repeat(16), certificate: 'ab'.repeat(32) }],
    ['a pairing with a short key', 'pairing', { url: 'wss://a/', key: 'x'.repeat(15), certificate: 'ab'.repeat(32) }],
    [
      'a pairing with half a certificate',
      'pairing',
      { url: 'wss://a/', key: 'x'.repeat(16), certificate: 'ab'.repeat(16) },
    ],
  ])('%s', (_, definition, value) => {
    expect(faultOf(JSON.parse(JSON.stringify(value)), definition)).not.toBeNull();
  });
});

/** The names under every `properties` of a schema. */
function fieldsIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...fieldsIn(value),
  ]);
}
