import { describe, expect, it } from 'vitest';
import { standingText } from '../../../src-renderer/settings/standing.tsx';
import type { ClientState, Standing } from '../../../src-shared/client-state.ts';
import { translator } from '../../../src-shared/strings.ts';

const NOW = new Date(2026, 2, 5, 9, 30).getTime();

function text(standing: Standing, since: Date): string {
  const client: Pick<ClientState, 'standing' | 'sinceEpochMs' | 'addresses'> = {
    standing,
    sinceEpochMs: since.getTime(),
    addresses: { socket: ['127.0.0.1:6001', '127.0.0.1:6000'], http: ['127.0.0.1:5001'] },
  };
  return standingText(client, 'pl', translator('pl'), NOW);
}

describe('how a client stands', () => {
  it('since a time of today', () => {
    const today = new Date(2026, 2, 5, 8, 15);
    expect(text({ kind: 'socket', port: 6000 }, today)).toBe('Połączono przez WebSocket, 127.0.0.1:6000, od 08:15.');
    expect(text({ kind: 'looking' }, today)).toBe('Szukam go pod 127.0.0.1:6001, 127.0.0.1:6000, 127.0.0.1:5001…');
  });

  it('by a broker, which is no WebSocket', () => {
    const standing: Standing = { kind: 'socket', port: 1883 };
    const client = { standing, sinceEpochMs: NOW, addresses: { socket: ['127.0.0.1:1883'], http: [] } };
    const said = standingText(client, 'en', translator('en'), NOW, 'mqtt');
    expect(said).toMatch(/^Connected to the broker, 127\.0\.0\.1:1883, since /);
  });

  it('since another day: the overlay may run for weeks', () => {
    const lastNight = new Date(2026, 2, 4, 9, 40);
    expect(text({ kind: 'missing' }, lastNight)).toMatch(/^Od 4 mar 2026, 09:40 nic nie odpowiada pod /);
  });
});
