import { describe, expect, it } from 'vitest';
import { afterPress, afterTyping, nextScene, noteOf, type Scene } from '../../../src-renderer/panel/scene.ts';
import type { CommandRequest, CommandState } from '../../../src-shared/commands.ts';
import type { Detail, OverlayState } from '../../../src-shared/overlay-state.ts';
import { translator } from '../../../src-shared/strings.ts';
import { ASSISTANT, EVERY_COMMAND, offering } from '../../assistant.ts';
import { stateWith } from '../states.ts';

const TEXT: CommandRequest = { command: 'send_text', args: { text: 'What time is it?' } };
const en = translator('en');

const live = (send_text: CommandState = 'enabled', differences: Partial<OverlayState> = {}) =>
  stateWith({ assistant: ASSISTANT, commands: { ...EVERY_COMMAND, send_text }, ...differences });
const rejected = (command: CommandRequest['command'], code: 'busy' | 'failed' = 'busy', message = ''): Detail => ({
  kind: 'command-rejected',
  code,
  message,
  command,
  key: null,
});
const play = (scene: Scene, ...states: readonly OverlayState[]) =>
  states.reduce<Scene>((last, state) => nextScene(last, state), scene);
const open = () => nextScene(null, live());

describe('a text', () => {
  it('that the client has taken ends the panel', () => {
    const given = afterPress(open(), TEXT);
    expect(given.text).toBe('given');
    const underWay = play(given, live(), live('pending'));
    expect(underWay).toMatchObject({ text: 'under-way', isDone: false });
    expect(play(underWay, live())).toMatchObject({ text: null, isDone: true, failure: null });
  });

  it.each<readonly [string, OverlayState]>([
    ['refused', live('enabled', { detail: rejected('send_text') })],
    [
      'not answered',
      live('enabled', { detail: { kind: 'command-failed', reason: 'unanswered', command: 'send_text', key: null } }),
    ],
    ['cut off', stateWith({ assistant: null, transport: 'none' })],
  ])('that is %s leaves the panel open', (_how, state) => {
    const after = play(afterPress(open(), TEXT), live('pending'), state);
    expect(after).toMatchObject({ text: null, isDone: false });
    expect(noteOf(after, en)).not.toBe(noteOf(open(), en));
  });

  it('is not taken for the one before it, which has failed', () => {
    const failed = play(afterPress(open(), TEXT), live('pending'), live('enabled', { detail: rejected('send_text') }));
    const again = play(afterPress(failed, TEXT), live('enabled', { detail: rejected('send_text') }));
    expect(again.text).toBe('given');
    expect(play(again, live('pending'), live()).isDone).toBe(true);
  });

  it('that is under way while something else fails is still taken', () => {
    const volumeFailed = live('enabled', { detail: rejected('set_volume') });
    expect(play(afterPress(open(), TEXT), live('pending'), volumeFailed).isDone).toBe(true);
  });
});

describe('the button to talk', () => {
  it('ends the panel as soon as the assistant listens', () => {
    const pressed = afterPress(open(), { command: 'start_listening' });
    expect(play(pressed, live()).isDone).toBe(false);
    expect(play(pressed, live('enabled', { phase: 'listening' })).isDone).toBe(true);
  });

  it('that was pressed in vain does not any more', () => {
    const talking = (start_listening: CommandState, differences: Partial<OverlayState> = {}) =>
      stateWith({ assistant: ASSISTANT, commands: { ...EVERY_COMMAND, start_listening }, ...differences });
    const busy = { detail: rejected('start_listening') };
    const refused = play(
      afterPress(open(), { command: 'start_listening' }),
      talking('pending'),
      talking('enabled', busy),
    );
    expect(play(refused, talking('enabled', { phase: 'listening' })).isDone).toBe(false);
    // The outcome of the press before is not that of this one.
    const again = play(
      afterPress(refused, { command: 'start_listening' }),
      talking('enabled', busy),
      talking('pending'),
    );
    expect(play(again, talking('enabled', { phase: 'listening' })).isDone).toBe(true);
  });

  it('that was not pressed does not: the wake word does not take the panel away', () => {
    expect(play(open(), live('enabled', { phase: 'listening' })).isDone).toBe(false);
  });
});

describe('a client that goes away', () => {
  it('leaves what it offered to be seen, out of reach', () => {
    const gone = play(open(), stateWith({ assistant: null, transport: 'none' }));
    expect(gone.assistant).toEqual(ASSISTANT);
    expect(gone.commands).toMatchObject({ send_text: 'offline', set_volume: 'offline', start_listening: 'offline' });
    expect(noteOf(gone, en)).toBe('Not connected. What you typed stays here.');
  });

  it('and is still reached over HTTP says so', () => {
    const scene = nextScene(nextScene(null, stateWith(offering('send_text'))), {
      ...stateWith(),
      transport: 'polling',
    });
    expect(scene.commands).toMatchObject({ send_text: 'polling', set_volume: null });
    expect(noteOf(scene, en)).toBe('HTTP only for now, and commands need the WebSocket.');
  });

  it('and comes back is as it was', () => {
    const back = play(open(), stateWith({ assistant: null }), live());
    expect(back).toEqual(open());
  });
});

describe('the line below', () => {
  it('says what the keys do, with what is there', () => {
    expect(noteOf(open(), en)).toBe('Enter sends · ↑ recalls · Esc closes');
    expect(noteOf(nextScene(null, stateWith(offering('set_volume'))), en)).toBe('Esc closes');
  });

  it('says what went wrong, in the user’s language where there are words, until the user does something new', () => {
    const failed = play(open(), live('enabled', { detail: rejected('set_volume') }), live());
    expect(noteOf(failed, en)).toBe('The assistant is busy');
    expect(noteOf(failed, translator('pl'))).toBe('Asystent jest zajęty');
    expect(noteOf(afterTyping(failed), en)).toBe(noteOf(open(), en));
    expect(noteOf(afterPress(failed, { command: 'set_muted', args: { muted: true } }), en)).toBe(noteOf(open(), en));
    const told = play(open(), live('enabled', { detail: rejected('set_muted', 'failed', 'No sound card') }));
    expect(noteOf(told, en)).toBe('No sound card');
  });

  it('says nothing of what was done elsewhere', () => {
    const elsewhere = play(open(), live('enabled', { detail: rejected('set_setting') }));
    expect(noteOf(elsewhere, en)).toBe(noteOf(open(), en));
  });
});
