import { describe, expect, it } from 'vitest';
import { afterSending, afterState, NOTHING_TYPED, type Typing } from '../../src-main/overlay/typed-texts.ts';
import type { CommandState } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { TYPED_TEXTS_MAX } from '../../src-shared/panel-contract.ts';
import { ASSISTANT, EVERY_COMMAND } from '../assistant.ts';
import { stateWith } from '../renderer/states.ts';

const all = (...texts: readonly string[]) => texts.reduce(afterSending, NOTHING_TYPED).typed.sent;

it('remembers the last ten, the newest last', () => {
  const texts = Array.from({ length: TYPED_TEXTS_MAX + 3 }, (_, index) => `text ${index}`);
  expect(all(...texts)).toEqual(texts.slice(3));
});

it('remembers a text that is sent again right away once', () => {
  expect(all('a', 'b', 'b', 'a')).toEqual(['a', 'b', 'a']);
});

describe('the draft', () => {
  const live = (send_text: CommandState, differences: Partial<OverlayState> = {}) =>
    stateWith({ assistant: ASSISTANT, commands: { ...EVERY_COMMAND, send_text }, ...differences });
  const withDraft = ({ typed, delivery }: Typing, draft: string): Typing => ({ typed: { ...typed, draft }, delivery });
  const sent = afterSending(withDraft(NOTHING_TYPED, ' Hello '), 'Hello');
  const draftAfter = (typing: Typing, ...states: readonly OverlayState[]) =>
    states.reduce(afterState, typing).typed.draft;

  it('is still there while the text is on its way, and gone when the client has taken it', () => {
    expect(draftAfter(sent)).toBe(' Hello ');
    expect(draftAfter(sent, live('enabled'), live('pending'))).toBe(' Hello ');
    expect(draftAfter(sent, live('enabled'), live('pending'), live('enabled'))).toBe('');
  });

  it('is gone also when main had to clean it before it was sent', () => {
    const cleaned = afterSending(withDraft(NOTHING_TYPED, 'cafe\u0301\u202e'), 'caf\u00e9');
    expect(draftAfter(cleaned, live('pending'), live('enabled'))).toBe('');
  });

  it.each<readonly [string, OverlayState]>([
    [
      'refused',
      live('enabled', {
        detail: { kind: 'command-rejected', code: 'busy', message: '', command: 'send_text', key: null },
      }),
    ],
    [
      'not answered',
      live('enabled', { detail: { kind: 'command-failed', reason: 'unanswered', command: 'send_text', key: null } }),
    ],
    ['cut off', stateWith({ assistant: null, transport: 'none' })],
  ])('is still there when the text is %s', (_how, state) => {
    expect(draftAfter(sent, live('pending'), state, live('enabled'))).toBe(' Hello ');
  });

  it('that was typed since then is not what was sent', () => {
    expect(draftAfter(withDraft(sent, 'And'), live('pending'), live('enabled'))).toBe('And');
  });

  it('is not touched by what was sent and taken before', () => {
    const taken = [live('pending'), live('enabled')].reduce(afterState, sent);
    expect(draftAfter(withDraft(taken, 'Hello'), live('pending'), live('enabled'))).toBe('Hello');
  });
});
