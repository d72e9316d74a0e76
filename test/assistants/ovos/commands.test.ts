import { describe, expect, it } from 'vitest';
import { frame, onBus, outputEnd, recordBegin, utterance } from './bus-player.ts';

const CONTEXT = { source: 'asystent-overlay' };
const started = () => onBus().begin();
const done = (id: string) => ({ id, rejection: null });
const mic = (muted: boolean) => frame('mycroft.mic.get_status.response', { muted });

describe('a command', () => {
  it('mutes the microphone, and is done when it is', () => {
    const bus = started();
    expect(bus.command('1', { command: 'set_monitoring', args: { on: false } })).toEqual([
      { type: 'mycroft.mic.mute', data: {}, context: CONTEXT },
    ]);
    // The bus hands our own frame to us; that is the moment from which to ask.
    bus.takeSent();
    bus.on(frame('mycroft.mic.mute')).wait(200);
    expect(bus.takeSent()).toContain('mycroft.mic.get_status');
    expect(bus.acks()).toEqual([]);
    expect(bus.on(mic(true)).acks()).toEqual([done('1')]);
    expect(bus.shows().monitoring).toBe(false);
  });

  it('that did not mute it has failed', () => {
    const bus = started();
    bus.command('1', { command: 'set_monitoring', args: { on: true } });
    expect(bus.on(mic(true)).acks()).toEqual([{ id: '1', rejection: { code: 'failed', message: '' } }]);
  });

  it('wakes only a listener that sleeps', () => {
    const set = (bus: ReturnType<typeof onBus>, on: boolean) =>
      bus.command('1', { command: 'set_monitoring', args: { on } }).map(({ type }) => type);
    expect(set(started(), true)).toEqual(['mycroft.mic.unmute']);
    const asleep = started().on(frame('recognizer_loop:state', { state: 'sleeping' }));
    expect(set(asleep, false)).toEqual(['mycroft.mic.mute']);
  });

  it('wakes a listener that sleeps', () => {
    const bus = started().on(frame('recognizer_loop:state', { state: 'sleeping' }));
    const types = bus.command('1', { command: 'set_monitoring', args: { on: true } }).map(({ type }) => type);
    expect(types).toEqual(['mycroft.mic.unmute', 'recognizer_loop:wake_up']);
  });

  it('stops the speech alone, and is done when no voice is heard', () => {
    const bus = started();
    expect(bus.command('1', { command: 'stop_tts' })).toEqual([
      { type: 'mycroft.audio.speech.stop', data: {}, context: CONTEXT },
    ]);
    expect(bus.on(outputEnd).acks()).toEqual([done('1')]);
  });

  it('begins to listen, and is done when the recording begins', () => {
    const bus = started();
    expect(bus.command('1', { command: 'start_listening' })).toEqual([
      { type: 'mycroft.mic.listen', data: {}, context: CONTEXT },
    ]);
    expect(bus.on(recordBegin).acks()).toEqual([done('1')]);
  });

  it('types in the assistant’s language, and is done when the bus has handed the text around', () => {
    const bus = started().on(frame('connected', {}, { session: { session_id: 'default', lang: 'pl-PL' } }));
    const request = { command: 'send_text', args: { text: 'która godzina' } } as const;
    expect(bus.command('1', request)).toEqual([
      {
        type: 'recognizer_loop:utterance',
        data: { utterances: ['która godzina'], lang: 'pl-PL' },
        context: CONTEXT,
      },
    ]);
    expect(bus.on(utterance('something else')).acks()).toEqual([]);
    expect(bus.on(utterance('która godzina')).acks()).toEqual([done('1')]);
    expect(bus.shows()).toMatchObject({ phase: 'thinking', heard: 'która godzina' });
  });

  it('types in that language on the next link too', () => {
    const bus = started()
      .on(frame('connected', {}, { session: { lang: 'pl-PL' } }))
      .gone();
    const [typed] = bus.command('1', { command: 'send_text', args: { text: 'cześć' } });
    expect(typed.data.lang).toBe('pl-PL');
  });

  it('is forgotten once sixteen others wait', () => {
    const bus = started();
    for (let id = 1; id <= 20; id += 1) bus.command(String(id), { command: 'start_listening' });
    const acked = bus
      .on(recordBegin)
      .acks()
      .map(({ id }) => Number(id));
    expect(acked).toEqual(Array.from({ length: 16 }, (_, index) => index + 5));
  });

  it('types in English while no language is known', () => {
    const bus = onBus().on('{"type":"connected","data":{},"context":{"session":{"lang":"<script>"}}}');
    const [typed] = bus.command('1', { command: 'send_text', args: { text: 'hello' } });
    expect(typed.data.lang).toBe('en-US');
  });

  it('sets the volume, and is done when the plugin says so', () => {
    const bus = started();
    expect(bus.command('1', { command: 'set_volume', args: { level: 0.4 } })).toEqual([
      { type: 'mycroft.volume.set', data: { percent: 0.4, play_sound: false }, context: CONTEXT },
    ]);
    expect(bus.command('2', { command: 'set_muted', args: { muted: true } })[0].type).toBe('mycroft.volume.mute');
    expect(bus.command('3', { command: 'set_muted', args: { muted: false } })[0].type).toBe('mycroft.volume.unmute');
    bus.on(frame('mycroft.volume.get.response', { percent: 0.4, muted: false }));
    expect(bus.acks()).toEqual([done('1'), done('2'), done('3')]);
    expect(bus.shows()).toMatchObject({ volume: 0.4, muted: false });
  });

  it('of another kind is not known here', () => {
    expect(started().command('1', { command: 'set_setting', args: { key: 'a', value: 1 } })).toEqual([]);
  });

  it('is answered once, and by nobody after the link has ended', () => {
    const bus = started();
    bus.command('1', { command: 'start_listening' });
    bus.on(recordBegin, frame('recognizer_loop:record_end'), recordBegin);
    bus.command('2', { command: 'start_listening' });
    expect(bus.gone().begin().on(recordBegin).acks()).toEqual([done('1')]);
  });
});
