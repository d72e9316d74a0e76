import { describe, expect, it } from 'vitest';
import {
  asked,
  frame,
  handled,
  onBus,
  outputBegin,
  outputEnd,
  recordBegin,
  recordEnd,
  sentence,
  speak,
  utterance,
  wakeWord,
} from './bus-player.ts';

const started = () => onBus().begin();
const phases = (bus: ReturnType<typeof onBus>) => bus.reports().map(({ phase }) => phase);

describe('a question', () => {
  it('begins with the wake word, or with the recording alone', () => {
    expect(started().on(wakeWord).shows()).toMatchObject({ phase: 'listening', heard: null, answer: null });
    expect(started().on(recordBegin).shows().phase).toBe('listening');
  });

  it('is one turn from the wake word to the words', () => {
    const bus = started().on(...asked('what time is it'), speak('Seven.'));
    expect(bus.shows()).toMatchObject({ phase: 'thinking', heard: 'what time is it', answer: { turn: 1 } });
    expect(bus.on(...asked('and now'), speak('Eight.')).shows().answer).toMatchObject({ turn: 2, text: 'Eight.' });
  });

  it('that the assistant asks waits for the user until the next turn', () => {
    const bus = started().on(utterance('wake me'), speak('When?', true), outputBegin);
    expect(bus.shows()).toMatchObject({ phase: 'speaking', needsUser: true });
    expect(bus.on(handled, outputEnd).shows()).toMatchObject({ phase: 'ready', needsUser: true, isHeldUp: true });
    expect(bus.on(recordBegin).shows()).toMatchObject({ phase: 'listening', needsUser: false, isHeldUp: false });
    expect(bus.on(utterance('at seven'), speak('At seven.')).shows().needsUser).toBe(false);
  });

  it('takes the first and best of the transcriptions', () => {
    expect(started().on(utterance('turn it on', 'turn it gone')).shows().heard).toBe('turn it on');
  });

  it('that nobody understood as speech ends', () => {
    const bus = started().on(wakeWord, recordBegin, recordEnd, frame('recognizer_loop:speech.recognition.unknown'));
    expect(phases(bus).slice(-3)).toEqual(['listening', 'thinking', 'ready']);
  });

  it('that is cancelled ends', () => {
    expect(started().on(utterance('never mind'), frame('ovos.utterance.cancelled')).shows().phase).toBe('ready');
  });

  it.each(['ovos.utterance.cancelled', 'complete_intent_failure'])(
    'that has been answered does not end by %s',
    (type) => {
      const bus = started().on(utterance('?'), speak('One.'), frame(type));
      expect(bus.shows()).toMatchObject({ phase: 'thinking', answer: { text: 'One.' } });
      expect(bus.on(outputBegin, frame(type)).shows().phase).toBe('speaking');
    },
  );

  it('that no skill takes is an error, which the end of the turn does not hide', () => {
    const bus = started().on(utterance('gibberish'), frame('complete_intent_failure'), handled);
    expect(bus.shows()).toMatchObject({ phase: 'error', problem: 'not-understood', cause: null });
    expect(bus.on(wakeWord).shows()).toMatchObject({ phase: 'listening', problem: null });
  });

  it('over a voice interrupts: the end of that voice does not end the question', () => {
    const bus = started().on(utterance('tell me a story'), speak('Once upon a time.'), outputBegin);
    bus.on(recordBegin);
    expect(bus.shows()).toMatchObject({ phase: 'listening', voice: 'on', answer: null });
    expect(bus.on(outputEnd).shows()).toMatchObject({ phase: 'listening', voice: 'off' });
  });
});

