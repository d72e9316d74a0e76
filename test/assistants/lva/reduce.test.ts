import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { event, onPeripheral, RECORDING, snapshot } from './lva-player.ts';

const spoken = (text: string) => [event('tts_text', { text }), event('tts_speaking')];
const asked = (text: string) => [event('listening'), event('stt_text', { text }), event('thinking')];

function ready() {
  const assistant = onPeripheral();
  assistant.hear(snapshot(), event('idle'));
  return assistant;
}

describe('turns', () => {
  it('begin once with a wake word that is followed by the recording', () => {
    const assistant = ready();
    assistant.hear(event('wake_word_detected'), event('listening'), event('stt_text', { text: 'hello' }));
    expect(assistant.last()).toMatchObject({ phase: 'listening', heard: 'hello' });
    assistant.hear(...spoken('Hi.'));
    expect(assistant.last()?.answer?.turn).toBe(1);
  });

  it('follow one another in a conversation that goes on, with texts of their own', () => {
    const assistant = ready();
    assistant.hear(...asked('light'), ...spoken('Which one?'), event('tts_finished'), event('listening'));
    expect(assistant.last()).toMatchObject({ phase: 'listening', heard: null, answer: null });
    assistant.hear(event('stt_text', { text: 'kitchen' }), event('thinking'), ...spoken('Done.'));
    expect(assistant.last()).toMatchObject({ heard: 'kitchen', answer: { turn: 2, text: 'Done.' } });
  });

  it('need no question: an announcement is spoken, without the answer before', () => {
    const assistant = ready();
    assistant.hear(...asked('time'), ...spoken('Seven.'), event('tts_finished'), event('idle'));
    assistant.hear(event('tts_speaking'));
    expect(assistant.last()).toMatchObject({ phase: 'speaking', voice: 'on', heard: null, answer: null });
    assistant.hear(event('tts_finished'), event('idle'), ...spoken('Dinner.'));
    expect(assistant.last()).toMatchObject({ phase: 'speaking', heard: null, answer: { turn: 3, text: 'Dinner.' } });
  });

  it('are joined late with the texts of the snapshot', () => {
    const assistant = onPeripheral();
    assistant.hear(snapshot({ last_stt_text: 'time', last_tts_text: 'Seven.' }), event('tts_speaking'));
    expect(assistant.last()).toMatchObject({ phase: 'speaking', heard: 'time', answer: { text: 'Seven.' } });
  });

  it('do not show what the snapshot knows of a turn that is over', () => {
    const assistant = onPeripheral();
    const texts = { last_stt_text: 'time', last_tts_text: 'Seven.' };
    assistant.hear(snapshot(texts));
    expect(assistant.last()).toMatchObject({ phase: 'ready', heard: null, answer: null });
    assistant.wait(500);
    assistant.hear(event('tts_speaking'));
    expect(assistant.last()).toMatchObject({ phase: 'speaking', answer: null });
    const other = onPeripheral();
    other.hear(snapshot(texts), event('idle'), event('tts_speaking'));
    expect(other.last()).toMatchObject({ phase: 'speaking', answer: null });
  });

  it('go on counting over a lost link', () => {
    const assistant = ready();
    assistant.hear(...asked('time'), ...spoken('Seven.'));
    assistant.gone();
    assistant.hear(snapshot(), ...asked('time'), ...spoken('Seven.'));
    expect(assistant.last()?.answer?.turn).toBe(2);
  });
});

describe('an error', () => {
  it('is shown for a while, whether the assistant goes idle or says nothing more [REL-LVA-ERROR]', () => {
    for (const after of [[], [event('idle')]]) {
      const assistant = ready();
      assistant.hear(...asked('time'), event('pipeline_error'), ...after);
      expect(assistant.last()).toMatchObject({ phase: 'error', cause: null, problem: null, voice: 'off' });
      assistant.wait(3_999);
      expect(assistant.last()?.phase).toBe('error');
      assistant.wait(1);
      expect(assistant.last()?.phase).toBe('ready');
      expect(assistant.isWaiting()).toBe(false);
    }
  });

  it('gives way to the next turn, and has the assistant’s words if it has some', () => {
    const assistant = ready();
    assistant.hear(event('pipeline_error', { reason: 'no\ntext' }));
    expect(assistant.last()).toMatchObject({ phase: 'error', cause: 'no text' });
    assistant.hear(event('listening'));
    expect(assistant.last()).toMatchObject({ phase: 'listening', cause: null });
    expect(assistant.isWaiting()).toBe(false);
  });
});

describe('Home Assistant', () => {
  it('that is not connected is said, until it is', () => {
    const assistant = onPeripheral();
    assistant.hear(snapshot({ ha_connected: false }));
    expect(assistant.last()).toMatchObject({ phase: 'error', problem: 'no-home-assistant' });
    assistant.hear(event('zeroconf', { status: 'getting_started' }));
    expect(assistant.last()?.phase).toBe('error');
    assistant.hear(event('zeroconf', { status: 'connected' }));
    expect(assistant.last()).toMatchObject({ phase: 'ready', problem: null });
    assistant.hear(...asked('time'), event('disconnected'));
    expect(assistant.last()).toMatchObject({ phase: 'error', problem: 'no-home-assistant' });
    // A turn can't begin without it.
    assistant.hear(event('wake_word_detected'));
    expect(assistant.last()).toMatchObject({ phase: 'listening', problem: null });
  });
});

