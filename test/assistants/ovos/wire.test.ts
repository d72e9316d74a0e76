import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrame } from '../../../src-main/assistants/ovos/wire.ts';
import { frame, onBus } from './bus-player.ts';

const messageOf = (raw: string) => parseFrame(raw)?.message ?? null;

describe('a frame of the bus', () => {
  it('has a type, data and context', () => {
    expect(messageOf(frame('connected'))).toEqual({ kind: 'other' });
    for (const raw of [
      '',
      'connected',
      '[]',
      '{}',
      '{"type":"speak"}',
      '{"type":"speak","data":{}}',
      '{"type":"speak","data":[],"context":{}}',
      '{"type":1,"data":{},"context":{}}',
      // Messages of other assistants.
      '{"type":"status","data":{"status":"Ready"}}',
      '{"type":"auth_required","ha_version":"2026.2.3"}',
      '{"event":"idle"}',
      '{"ciphertext":"a1","tag":"b2"}',
    ]) {
      expect(parseFrame(raw), raw).toBeNull();
    }
  });

  it.each([
    frame('speak', { utterance: 7 }),
    frame('speak', { utterance: ' \u0000 ' }),
    frame('recognizer_loop:utterance', { utterances: 'no list' }),
    frame('recognizer_loop:utterance', { utterances: [] }),
    frame('recognizer_loop:utterance', { utterances: [{}] }),
    frame('mycroft.mic.get_status.response', { muted: 'yes' }),
    frame('recognizer_loop:state', {}),
    frame('mycroft.voice.is_ready.response', {}),
    frame('mycroft.audio.is_speaking', {}),
    frame('mycroft.stop.handled', { by: 'OCP' }),
    frame('mycroft.volume.set', { percent: 1 }, { skill_id: 'volume.skill' }),
    frame('toString'),
    frame('__proto__'),
    frame('constructor', { utterance: 'x' }),
  ])('without the data that it needs has no use: %s', (raw) => {
    expect(messageOf(raw)).toEqual({ kind: 'other' });
  });

  it('has its texts cleaned [SEC-OVOS-BUS]', () => {
    expect(messageOf(frame('speak', { utterance: '  \u202eevil\u0007 ' }))).toEqual({
      kind: 'speak',
      text: 'evil',
      expectsAnswer: false,
    });
    expect(messageOf(frame('mycroft.skill.handler.error', { exception: 'a\nb' }))).toEqual({
      kind: 'skill-failed',
      cause: 'a b',
    });
    expect(messageOf(frame('ovos.intent.handler.error', {}))).toEqual({ kind: 'skill-failed', cause: null });
  });

  it('tells the language of its own session alone, if it is one', () => {
    const langOf = (session: unknown) => parseFrame(frame('connected', {}, { session }))?.lang;
    expect(langOf({ session_id: 'default', lang: 'pl-PL' })).toBe('pl-PL');
    expect(langOf({ lang: 'pl-PL' })).toBe('pl-PL');
    expect(langOf({ session_id: 'kitchen', lang: 'pl-PL' })).toBeNull();
    expect(langOf({ session_id: 'default', lang: 'pl"PL' })).toBeNull();
    expect(langOf('default')).toBeNull();
  });
});

const TOPICS = [
  ...['connected', 'speak', 'recognizer_loop:utterance', 'recognizer_loop:utterance_start', 'mycroft.stop'],
  ...['recognizer_loop:wakeword', 'recognizer_loop:record_begin', 'recognizer_loop:record_end'],
  ...['recognizer_loop:audio_output_start', 'recognizer_loop:audio_output_end', 'ovos.utterance.handled'],
  ...['ovos.utterance.cancelled', 'complete_intent_failure', 'mycroft.skill.handler.error', 'mycroft.mic.mute'],
  ...['mycroft.mic.get_status.response', 'recognizer_loop:state', 'mycroft.volume.get.response', 'mycroft.volume.set'],
  ...['mycroft.audio.is_speaking', 'mycroft.voice.is_ready.response', 'mycroft.stop.handled', 'ovos.utterance.speak'],
];
const anyData = fc.dictionary(
  fc.constantFrom('utterance', 'utterances', 'muted', 'state', 'speaking', 'status', 'percent', 'by', 'exception'),
  fc.oneof(fc.constantFrom('One.', 'sleeping', 'in_cmd', 'TTS'), fc.boolean(), fc.double(), fc.array(fc.string())),
);
const anyFrame = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...TOPICS), anyData).map(([type, data]) => frame(type, data)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.constant('{"ciphertext":"a","tag":"b","nonce":"c"}') },
);

it('whatever comes in whatever order makes reports that hold together, and ends [REL-OVOS-NOISE]', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyFrame, fc.nat(12_000)), { maxLength: 60 }), (frames) => {
      const bus = onBus();
      for (const [raw, ms] of frames) bus.on(raw).wait(ms);
      let turn = 0;
      for (const { phase, voice, answer, cause, problem, monitoring } of bus.reports()) {
        if (phase !== 'error') expect([cause, problem]).toEqual([null, null]);
        if (phase === 'ready') expect(monitoring).not.toBe(false);
        if (answer === null) continue;
        expect(answer.text).not.toBe('');
        expect(answer.turn).toBeGreaterThanOrEqual(turn);
        expect(answer.spokenTo ?? 0).toBeLessThanOrEqual(answer.text.length);
        turn = answer.turn;
        if (voice === 'on') expect(phase).not.toBe('ready');
      }
      // Nothing waits for ever: deadlines run out.
      expect(bus.wait(60_000).dueMs()).toBeNull();
    }),
    { numRuns: 500 },
  );
});
