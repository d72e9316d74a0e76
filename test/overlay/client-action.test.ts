import { describe, expect, it } from 'vitest';
import type { Action } from '../../src-main/assistants/assistant.ts';
import { requestedAction } from '../../src-main/overlay/client-action.ts';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';

const asks = (action: Action): OverlayEvent => ({ kind: 'action', action });

function setup(mayQuit = false, isPresenting = false) {
  const presenting = isPresenting ? { end: null } : null;
  let nowMs = 0;
  let actedAtMs = Number.NEGATIVE_INFINITY;
  return {
    actionOf(event: OverlayEvent) {
      const action = requestedAction(event, { presenting }, { mayQuit }, actedAtMs, nowMs);
      if (action !== null) actedAtMs = nowMs;
      return action;
    },
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('what the assistant asks of the overlay', () => {
  it.each(['open_settings', 'toggle_visibility'] as const)('is done: %s', (action) => {
    expect(setup().actionOf(asks(action))).toBe(action);
  });

  it('is to quit only if the user allows it [SEC-ACTION]', () => {
    expect(setup(false).actionOf(asks('quit'))).toBeNull();
    expect(setup(true).actionOf(asks('quit'))).toBe('quit');
  });

  it('does not bring back an overlay that the user has paused', () => {
    expect(setup(false, true).actionOf(asks('toggle_visibility'))).toBeNull();
    expect(setup(false, true).actionOf(asks('open_settings'))).toBe('open_settings');
  });

  it('is done once a second at most [SEC-ACTION]', () => {
    const { actionOf, pass } = setup();
    expect(actionOf(asks('open_settings'))).toBe('open_settings');
    pass(999);
    expect(actionOf(asks('open_settings'))).toBeNull();
    expect(actionOf(asks('toggle_visibility'))).toBeNull();
    pass(1);
    expect(actionOf(asks('open_settings'))).toBe('open_settings');
  });

  it('that is refused does not keep out what is not', () => {
    const { actionOf } = setup(false);
    expect(actionOf(asks('quit'))).toBeNull();
    expect(actionOf(asks('toggle_visibility'))).toBe('toggle_visibility');
  });

  it('is nothing in other events', () => {
    expect(setup().actionOf({ kind: 'socket-closed' })).toBeNull();
    expect(setup().actionOf({ kind: 'unreachable' })).toBeNull();
  });
});
