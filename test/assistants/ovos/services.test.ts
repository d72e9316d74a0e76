import { describe, expect, it } from 'vitest';
import { frame, onBus, recordBegin, speak, utterance, wakeWord } from './bus-player.ts';

const NOBODY = {
  'mycroft.voice.is_ready': null,
  'mycroft.audio.is_ready': null,
  'mycroft.skills.is_ready': null,
  'mycroft.mic.get_status': null,
  'recognizer_loop:state.get': null,
  'mycroft.audio.speak.status': null,
};
const NO_VOICE = { ...NOBODY, 'mycroft.audio.is_ready': undefined, 'mycroft.skills.is_ready': undefined };
const withoutListener = () => {
  const { 'mycroft.audio.is_ready': _, 'mycroft.skills.is_ready': __, ...answers } = NO_VOICE;
  return onBus().begin(answers);
};
const ready = (service: string, status = true) => frame(`mycroft.${service}.is_ready.response`, { status });

describe('a bus', () => {
  it('is asked for its services at its first frame, and for all that they know', () => {
    const bus = onBus().on(frame('connected'));
    expect(bus.takeSent()).toEqual([
      'mycroft.voice.is_ready',
      'mycroft.mic.get_status',
      'recognizer_loop:state.get',
      'mycroft.audio.is_ready',
      'mycroft.audio.speak.status',
      'mycroft.skills.is_ready',
      'mycroft.volume.get',
    ]);
    expect(bus.reports()).toEqual([]);
  });

  it('is not asked again once they have answered, and waits for nothing', () => {
    const bus = onBus().begin();
    bus.takeSent();
    bus.wait(1_000);
    expect(bus.takeSent()).toEqual([]);
    expect(bus.dueMs()).toBeNull();
  });

  it('is asked again each second while a service has not answered, and for ten seconds', () => {
    const bus = onBus().begin(NOBODY);
    bus.takeSent();
    const counts = Array.from({ length: 12 }, () => bus.wait(1_000).takeSent().length);
    expect(counts).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0]);
    expect(bus.dueMs()).toBeNull();
  });

  it('is not ready while a service is loading', () => {
    const bus = onBus().begin({ 'mycroft.voice.is_ready': ready('voice', false) });
    expect(bus.reports()).toEqual([]);
    expect(bus.on(ready('voice')).shows().phase).toBe('ready');
  });
});

describe('without the service that listens', () => {
  it('the assistant says so after ten seconds, and offers what is left', () => {
    const bus = withoutListener().wait(9_999);
    expect(bus.reports()).toEqual([]);
    bus.wait(1);
    expect(bus.shows()).toMatchObject({ phase: 'error', problem: 'no-voice-service', monitoring: null });
    expect(bus.offers()).toEqual(['stop_tts', 'send_text']);
  });

  it('it can be typed to, and is paused afterwards', () => {
    const bus = withoutListener().wait(10_000).on(utterance('?'), frame('ovos.utterance.handled'));
    expect(bus.shows()).toMatchObject({ phase: 'paused', problem: null });
  });

  it('what it does meanwhile is shown at once', () => {
    const bus = withoutListener().on(speak('Good morning.'));
    expect(bus.shows().phase).toBe('thinking');
    // Nothing is said of the service over a turn.
    expect(
      bus
        .wait(10_000)
        .reports()
        .map(({ phase }) => phase),
    ).not.toContain('error');
  });

  it('it is asked with every sign of life, until it is there', () => {
    const bus = withoutListener().wait(10_000);
    bus.takeSent();
    expect(bus.alive().takeSent()).toEqual([
      'mycroft.voice.is_ready',
      'mycroft.mic.get_status',
      'recognizer_loop:state.get',
    ]);
    bus.on(ready('voice'), frame('mycroft.mic.get_status.response', { muted: false }));
    expect(bus.shows()).toMatchObject({ phase: 'ready', problem: null, monitoring: true });
    expect(bus.offers()).toContain('set_monitoring');
    expect(bus.alive().takeSent()).toEqual([]);
  });

  it.each([wakeWord, recordBegin])('it is there when it is heard of', (raw) => {
    const bus = withoutListener().wait(10_000).on(raw);
    expect(bus.shows()).toMatchObject({ phase: 'listening', problem: null });
    expect(bus.offers()).toContain('start_listening');
  });
});

describe('a bus whose frames are encrypted', () => {
  const ENCRYPTED = '{"ciphertext":"a1b2","tag":"c3d4","nonce":"e5f6"}';

  it('is said to be, once, and offers nothing', () => {
    const bus = onBus().on(ENCRYPTED, ENCRYPTED);
    expect(bus.reports()).toHaveLength(1);
    expect(bus.shows()).toMatchObject({ phase: 'error', problem: 'encrypted', cause: null });
    expect(bus.offers()).toEqual([]);
    expect(bus.takeSent()).toEqual([]);
    expect(bus.dueMs()).toBeNull();
  });
});

describe('another link', () => {
  it('begins with nothing but the number of turns and the language', () => {
    const bus = onBus().begin().on(utterance('?'), speak('One.')).gone();
    bus.takeSent();
    expect(bus.dueMs()).toBeNull();
    const before = bus.reports().length;
    bus.begin();
    expect(bus.reports()[before]).toMatchObject({ phase: 'ready', answer: null });
    expect(bus.on(utterance('!'), speak('Two.')).shows().answer).toMatchObject({ turn: 2, text: 'Two.' });
  });
});