describe('a timer', () => {
  it('that runs out is a notice until the next turn, and the same one while it goes on ringing', () => {
    const assistant = ready();
    const ringing = (id: string, name: string | null) => event('timer_ringing', { id, name, seconds_left: 0 });
    assistant.hear(ringing('a', 'tea'), ringing('a', 'tea'));
    const notice = { kind: 'notification', text: 'tea', number: 1, isHeld: false, isAside: false };
    expect(assistant.last()).toMatchObject({ phase: 'ready', notice });
    assistant.hear(ringing('b', null));
    expect(assistant.last()?.notice).toMatchObject({ text: '', number: 2 });
    assistant.hear(event('listening'));
    expect(assistant.last()?.notice).toBeNull();
    assistant.hear(ringing('b', null));
    expect(assistant.last()?.notice).toMatchObject({ number: 3, isAside: true });
  });
});

describe('commands', () => {
  it('mute and unmute, acknowledged by the change', () => {
    const assistant = ready();
    assistant.ask({ command: 'set_monitoring', args: { on: false } }, '7');
    expect(assistant.frames).toEqual([{ command: 'mute_mic' }]);
    expect(assistant.acks()).toEqual([]);
    assistant.hear(event('muted', { muted: true }));
    expect(assistant.acks()).toEqual([{ id: '7', rejection: null }]);
    assistant.ask({ command: 'set_monitoring', args: { on: true } }, '8');
    expect(assistant.frames.at(-1)).toEqual({ command: 'unmute_mic' });
  });

  it('that change nothing are not sent, and done', () => {
    const assistant = ready();
    assistant.ask({ command: 'set_monitoring', args: { on: true } });
    expect(assistant.frames).toEqual([]);
    expect(assistant.acks()).toEqual([{ id: '1', rejection: null }]);
  });

  it('stop the speech, acknowledged by its end', () => {
    const assistant = ready();
    assistant.hear(...asked('time'), ...spoken('Seven.'));
    assistant.ask({ command: 'stop_tts' });
    expect(assistant.frames).toEqual([{ command: 'stop_pipeline' }]);
    assistant.hear(event('tts_finished'));
    expect(assistant.acks()).toEqual([{ id: '1', rejection: null }]);
  });

  it('begin a turn where it would not be ignored', () => {
    const assistant = ready();
    assistant.ask({ command: 'start_listening' });
    expect(assistant.frames).toEqual([{ command: 'start_listening' }]);
    assistant.hear(event('listening'));
    expect(assistant.acks()).toEqual([{ id: '1', rejection: null }]);
    assistant.ask({ command: 'start_listening' }, '2');
    expect(assistant.acks().at(-1)).toMatchObject({ id: '2', rejection: { code: 'busy' } });
    assistant.hear(event('idle'), event('muted', { muted: true }));
    assistant.ask({ command: 'start_listening' }, '3');
    expect(assistant.acks().at(-1)).toMatchObject({ id: '3', rejection: { code: 'unavailable' } });
    expect(assistant.frames).toHaveLength(1);
  });

  it('set the volume, which the assistant tells where it is another', () => {
    const assistant = ready();
    assistant.ask({ command: 'set_volume', args: { level: 0.25 } });
    expect(assistant.frames).toEqual([{ command: 'set_volume', data: { volume: 0.25 } }]);
    assistant.hear(event('volume_changed', { volume: 0.25 }), event('volume_muted', { muted: true }));
    expect(assistant.last()).toMatchObject({ volume: 0.25, muted: true });
  });
});

describe('whatever comes', () => {
  const names = fc.constantFrom(
    ...['snapshot', 'wake_word_detected', 'listening', 'stt_text', 'thinking', 'tts_text', 'tts_speaking'],
    ...['tts_finished', 'idle', 'pipeline_error', 'disconnected', 'zeroconf', 'muted', 'volume_changed'],
    ...['volume_muted', 'timer_ringing', '__proto__', 'constructor', 'unknown'],
  );
  const steps = fc.array(fc.tuple(names, fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.jsonValue())));

  it('never throws, and leaves no failure for ever and no timer afterwards [REL-LVA-NOISE]', () => {
    fc.assert(
      fc.property(steps, (each) => {
        const assistant = onPeripheral();
        assistant.hear(snapshot());
        for (const [name, data] of each) assistant.hear(JSON.stringify({ event: name, data }) ?? event(name));
        assistant.wait(4_000);
        expect(assistant.isWaiting()).toBe(false);
        for (const { answer, voice, phase } of assistant.reports()) {
          expect(answer?.text).not.toBe('');
          expect(voice).toBe(phase === 'speaking' ? 'on' : 'off');
        }
      }),
    );
  });

  it('a repeated frame tells nothing new', () => {
    const assistant = onPeripheral();
    for (const line of RECORDING) {
      if (!('frame' in line) || line.frame.includes('snapshot')) continue;
      assistant.hear(snapshot(), line.frame);
      const told = assistant.events.length;
      assistant.hear(line.frame);
      expect(assistant.events.length, line.frame).toBe(told);
    }
  });
});
