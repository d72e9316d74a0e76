import { availableParallelism } from 'node:os';
import { app, clipboard, webContents } from 'electron';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import {
  DIAGNOSTICS_CHANNEL,
  type DiagnosticsView,
  type ProcessNumbers,
} from '../../src-shared/diagnostics-contract.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { titleOf, translator } from '../../src-shared/strings.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { Clock } from '../runtime/clock.ts';
import { pageOf } from '../security/app-scheme.ts';
import { createDocumentWindow } from '../windows/document-window.ts';
import type { Rectangle } from '../windows/placement.ts';
import { createDiagnostics, type FollowedName } from './diagnostics.ts';
import { createMetricsEndpoint } from './metrics-endpoint.ts';
import { processNumbers } from './processes.ts';
import { reportText } from './report.ts';
import { createSampling } from './sampling.ts';

const WINDOW_SIZE = { width: 880, height: 760 };

export interface DiagnosticsSetup {
  readonly clock: Clock;
  readonly ipc: Registrar;
  /** The language in use. */
  readonly language: () => Language;
  /** The name of the profile; null: the default one, or one that has no name. */
  readonly profile: string | null;
  readonly windows: () => DiagnosticsView['windows'];
  readonly problems: () => DiagnosticsView['problems'];
  readonly log: (message: string) => void;
}

/** The settings that the diagnostics depend on. */
export interface DiagnosticsSettings {
  readonly clients: readonly FollowedName[];
  /** The port of the metrics endpoint; null: off. */
  readonly metricsPort: number | null;
  /** The clients' own ports, which the endpoint must not take. */
  readonly reserved: readonly number[];
}

export type DiagnosticsController = ReturnType<typeof setupDiagnostics>;

/** Start counting. Create the window, the samples and the endpoint only when the user wants them. */
export function setupDiagnostics(setup: DiagnosticsSetup) {
  const { clock, ipc, language, profile, windows, problems, log } = setup;
  const metricsStatus = createSignal<MetricsStatus>();
  const title = () => titleOf('diagnostics.title', profile, translator(language()));
  const diagnostics = createDiagnostics({
    nowMs: clock.nowMs,
    nowEpochMs: () => Date.now(),
    log,
    requestPaint(number) {
      for (const contents of webContents.getAllWebContents()) {
        if (pageOf(contents.getURL()) === 'bubble') contents.send(CHANNEL.paint, number);
      }
    },
  });
  let processes: readonly ProcessNumbers[] = [];

  const view = (): DiagnosticsView => ({
    language: language(),
    atEpochMs: Date.now(),
    runningForMs: process.uptime() * 1_000,
    versions: {
      overlay: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      system: `${process.platform} ${process.arch}`,
    },
    problems: problems(),
    clients: diagnostics.clients(),
    windows: windows(),
    processes,
    events: diagnostics.events(),
  });

  const setSampling = createSampling(clock, (isFirst) => {
    processes = sampleProcesses(isFirst);
    window.send(DIAGNOSTICS_CHANNEL.view, view());
  });
  const window = createDocumentWindow({
    clock,
    page: 'diagnostics',
    bounds: inTheMiddle,
    title,
    onSeen(seen) {
      diagnostics.setWatched(seen);
      setSampling(seen);
    },
    log,
  });
  ipc.on(DIAGNOSTICS_CHANNEL.ready, ({ reply }) => reply(DIAGNOSTICS_CHANNEL.view, view()));
  ipc.handle(DIAGNOSTICS_CHANNEL.copy, async () => {
    // Since Electron 44 a promise, which rejects when the system refuses.
    await clipboard.writeText(reportText(view()));
    return null;
  });
  ipc.on(CHANNEL.painted, (_, number) => diagnostics.onPainted(number));

  const endpoint = createMetricsEndpoint({
    // Nothing else loads prom-client.
    load: async () =>
      (await import('./metrics.ts')).createMetrics({
        version: app.getVersion(),
        startedEpochS: Date.now() / 1_000 - process.uptime(),
        clients: diagnostics.clients,
        processes: () => sampleProcesses(true),
      }),
    onStatus: metricsStatus.emit,
    log,
  });
  app.on('will-quit', () => {
    setSampling(false);
    endpoint.close();
  });

  return {
    observe: diagnostics.observe,
    keep: diagnostics.keep,
    onDrawn: diagnostics.onDrawn,
    open: window.open,
    /** Call when the language or the settings have changed. */
    apply({ clients, metricsPort, reserved }: DiagnosticsSettings): void {
      diagnostics.keep(clients);
      window.setTitle(title());
      endpoint.listen(metricsPort, reserved);
    },
    metricsStatus: endpoint.status,
    /** The numbers for Prometheus begin or cease to be offered. */
    onMetricsStatus: metricsStatus.subscribe,
  };
}

function sampleProcesses(isFirst: boolean): readonly ProcessNumbers[] {
  const pages = webContents.getAllWebContents().flatMap((contents) => {
    const page = pageOf(contents.getURL());
    return page === null ? [] : [[contents.getOSProcessId(), page] as const];
  });
  return processNumbers(app.getAppMetrics(), pages, { isFirst, processors: availableParallelism() });
}

function inTheMiddle(workArea: Rectangle): Rectangle {
  const width = Math.min(WINDOW_SIZE.width, workArea.width);
  const height = Math.min(WINDOW_SIZE.height, workArea.height);
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + Math.floor((workArea.height - height) / 2),
    width,
    height,
  };
}
