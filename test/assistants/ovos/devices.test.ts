import { describe, expect, it } from 'vitest';
import { frame, onBus, outputBegin, outputEnd, recordBegin, recordEnd, speak, utterance } from './bus-player.ts';

const started = () => {
  const bus = onBus().begin();
  bus.takeSent();
  return bus;
};
const muted = (isMuted: boolean) => frame('mycroft.mic.get_status.response', { muted: isMuted });
const listener = (state: string) => frame('recognizer_loop:state', { mode: 'wakeword', state });
const ASKED_MIC = ['mycroft.mic.get_status', 'recognizer_loop:state.get'];

describe('the microphone', () => {
  it.each([
    ['mute', frame('mycroft.mic.mute')],
    ['unmute', frame('mycroft.mic.unmute')],
    ['mute.toggle', frame('mycroft.mic.mute.toggle')],
    ['stop, which unmutes', frame('mycroft.stop')],
    ['the end of a voice, at which the listener may unmute', outputEnd],
    ['sleep', frame('recognizer_loop:sleep')],
    ['its newer name', frame('ovos.listener.sleep')],
    ['wake_up', frame('recognizer_loop:wake_up')],
    ['awoken', frame('mycroft.awoken')],
    ['the same for a session elsewhere', frame('mycroft.mic.mute', {}, { session: { session_id: 'kitchen' } })],
  ])('is asked for once after %s, when that has been carried out', (_, raw) => {
    const bus = started().on(raw, raw);
    expect(bus.wait(199).takeSent()).toEqual([]);
    expect(bus.wait(1).takeSent()).toEqual(ASKED_MIC);
    expect(
      bus
        .wait(60_000)
        .takeSent()
        .filter((topic) => ASKED_MIC.includes(topic)),
    ).toEqual([]);
  });

  it('that is muted pauses, also during an answer', () => {
    const bus = started().on(muted(true));
    expect(bus.shows()).toMatchObject({ phase: 'paused', monitoring: false });
    bus.on(utterance('?'), speak('One.'), outputBegin);
    expect(bus.shows()).toMatchObject({ phase: 'speaking', monitoring: false });
    expect(bus.on(outputEnd).shows().phase).toBe('paused');
    expect(bus.on(muted(false)).shows()).toMatchObject({ phase: 'ready', monitoring: true });
  });

  it('of a listener that sleeps pauses too', () => {
    const bus = started().on(listener('sleeping'));
    expect(bus.shows()).toMatchObject({ phase: 'paused', monitoring: false });
    expect(bus.on(listener('wakeword')).shows()).toMatchObject({ phase: 'ready', monitoring: true });
  });

  it('that records when the link begins is listening', () => {
    const bus = onBus().begin({ 'recognizer_loop:state.get': listener('in_cmd'), 'mycroft.voice.is_ready': null });
    expect(bus.shows().phase).toBe('listening');
    const thinking = started().on(utterance('?'), listener('in_cmd'));
    expect(thinking.shows().phase).toBe('thinking');
  });
});

describe('a voice', () => {
  it('that speaks when the link begins is speaking', () => {
    const bus = onBus().begin({ 'mycroft.audio.speak.status': frame('mycroft.audio.is_speaking', { speaking: true }) });
    expect(bus.shows()).toMatchObject({ phase: 'speaking', voice: 'on', answer: null });
    expect(bus.on(frame('ovos.audio.is_speaking', {})).shows().phase).toBe('speaking');
    expect(bus.on(frame('mycroft.audio.is_speaking', { speaking: false })).shows().phase).toBe('ready');
  });
});

describe('the volume', () => {
  const volume = (percent: number, isMuted: boolean) =>
    frame('mycroft.volume.get.response', { percent, muted: isMuted });
  const ducked = (percent: number) =>
    frame('mycroft.volume.set', { percent, play_sound: false }, { skill_id: 'dinkum-listener' });

  it('is known and offered once a plugin has answered', () => {
    const bus = started();
    expect(bus.shows()).toMatchObject({ volume: null, muted: null });
    expect(bus.offers()).not.toContain('set_volume');
    bus.on(volume(0.6, false));
    expect(bus.shows()).toMatchObject({ volume: 0.6, muted: false });
    expect(bus.offers()).toEqual(expect.arrayContaining(['set_volume', 'set_muted']));
  });

  it('is not what the listener makes of it while it records', () => {
    const bus = started().on(volume(0.6, false), ducked(0.3), recordBegin, volume(0.3, false));
    expect(bus.shows().volume).toBe(0.6);
    bus.on(ducked(0.7), volume(0.7, false));
    expect(bus.shows().volume).toBe(0.6);
    bus.takeSent();
    // The overlay asks for the state that it leaves behind.
    expect(bus.on(recordEnd).takeSent()).toEqual(['mycroft.volume.get']);
    expect(bus.on(volume(0.7, false)).shows().volume).toBe(0.7);
  });

  it('is not asked for where nobody answers', () => {
    expect(started().on(recordBegin, recordEnd).takeSent()).toEqual([]);
  });

  it('out of bounds is unknown', () => {
    expect(
      started()
        .on(frame('mycroft.volume.get.response', { percent: 60 }))
        .shows().volume,
    ).toBeNull();
  });
});