describe('an answer', () => {
  it('grows by its parts until the question has been handled, which may come before the voice', () => {
    const bus = started().on(...asked('what time is it'), speak('It is seven.'));
    expect(bus.shows().answer).toMatchObject({ text: 'It is seven.', isGrowing: true });
    bus.on(speak('The weather is fine.'), handled);
    expect(bus.shows()).toMatchObject({ phase: 'thinking', answer: { isGrowing: false } });
    bus.on(outputBegin);
    expect(bus.shows()).toMatchObject({
      phase: 'speaking',
      voice: 'on',
      answer: { text: 'It is seven. The weather is fine.' },
    });
    expect(bus.on(outputEnd).shows()).toMatchObject({ phase: 'ready', voice: 'off' });
  });

  it('of none ends the turn with its handling', () => {
    expect(started().on(utterance('lights on'), handled).shows()).toMatchObject({ phase: 'ready', answer: null });
  });

  it('says how far it has been spoken', () => {
    const bus = started().on(utterance('?'), speak('One. Two. Two.'), outputBegin);
    const spoken = [sentence('One.'), sentence('Two.'), sentence('Two.'), sentence('Of another.')].map(
      (raw) => bus.on(raw).shows().answer?.spokenTo,
    );
    expect(spoken).toEqual([0, 5, 10, null]);
    expect(bus.on(outputEnd).shows().answer?.spokenTo).toBe(14);
  });

  it('does not say so where a part is announced by the words of a later one, until one follows it', () => {
    const bus = started().on(utterance('?'), speak('One. Two. Three. Four.'), outputBegin);
    const spoken = ['One.', 'Three.', 'Three.', 'Four.'].map((part) => bus.on(sentence(part)).shows().answer?.spokenTo);
    expect(spoken).toEqual([0, null, null, 17]);
  });

  it('that is cut off has been spoken only as far', () => {
    const bus = started().on(utterance('?'), speak('One. Two.'), outputBegin, sentence('One.'), sentence('Two.'));
    bus.on(frame('mycroft.stop.handled', { by: 'TTS' }), outputEnd);
    expect(bus.shows()).toMatchObject({ phase: 'ready', answer: { spokenTo: 5 } });
  });

  it('goes on after its voice has paused, while the skill still works', () => {
    const bus = started().on(utterance('news'), speak('Let me see.'), outputBegin, outputEnd);
    expect(bus.shows().phase).toBe('ready');
    bus.on(speak('Here they are.'));
    expect(bus.shows()).toMatchObject({
      phase: 'thinking',
      answer: { turn: 1, text: 'Let me see. Here they are.', spokenTo: null },
    });
  });

  it('that nobody asked for is another one, in as many parts as come before the voice', () => {
    const bus = started().on(utterance('timer'), speak('Started.'), outputBegin, handled, outputEnd);
    bus.on(speak('Your timer'), speak('is over.'));
    expect(bus.shows()).toMatchObject({
      phase: 'thinking',
      heard: null,
      answer: { turn: 2, text: 'Your timer is over.', isGrowing: false },
    });
    expect(bus.on(outputBegin, outputEnd).shows().phase).toBe('ready');
  });

  it('keeps an alarm out of a question that is being recorded', () => {
    const bus = started().on(wakeWord, recordBegin, speak('Your timer is over.'), outputBegin);
    expect(bus.shows()).toMatchObject({ phase: 'listening', voice: 'on' });
    expect(bus.on(outputEnd, recordEnd, utterance('stop it')).shows()).toMatchObject({
      phase: 'thinking',
      heard: 'stop it',
      answer: null,
    });
  });

  it('is spoken at once where a voice goes on from the answer before', () => {
    const bus = started().on(utterance('one'), speak('First.'), outputBegin, handled);
    expect(bus.on(utterance('two')).shows()).toMatchObject({ phase: 'thinking', voice: 'on', answer: null });
    expect(bus.on(speak('Second.')).shows()).toMatchObject({ phase: 'speaking', answer: { text: 'Second.' } });
    expect(bus.on(outputEnd).shows().phase).toBe('ready');
  });

  it('takes what is said while it is spoken, and waits for no voice then', () => {
    const bus = started().on(utterance('?'), speak('One.'), outputBegin, handled, speak('Two.'));
    expect(bus.shows().answer).toMatchObject({ turn: 1, text: 'One. Two.' });
    bus.on(outputEnd).wait(10_000);
    expect(bus.shows()).toMatchObject({ phase: 'ready', voice: 'off' });
  });

  it('of a sentence that is heard is being spoken, whatever was missed', () => {
    const bus = started().on(utterance('?'), speak('One.'), sentence('One.'));
    expect(bus.shows()).toMatchObject({ phase: 'speaking', voice: 'on' });
  });
});

