import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src-renderer/controls/buttons.ts';
import type { CommandStates } from '../../../src-shared/commands.ts';
import { BUTTONS_MAX } from '../../../src-shared/geometry.ts';
import { EVERY_COMMAND, offering, VERSION_1 } from '../../assistant.ts';
import { stateWith } from '../states.ts';

describe('the buttons', () => {
  it('are monitoring alone, and stop to the left of it while something is spoken', () => {
    expect(buttonsOf(stateWith()).map((button) => button.id)).toEqual(['toggle_monitoring']);
    const speaking = buttonsOf(stateWith({ phase: 'speaking', commands: { ...VERSION_1, stop_tts: 'enabled' } }));
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
    const inEnglish = buttonsOf(stateWith({ commands: { ...VERSION_1, set_monitoring: state, stop_tts: state } }));
    for (const button of inEnglish) {
      expect(button).toMatchObject({ disabled: true, title: en, pending: state === 'pending' });
    }
    expect(inEnglish.map((button) => button.name)).toEqual(['Stop speaking', 'Turn off wake word']);
    expect(buttonsOf(stateWith({ commands: { ...VERSION_1, set_monitoring: state }, language: 'pl' }))[0]?.title).toBe(
      pl,
    );
  });

  it('are, with a client that offers more, talking where the speech is stopped, and what opens the panel', () => {
    const ids = (commands: CommandStates) => buttonsOf(stateWith({ commands })).map(({ id }) => id);
    expect(ids(EVERY_COMMAND)).toEqual(['start_listening', 'panel', 'toggle_monitoring']);
    expect(ids({ ...EVERY_COMMAND, stop_tts: 'enabled' })).toEqual(['stop_tts', 'panel', 'toggle_monitoring']);
    expect(ids(offering('send_text').commands)).toEqual(['panel', 'toggle_monitoring']);
    expect(ids(offering('start_listening').commands)).toEqual(['start_listening', 'toggle_monitoring']);
    expect(ids(offering('set_setting').commands)).toEqual(['toggle_monitoring']);
  });

  it('leave out what the client does not offer, be it all of them', () => {
    const ids = (commands: CommandStates) => buttonsOf(stateWith({ commands })).map(({ id }) => id);
    expect(ids({ ...EVERY_COMMAND, set_monitoring: null })).toEqual(['start_listening', 'panel']);
    expect(ids({ ...VERSION_1, set_monitoring: null })).toEqual([]);
  });

  it('are never more than the pill has room for', () => {
    for (const stop_tts of [null, 'enabled'] as const) {
      expect(buttonsOf(stateWith({ commands: { ...EVERY_COMMAND, stop_tts } })).length).toBeLessThanOrEqual(
        BUTTONS_MAX,
      );
    }
  });

  it('never have another one come between them and the end, whatever goes on with a client', () => {
    for (const commands of [EVERY_COMMAND, offering('set_volume').commands, offering('start_listening').commands]) {
      const still = buttonsOf(stateWith({ commands })).map(({ id }) => id);
      const speaking = buttonsOf(stateWith({ commands: { ...commands, stop_tts: 'enabled' } })).map(({ id }) => id);
      const kept = still.filter((id) => id !== 'start_listening');
      expect(speaking.slice(-kept.length)).toEqual(kept);
    }
  });

  it('send what they are there for, and one of them opens the panel', () => {
    const requests = buttonsOf(stateWith({ commands: EVERY_COMMAND })).map(({ request }) => request);
    const pause = { command: 'set_monitoring', args: { on: false } };
    expect(requests).toEqual([{ command: 'start_listening' }, null, pause]);
  });

  it('say why talking is not possible', () => {
    const [talk] = buttonsOf(stateWith({ commands: { ...EVERY_COMMAND, start_listening: 'pending' } }));
    expect(talk).toMatchObject({ name: 'Talk to the assistant', title: 'Waiting for the assistant…', pending: true });
  });

  it('can be pressed when the command can be carried', () => {
    expect(buttonsOf(stateWith())[0]).toMatchObject({ disabled: false, pending: false });
  });
});
