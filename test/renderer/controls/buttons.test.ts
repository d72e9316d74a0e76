import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src-renderer/controls/buttons.ts';
import { stateWith } from '../states.ts';

describe('the buttons', () => {
  it('are monitoring alone, and stop to the left of it while something is spoken', () => {
    expect(buttonsOf(stateWith()).map((button) => button.command)).toEqual(['toggle_monitoring']);
    const speaking = buttonsOf(stateWith({ phase: 'speaking', stopTts: 'enabled' }));
    expect(speaking.map((button) => button.command)).toEqual(['stop_tts', 'toggle_monitoring']);
  });

  it.each([
    [true, 'Wyłącz nasłuch', 'Pause monitoring', 'pause-monitoring'],
    [null, 'Wyłącz nasłuch', 'Pause monitoring', 'pause-monitoring'],
    [false, 'Włącz nasłuch', 'Resume monitoring', 'resume-monitoring'],
  ])('are named after what a press does: with monitoring %s', (monitoring, pl, en, picture) => {
    expect(buttonsOf(stateWith({ monitoring, language: 'pl' }))[0]).toMatchObject({ name: pl, title: pl, picture });
    expect(buttonsOf(stateWith({ monitoring, language: 'en' }))[0]).toMatchObject({ name: en, title: en, picture });
  });

  it.each([
    ['pending', 'Waiting for the assistant…', 'Czekam na asystenta…'],
    [
      'polling',
      'Not available: the assistant now answers over HTTP only, and commands need its socket',
      'Niedostępne: asystent odpowiada teraz tylko przez HTTP, a polecenia wymagają gniazda',
    ],
    ['offline', 'Not available: the assistant is not connected', 'Niedostępne: brak połączenia z asystentem'],
  ] as const)('are disabled while %s, keep their name and say why', (state, en, pl) => {
    const inEnglish = buttonsOf(stateWith({ toggleMonitoring: state, stopTts: state }));
    for (const button of inEnglish) {
      expect(button).toMatchObject({ disabled: true, title: en, pending: state === 'pending' });
    }
    expect(inEnglish.map((button) => button.name)).toEqual(['Stop speaking', 'Pause monitoring']);
    expect(buttonsOf(stateWith({ toggleMonitoring: state, language: 'pl' }))[0]?.title).toBe(pl);
  });

  it('can be pressed when the command can be carried', () => {
    expect(buttonsOf(stateWith())[0]).toMatchObject({ disabled: false, pending: false });
  });
});
