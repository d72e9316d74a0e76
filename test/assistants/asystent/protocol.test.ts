import { describe, expect, it } from 'vitest';
import { commandFrame, helloFrame, parseFrame, parsePollBody } from '../../../src-main/assistants/asystent/protocol.ts';
import type { Status } from '../../../src-main/assistants/asystent/protocol-status.ts';
import { status } from '../../overlay/events.ts';

const SILENT = status({ status: '', monitoring: null });

/** The status in a frame; null when it holds none. */
function statusIn(raw: string): Status | null {
  const frame = parseFrame(raw);
  return frame?.kind === 'status' ? frame.status : null;
}

const statusFrame = (data: unknown) => JSON.stringify({ type: 'status', data });

describe('parseFrame', () => {
  it('reads all seven fields', () => {
    const raw = statusFrame({
      status: 'mówię',
      text: 'Jest 7 stopni.',
      is_listening: true,
      is_speaking: true,
      wake_word_detected: true,
      overlay_visible: true,
      monitoring: true,
    });
    expect(statusIn(raw)).toEqual({
      ...SILENT,
      status: 'mówię',
      text: 'Jest 7 stopni.',
      isListening: true,
      isSpeaking: true,
      wakeWordDetected: true,
      overlayVisible: true,
      monitoring: true,
    });
  });

  it('gives a missing field its default', () => {
    expect(statusIn(statusFrame({}))).toEqual(SILENT);
  });

  it('gives a field of the wrong type its default, and keeps the others', () => {
    const raw = statusFrame({
      status: 7,
      text: null,
      is_listening: 'true',
      is_speaking: 1,
      monitoring: 'off',
      wake_word_detected: true,
    });
    expect(statusIn(raw)).toEqual({ ...SILENT, wakeWordDetected: true });
  });

  it('ignores fields that it does not know', () => {
    const raw = JSON.stringify({
      type: 'status',
      timestamp: 1,
      data: { status: 'Ready', brightness: 0.5 },
    });
    expect(statusIn(raw)).toEqual({ ...SILENT, status: 'Ready' });
  });

  it.each(['open_settings', 'toggle_visibility', 'quit'])('reads what the client asks of the overlay: %s', (action) => {
    expect(statusIn(statusFrame({ action }))).toEqual({ ...SILENT, action });
  });

  it.each(['format_disk', '', 1, null, ['quit']])('knows no other action: %j', (action) => {
    expect(statusIn(statusFrame({ action }))).toEqual(SILENT);
  });

  it('knows no speech from tts_playing, which is for polling only', () => {
    expect(statusIn(statusFrame({ tts_playing: true }))?.isSpeaking).toBe(false);
  });

  it('cleans the texts', () => {
    expect(statusIn(statusFrame({ status: 'a\nb', text: 'c\u202ed\ud800' }))).toEqual({
      ...SILENT,
      status: 'a b',
      text: 'cd\ufffd',
    });
  });

  it.each([
    '',
    'Ready',
    '{"type":"status","data":{"status":"Rea',
    'null',
    '42',
    '"status"',
    '[{"type":"status","data":{}}]',
    '{}',
    '{"type":"status"}',
    '{"type":"status","data":null}',
    '{"type":"status","data":[]}',
    '{"type":"status","data":"Ready"}',
    '{"type":"Status","data":{}}',
    '{"type":["status"],"data":{}}',
    '{"type":"settings","data":{"status":"Ready"}}',
    '{"status":"Ready"}',
  ])('says null to %s', (raw) => {
    expect(statusIn(raw)).toBeNull();
  });

  it('is not harmed by __proto__ or by deep nesting', () => {
    const raw =
      '{"type":"status","data":{"__proto__":{"is_speaking":true,"polluted":1},"constructor":1,"status":"Ready"}}';
    expect(statusIn(raw)).toEqual({ ...SILENT, status: 'Ready' });
    expect(Object.prototype).not.toHaveProperty('polluted');
    const deep = `{"type":"status","data":{"status":"Ready","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    expect(statusIn(deep)).toEqual({ ...SILENT, status: 'Ready' });
    expect(statusIn('['.repeat(250_000))).toBeNull();
  });
});

describe('parsePollBody', () => {
  it('reads the flat form', () => {
    const raw = JSON.stringify({ status: 'słucham', text: 'x', monitoring: false, tts_playing: false, last_tts: 'x' });
    expect(parsePollBody(raw)).toEqual({ ...SILENT, status: 'słucham', text: 'x', monitoring: false });
  });

  it('takes tts_playing for speech', () => {
    expect(parsePollBody('{"is_speaking":false,"tts_playing":true}')?.isSpeaking).toBe(true);
    expect(parsePollBody('{"is_speaking":true,"tts_playing":false}')?.isSpeaking).toBe(true);
  });

  it.each([
    '{}',
    '[]',
    '["status"]',
    'null',
    '',
    '<html></html>',
    '{"status":',
    '{"ok":true}',
    '{"status":"ok"}',
    '{"status":"error: database is down"}',
    '{"status":"ok","text":"all systems go","monitoring":"enabled"}',
    '{"status":200,"is_speaking":"no"}',
    '{"__proto__":{"status":"Ready"}}',
    '{"type":"status","data":{"status":"Ready"}}',
  ])('says null to %s, which is not the client', (raw) => {
    expect(parsePollBody(raw)).toBeNull();
  });
});

describe('what only version 2 says in a status', () => {
  it.each([
    [
      { volume: 0.5, muted: true, turn: 7 },
      { volume: 0.5, muted: true, turn: 7 },
    ],
    [
      { volume: 0, muted: false, turn: 0 },
      { volume: 0, muted: false, turn: 0 },
    ],
    [{ volume: 1.1, muted: 1, turn: -1 }, {}],
    [{ volume: '0.5', muted: 'yes', turn: 1.5 }, {}],
    [{ volume: -0.1, muted: null, turn: 2 ** 60 }, {}],
  ])('%j', (fields, expected) => {
    expect(statusIn(statusFrame(fields))).toEqual({ ...SILENT, ...expected });
  });

  it.each(['ready', 'paused', 'listening', 'thinking', 'speaking', 'error'])('the phase %s', (phase) => {
    expect(statusIn(statusFrame({ phase }))).toEqual({ ...SILENT, phase });
  });

  it.each(['offline', 'connecting', 'Ready', '', 1, null, ['ready'], '__proto__'])('no other phase: %j', (phase) => {
    expect(statusIn(statusFrame({ phase }))).toEqual(SILENT);
  });

  const NOTICE = { kind: 'notification', title: '', text: '' } as const;
  it.each<[object, Partial<Status>]>([
    [{ heard: 'What\ntime\u202e is it?' }, { heard: 'What time is it?' }],
    [{ heard: 'x'.repeat(2_001) }, { heard: `${'x'.repeat(1_999)}…` }],
    [{ heard: ['What'] }, {}],
    [{ activity: ' Searching\tthe web ' }, { activity: 'Searching the web' }],
    [{ activity: 'x'.repeat(201) }, { activity: `${'x'.repeat(199)}…` }],
    [{ activity: 7 }, {}],
    [{ level: 0.25 }, { level: 0.25 }],
    [{ level: -0.1 }, {}],
    [{ level: '1' }, {}],
    [
      { text: '👋 Hello', spoken: 3 },
      { text: '👋 Hello', spokenTo: 4 },
    ],
    [
      { text: 'Hello', spoken: 2.5 },
      { text: 'Hello', spokenTo: null },
    ],
    [{ notice: {} }, { notice: NOTICE }],
    [
      { notice: { kind: 'day_summary', title: 'Your\nday', text: 'One.\nTwo.\u0007' } },
      { notice: { kind: 'day-summary', title: 'Your day', text: 'One.\nTwo.' } },
    ],
    [{ notice: { kind: 'alarm', title: 7, text: null } }, { notice: NOTICE }],
    [{ notice: { kind: 'constructor' } }, { notice: NOTICE }],
    [{ notice: [] }, {}],
    [{ notice: 'Parcel' }, {}],
    [{ notice: null }, {}],
  ])('%j', (fields, expected) => {
    expect(statusIn(statusFrame(fields))).toEqual({ ...SILENT, ...expected });
  });

  it('is read over HTTP as well', () => {
    const body = { monitoring: true, phase: 'thinking', heard: 'What?', activity: 'Searching', tts_playing: true };
    expect(parsePollBody(JSON.stringify(body))).toMatchObject({
      ...{ phase: 'thinking', heard: 'What?', activity: 'Searching' },
    });
  });
});

describe('an ack', () => {
  const ack = (fields: object) => parseFrame(JSON.stringify({ type: 'ack', ...fields }));
  const FAILED = { code: 'failed', message: '' };

  it.each([
    [{ id: '1', ok: true }, null],
    [{ id: '1', ok: true, error: { code: 'busy' } }, null],
    [
      { id: '1', ok: false, error: { code: 'busy', message: 'a\nb\u202e' } },
      { code: 'busy', message: 'a b' },
    ],
    [{ id: '1', ok: false, error: { code: 'on_fire', message: 7 } }, FAILED],
    [{ id: '1', ok: false, error: 'no' }, FAILED],
    [{ id: '1', ok: false }, FAILED],
  ])('%j', (fields, rejection) => {
    expect(ack(fields)).toEqual({ kind: 'ack', ack: { id: '1', rejection } });
  });

  it.each([{}, { id: 1, ok: true }, { id: '1' }, { id: '1', ok: 'yes' }])('is none: %j', (fields) => {
    expect(ack(fields)).toBeNull();
  });
});

describe('helloFrame', () => {
  it('says who we are and what we take, and nothing else', () => {
    const overlay = { id: '0b5a', name: 'Desk', version: '1.0', secret: 'x' };
    expect(helloFrame(overlay)).toBe(
      '{"type":"hello","data":{"protocol":2,"overlay":{"id":"0b5a","name":"Desk","version":"1.0"},' +
        '"accepts":["text_delta","level"]}}',
    );
  });
});

describe('commandFrame', () => {
  it('has an id and arguments for a client of version 2', () => {
    expect(commandFrame({ command: 'set_volume', args: { level: 0.5 } }, '9', 'toggle_monitoring')).toBe(
      '{"type":"command","id":"9","command":"set_volume","args":{"level":0.5}}',
    );
    expect(commandFrame({ command: 'start_listening' }, '9', 'toggle_monitoring')).toBe(
      '{"type":"command","id":"9","command":"start_listening"}',
    );
  });

  it.each([true, false])('sets monitoring to %j for a client that lets it be set', (on) => {
    expect(commandFrame({ command: 'set_monitoring', args: { on } }, '9', 'set_monitoring')).toBe(
      `{"type":"command","id":"9","command":"set_monitoring","args":{"on":${on}}}`,
    );
    expect(commandFrame({ command: 'set_monitoring', args: { on } }, '9', 'toggle_monitoring')).toBe(
      '{"type":"command","id":"9","command":"toggle_monitoring"}',
    );
  });

  it('is the JSON object that the client expects', () => {
    expect(
      JSON.parse(commandFrame({ command: 'set_monitoring', args: { on: false } }, null, 'toggle_monitoring')),
    ).toEqual({
      type: 'command',
      command: 'toggle_monitoring',
    });
    expect(JSON.parse(commandFrame({ command: 'stop_tts' }, null, 'toggle_monitoring'))).toEqual({
      type: 'command',
      command: 'stop_tts',
    });
  });

  it('carries the fields of the protocol alone, whatever else a request holds', () => {
    const args = Object.assign({ muted: true }, { origin: 'tray' });
    const request = Object.assign({ command: 'set_muted' as const, args }, { type: 'hello', id: 'mine' });
    expect(JSON.parse(commandFrame(request, '9', 'toggle_monitoring'))).toEqual({
      type: 'command',
      id: '9',
      command: 'set_muted',
      args: { muted: true },
    });
  });
});
