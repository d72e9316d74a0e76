import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src-renderer/controls/buttons.ts';
import { BUTTONS_MAX } from '../../../src-shared/geometry.ts';
import type { OverlayState } from '../../../src-shared/overlay-state.ts';
import { ASSISTANT, offering } from '../../assistant.ts';
import { stateWith } from '../states.ts';

describe('the buttons', () => {
  it('are monitoring alone, and stop to the left of it while something is spoken', () => {
    expect(buttonsOf(stateWith()).map((button) => button.id)).toEqual(['toggle_monitoring']);
    const speaking = buttonsOf(stateWith({ phase: 'speaking', stopTts: 'enabled' }));
    expect(speaking.map((button) => button.id)).toEqual(['stop_tts', 'toggle_monitoring']);
  });

  it.each([
    [true, 'Wyłącz nasłuch słowa wybudzającego', 'Turn off wake word', 'microphone'],
    [null, 'Wyłącz nasłuch słowa wybudzającego', 'Turn off wake word', 'microphone'],
    [false, 'Włącz nasłuch słowa wybudzającego', 'Turn on wake word', 'crossed-microphone'],
  ])('are named after what a press does, and show what is: with monitoring %s', (monitoring, pl, en, picture) => {
    expect(buttonsOf(stateWith({ monitoring, language: 'pl' }))[0]).toMatchObject({ name: pl, title: pl, picture });
    expect(buttonsOf(stateWith({ monitoring, language: 'en' }))[0]).toMatchObject({ name: en, title: en, picture });
  });

  it.each([
    ['pending', 'Waiting for the assistant…', 'Czekam na asystenta…'],
    [
      'polling',
      'Not available: the assistant answers over HTTP only, and commands need the WebSocket',
      'Niedostępne: asystent odpowiada teraz przez HTTP, a polecenia działają tylko przez WebSocket',
    ],
    ['offline', 'Not available: the assistant is not connected', 'Niedostępne: brak połączenia z asystentem'],
  ] as const)('are disabled while %s, keep their name and say why', (state, en, pl) => {
    const inEnglish = buttonsOf(stateWith({ toggleMonitoring: state, stopTts: state }));
    for (const button of inEnglish) {
      expect(button).toMatchObject({ disabled: true, title: en, pending: state === 'pending' });
    }
    expect(inEnglish.map((button) => button.name)).toEqual(['Stop speaking', 'Turn off wake word']);
    expect(buttonsOf(stateWith({ toggleMonitoring: state, language: 'pl' }))[0]?.title).toBe(pl);
  });

  it('are, with a client that offers more, talking where the speech is stopped, and what opens the panel', () => {
    const ids = (differences: Partial<OverlayState>) =>
      buttonsOf(stateWith({ assistant: ASSISTANT, ...differences })).map(({ id }) => id);
    expect(ids({})).toEqual(['start_listening', 'panel', 'toggle_monitoring']);
    expect(ids({ phase: 'speaking', stopTts: 'enabled' })).toEqual(['stop_tts', 'panel', 'toggle_monitoring']);
    expect(ids({ assistant: offering('send_text') })).toEqual(['panel', 'toggle_monitoring']);
    expect(ids({ assistant: offering('start_listening') })).toEqual(['start_listening', 'toggle_monitoring']);
    expect(ids({ assistant: offering('set_setting') })).toEqual(['toggle_monitoring']);
  });

  it('are never more than the pill has room for', () => {
    for (const stopTts of [null, 'enabled'] as const) {
      expect(buttonsOf(stateWith({ assistant: ASSISTANT, stopTts })).length).toBeLessThanOrEqual(BUTTONS_MAX);
    }
  });

  it('never have another one come between them and the end, whatever goes on with a client', () => {
    for (const assistant of [ASSISTANT, offering('set_volume'), offering('start_listening')]) {
      const still = buttonsOf(stateWith({ assistant })).map(({ id }) => id);
      const speaking = buttonsOf(stateWith({ assistant, stopTts: 'enabled' })).map(({ id }) => id);
      const kept = still.filter((id) => id !== 'start_listening');
      expect(speaking.slice(-kept.length)).toEqual(kept);
    }
  });

  it('send what they are there for, and one of them opens the panel', () => {
    const requests = buttonsOf(stateWith({ assistant: ASSISTANT })).map(({ request }) => request);
    expect(requests).toEqual([{ command: 'start_listening' }, null, { command: 'toggle_monitoring' }]);
  });

  it('say why talking is not possible', () => {
    const commands = { ...ASSISTANT.commands, start_listening: 'pending' } as const;
    const [talk] = buttonsOf(stateWith({ assistant: { ...ASSISTANT, commands } }));
    expect(talk).toMatchObject({ name: 'Talk to the assistant', title: 'Waiting for the assistant…', pending: true });
  });

  it('can be pressed when the command can be carried', () => {
    expect(buttonsOf(stateWith())[0]).toMatchObject({ disabled: false, pending: false });
  });
});
