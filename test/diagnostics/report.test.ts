import { describe, expect, it } from 'vitest';
import { reportText } from '../../src-main/diagnostics/report.ts';
import type { Happening } from '../../src-shared/diagnostics-contract.ts';
import { diagnosticsView, numbers } from './views.ts';

describe('the report', () => {
  it('says what the window shows', () => {
    expect(reportText(diagnosticsView())).toBe(`Asystent Overlay – Diagnostics
2030-01-01T12:00:00.000Z
Overlay 1.2.3 · Electron 33.4.11 · Chromium 130.0 · Node.js 20.18.3 · linux x64
Running for 1 h 2 min

This computer
  Connection: WebSocket, port 6001
  Connected for: 1 min 5 s
  Connections: 3 of 4 attempts
  Interruptions: closed by the assistant 1, connection lost 1
  Frames received: 12,345
  Frames sent: 7
  Frames merged: 8
  Frames dropped: 9
  Data received: 2.5 MB
  Data sent: 999 B
  HTTP polls: answered 5, failed 2
  Commands: sent 2, done 1, no answer 1
  Ping: 0.5 ms · mean 1.5 ms
  Paint delay: 11.3 ms · mean 10 ms

Windows
  X server: X server 21.1.7
  Transparency: drawn as such
  Clicks: pass through the bubble
  Guard: on
  Click-through restored: 1,234
  Raised again: 2

Processes
  Main, 10: 0.3%, 120 MB
  Bubble, Buttons, 11: –, 80 MB

Events
  2030-01-01T11:59:58.007Z This computer: Connected over WebSocket, port 6001
  2030-01-01T11:59:59.000Z Kitchen: Interrupted: connection lost (code 1006)
  2030-01-01T12:00:00.000Z This computer: Command set_monitoring: no answer
`);
  });

  it('says which problems are known, and what to do about them', () => {
    const problems = [
      { name: 'old-xwayland', source: null },
      { name: 'input-shape', source: 'https://example.org/1' },
    ] as const;
    expect(reportText(diagnosticsView({ problems }))).toContain(`Running for 1 h 2 min

Known problems
  Clicks on the bubble do not reach Wayland windows below it. That needs XWayland 24.1 or newer.
  On X11, this version of Electron makes the bubble take clicks. The overlay undoes that; you need not do anything. (https://example.org/1)

This computer
`);
  });

  it('says it in Polish', () => {
    const text = reportText(diagnosticsView({ language: 'pl' }));
    for (const line of [
      'Asystent Overlay – Diagnostyka',
      'Działa od 1 godz. 2 min',
      '  Połączenie: WebSocket, port 6001',
      '  Nawiązane połączenia: 3 (prób: 4)',
      '  Przerwy: zamknięte przez asystenta: 1, utrata połączenia: 1',
      '  Dane odebrane: 2,5 MB',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('says what is not there', () => {
    const text = reportText(diagnosticsView({ clients: [numbers()], windows: null, events: [] }));
    expect(text).not.toContain('Windows');
    for (const line of [
      'Connection: none',
      'Connected for: –',
      'Interruptions: none',
      'Commands: none',
      'Ping: none',
      'Nothing has happened yet.',
    ]) {
      expect(text).toContain(`\n  ${line}\n`);
    }
  });

  it('has words for everything that happens', () => {
    const happenings: readonly Happening[] = [
      { kind: 'live', transport: 'polling', port: 5001 },
      { kind: 'ended', reason: 'silent', cause: null },
      { kind: 'unreachable' },
      { kind: 'denied', denial: 'wrong-key' },
      { kind: 'phase', phase: 'listening' },
      { kind: 'command', command: 'set_volume', outcome: 'sent' },
    ];
    const events = happenings.map((happening, number) => ({ number, atEpochMs: 0, client: null, happening }));
    const lines = reportText(diagnosticsView({ events })).trim().split('\n').slice(-happenings.length);
    expect(lines.map((line) => line.replace(/^.*computer: /, ''))).toEqual([
      'Connected over HTTP, port 5001',
      'Interrupted: no sign of life',
      'No answer',
      'The assistant refused the key',
      'Listening…',
      'Command set_volume: sent',
    ]);
  });
});
