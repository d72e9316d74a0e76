import { createCounters, numbersOf } from '../../src-main/diagnostics/counters.ts';
import type { ClientNumbers, DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';

/** The counts of a client: those at first, with the given ones. */
export function numbers(changes: Partial<ClientNumbers> = {}): ClientNumbers {
  return { ...numbersOf('local', null, createCounters(), 0), ...changes };
}

/** The view of the diagnostics page, with one client that is live. */
export function diagnosticsView(changes: Partial<DiagnosticsView> = {}): DiagnosticsView {
  return {
    language: 'en',
    atEpochMs: Date.UTC(2030, 0, 1, 12, 0, 0),
    runningForMs: 3_725_000,
    windows: {
      server: { version: '21.1.7', isXWayland: false, isComposited: true, passesClicks: true },
      guard: { isOn: true, repairs: 1_234, raises: 2 },
    },
    versions: { overlay: '1.2.3', electron: '33.4.11', chromium: '130.0', node: '20.18.3', system: 'linux x64' },
    problems: [],
    clients: [
      numbers({
        transport: 'socket',
        port: 6001,
        liveForMs: 65_000,
        attempts: 4,
        connections: 3,
        ends: { closed: 1, lost: 1, greeting: 0, silent: 0, requested: 0 },
        framesIn: 12_345,
        framesOut: 7,
        framesCoalesced: 8,
        framesDropped: 9,
        bytesIn: 2_500_000,
        bytesOut: 999,
        polls: { ok: 5, failed: 2, aborted: 0 },
        pings: 3,
        pongs: 2,
        pingLastMs: 0.5,
        pingTotalMs: 3,
        commandsSent: 2,
        commands: { done: 1, rejected: 0, refused: 0, unanswered: 1 },
        paints: 4,
        paintLastMs: 11.25,
        paintTotalMs: 40,
      }),
    ],
    processes: [
      { pid: 10, kind: 'main', pages: [], service: '', cpuPercent: 0.25, memoryBytes: 120_000_000 },
      { pid: 11, kind: 'page', pages: ['bubble', 'controls'], service: '', cpuPercent: null, memoryBytes: 80_000_000 },
    ],
    events: [
      {
        number: 1,
        atEpochMs: Date.UTC(2030, 0, 1, 11, 59, 58, 7),
        client: null,
        happening: { kind: 'live', transport: 'socket', port: 6001 },
      },
      {
        number: 2,
        atEpochMs: Date.UTC(2030, 0, 1, 11, 59, 59),
        client: 'Kitchen',
        happening: { kind: 'ended', reason: 'lost', cause: 'code 1006' },
      },
      {
        number: 3,
        atEpochMs: Date.UTC(2030, 0, 1, 12, 0, 0),
        client: null,
        happening: { kind: 'command', command: 'set_monitoring', outcome: 'unanswered' },
      },
    ],
    ...changes,
  };
}