describe('without a voice', () => {
  it('an answer has to be read: at once where nothing can speak', () => {
    const bus = onBus().begin({ 'mycroft.audio.is_ready': null, 'mycroft.audio.speak.status': null }).wait(10_000);
    bus.on(utterance('?'), speak('One.'));
    expect(bus.shows()).toMatchObject({ phase: 'speaking', voice: 'missing', answer: { text: 'One.' } });
    bus.on(frame('mycroft.audio.is_speaking', { speaking: false }));
    expect(bus.shows()).toMatchObject({ phase: 'speaking', voice: 'missing' });
    expect(bus.on(speak('Two.'), handled).shows()).toMatchObject({
      phase: 'ready',
      voice: 'missing',
      answer: { text: 'One. Two.' },
    });
  });

  it('and after ten seconds where something could', () => {
    const bus = started().on(utterance('?'), speak('One.'), handled).wait(9_999);
    expect(bus.shows()).toMatchObject({ phase: 'thinking', voice: 'off' });
    const before = bus.reports().length;
    bus.wait(1);
    expect(bus.reports().slice(before)).toMatchObject([
      { phase: 'speaking', voice: 'missing' },
      { phase: 'ready', voice: 'missing' },
    ]);
  });

  it('until it is heard after all', () => {
    const bus = started().on(utterance('?'), speak('One.')).wait(10_000);
    expect(bus.on(speak('Two.')).shows()).toMatchObject({ voice: 'missing', answer: { text: 'One. Two.' } });
    expect(bus.on(outputBegin).shows()).toMatchObject({ phase: 'speaking', voice: 'on' });
    expect(bus.on(handled, outputEnd).shows()).toMatchObject({ phase: 'ready', voice: 'off' });
  });
});

describe('an error of a skill', () => {
  const error = frame('mycroft.skill.handler.error', { name: 'Timer', exception: "ValueError('no\ntime')" });

  it('is told in its own words, until the apology is spoken', () => {
    const bus = started().on(utterance('?'), error, speak('Something went wrong.'), handled);
    expect(bus.shows()).toMatchObject({ phase: 'error', cause: "ValueError('no time')" });
    expect(bus.on(outputBegin).shows()).toMatchObject({ phase: 'speaking', cause: null });
  });

  it('does not hide a voice', () => {
    const bus = started().on(utterance('?'), speak('Something went wrong.'), outputBegin, error);
    expect(bus.shows().phase).toBe('speaking');
  });
});

describe('what does not belong here', () => {
  it('is another session: a satellite elsewhere', () => {
    const bus = started();
    const before = bus.events.length;
    const elsewhere = { session: { session_id: 'kitchen', lang: 'de-DE' } };
    bus.on(frame('recognizer_loop:record_begin', {}, elsewhere), frame('speak', { utterance: 'Hallo' }, elsewhere));
    expect(bus.events.length).toBe(before);
  });

  it('is a message without a session: it is of the assistant’s own', () => {
    expect(started().on('{"type":"recognizer_loop:record_begin","data":{},"context":{}}').shows().phase).toBe(
      'listening',
    );
  });

  it('is the echo of our own questions', () => {
    const bus = started();
    const before = bus.events.length;
    bus.on(frame('mycroft.mic.get_status'), frame('recognizer_loop:state.get'), frame('mycroft.volume.set', {}));
    expect(bus.events.length).toBe(before);
  });
});

describe('with the newer names', () => {
  const TWINS: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ['ovos.listener.record.started', 'recognizer_loop:record_begin', {}],
    ['ovos.listener.record.ended', 'recognizer_loop:record_end', {}],
    ['ovos.utterance.handle', 'recognizer_loop:utterance', { utterances: ['what time is it'] }],
    ['ovos.utterance.speak', 'speak', { utterance: 'It is seven.' }],
    ['ovos.utterance.speak', 'speak', { utterance: 'The weather is fine.' }],
    ['ovos.audio.output.started', 'recognizer_loop:audio_output_start', {}],
    ['ovos.audio.output.ended', 'recognizer_loop:audio_output_end', {}],
  ];
  const twin = { _namespace_compat_twin: true };
  const play = (frames: readonly string[]) =>
    started()
      .on(...frames)
      .reports();

  it('a turn is the same, with the old names beside them in either order', () => {
    const old = play(TWINS.map(([, name, data]) => frame(name, data)));
    expect(play(TWINS.map(([name, , data]) => frame(name, data)))).toEqual(old);
    expect(play(TWINS.flatMap(([name, was, data]) => [frame(name, data), frame(was, data, twin)]))).toEqual(old);
    expect(play(TWINS.flatMap(([name, was, data]) => [frame(was, data, twin), frame(name, data)]))).toEqual(old);
    expect(old.at(-1)?.answer?.text).toBe('It is seven. The weather is fine.');
  });

  it('a frame is not taken for a twin that has none', () => {
    expect(
      started()
        .on(frame('recognizer_loop:wakeword', {}, twin))
        .shows().phase,
    ).toBe('listening');
  });
});
