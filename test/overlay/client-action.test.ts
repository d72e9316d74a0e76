import { describe, expect, it } from 'vitest';
import { clientAction } from '../../src-main/overlay/client-action.ts';
import { status } from './events.ts';

const frame = (action: ReturnType<typeof status>['action'], transport: 'socket' | 'polling' = 'socket') =>
  clientAction({ kind: 'status', status: status({ action }), transport, port: 6001 });

describe('what the client asks of the overlay', () => {
  it('is done for what is pushed', () => {
    expect(frame('open_settings')).toBe('open_settings');
    expect(frame('toggle_visibility')).toBe('toggle_visibility');
    expect(frame(null)).toBeNull();
  });

  it('is not done for polls, which repeat what was asked once', () => {
    expect(frame('toggle_visibility', 'polling')).toBeNull();
  });

  it('is never to quit', () => {
    expect(frame('quit')).toBeNull();
  });

  it('is nothing in other events', () => {
    expect(clientAction({ kind: 'socket-closed' })).toBeNull();
    expect(clientAction({ kind: 'unreachable' })).toBeNull();
  });
});
