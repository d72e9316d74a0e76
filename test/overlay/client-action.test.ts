import { describe, expect, it } from 'vitest';
import { requestedAction } from '../../src-main/overlay/client-action.ts';
import type { OverlayEvent } from '../../src-main/overlay/model.ts';
import { status } from './events.ts';

type Action = ReturnType<typeof status>['action'];

function frame(action: Action, transport: 'socket' | 'polling' = 'socket'): OverlayEvent {
  return { kind: 'status', status: status({ action }), transport, port: 6001 };
}

function setup(mayQuit = false, isSnoozed = false) {
  const snooze = isSnoozed ? { untilMs: 1, untilEpochMs: 1 } : null;
  let nowMs = 0;
  let actedAtMs = Number.NEGATIVE_INFINITY;
  return {
    actionOf(event: OverlayEvent) {
      const action = requestedAction(event, { snooze }, { mayQuit }, actedAtMs, nowMs);
      if (action !== null) actedAtMs = nowMs;
      return action;
    },
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('what the client asks of the overlay', () => {
  it.each(['open_settings', 'toggle_visibility'] as const)('is done for what is pushed: %s', (action) => {
    expect(setup().actionOf(frame(action))).toBe(action);
    expect(setup().actionOf(frame(null))).toBeNull();
  });

  it('is not done for polls, which repeat what was asked once', () => {
    expect(setup().actionOf(frame('toggle_visibility', 'polling'))).toBeNull();
  });

  it('is to quit only if the user allows it [SEC-ACTION]', () => {
    expect(setup(false).actionOf(frame('quit'))).toBeNull();
    expect(setup(true).actionOf(frame('quit'))).toBe('quit');
  });

  it('does not bring back an overlay that the user has paused', () => {
    expect(setup(false, true).actionOf(frame('toggle_visibility'))).toBeNull();
    expect(setup(false, true).actionOf(frame('open_settings'))).toBe('open_settings');
  });

  it('is done once a second at most [SEC-ACTION]', () => {
    const { actionOf, pass } = setup();
    expect(actionOf(frame('open_settings'))).toBe('open_settings');
    pass(999);
    expect(actionOf(frame('open_settings'))).toBeNull();
    expect(actionOf(frame('toggle_visibility'))).toBeNull();
    pass(1);
    expect(actionOf(frame('open_settings'))).toBe('open_settings');
  });

  it('that is refused does not keep out what is not', () => {
    const { actionOf } = setup(false);
    expect(actionOf(frame('quit'))).toBeNull();
    expect(actionOf(frame('toggle_visibility'))).toBe('toggle_visibility');
  });

  it('is nothing in other events', () => {
    expect(setup().actionOf({ kind: 'socket-closed' })).toBeNull();
    expect(setup().actionOf({ kind: 'unreachable' })).toBeNull();
  });
});
