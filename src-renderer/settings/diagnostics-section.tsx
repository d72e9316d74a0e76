import { useState } from 'react';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import { LIMITS, MAIN_SERVER_PORT, parsePorts } from '../../src-shared/settings-limits.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { Switch } from './fields.tsx';
import { Row } from './row.tsx';
import type { SectionProps } from './sections.tsx';
import { TextField } from './text-field.tsx';

/** The default port of the metrics for Prometheus. */
const FIRST_PORT = 9464;

/** Return a single port; null if it is not allowed. */
function parsePort(text: string): number | null {
  const [port, ...others] = parsePorts(text) ?? [];
  return port === undefined || others.length > 0 ? null : port;
}

function statusText(status: MetricsStatus, port: number, t: Translate): string {
  if (status === 'on') return t('diagnostics.metricsOn', { address: `http://127.0.0.1:${port}/metrics` });
  return t(status === 'off' ? 'diagnostics.metricsOff' : 'diagnostics.metricsStarting');
}

function problemText(status: MetricsStatus, port: number, t: Translate): string | null {
  switch (status) {
    case 'taken':
      return t('diagnostics.metricsTaken', { port });
    case 'reserved':
      return t('diagnostics.metricsReserved', { port });
    case 'failed':
      return t('diagnostics.metricsFailed', { port });
    case 'off':
    case 'starting':
    case 'on':
      return null;
  }
}

/** The button for the diagnostics window, and the metrics for Prometheus. */
export function DiagnosticsSection({ view, t, update }: SectionProps) {
  const { metricsPort } = view.settings.diagnostics;
  /** The last port in force, for switching the metrics on again. */
  const [lastPort, setLastPort] = useState(metricsPort ?? FIRST_PORT);
  const problem = metricsPort === null ? null : problemText(view.metrics, metricsPort, t);
  const setPort = (port: number) => {
    setLastPort(port);
    update('diagnostics', { metricsPort: port });
  };
  return (
    <>
      <Row id="diagnostics" label={t('section.diagnostics')} hint={t('diagnostics.openHint')}>
        <button
          type="button"
          id="diagnostics-button"
          aria-describedby="diagnostics-hint"
          onClick={() => window.settings.openDiagnostics()}
        >
          {t('diagnostics.open')}
        </button>
      </Row>
      <Switch
        label={t('diagnostics.metrics')}
        hint={problem === null ? statusText(view.metrics, metricsPort ?? lastPort, t) : t('diagnostics.metricsNowhere')}
        checked={metricsPort !== null}
        onChange={(checked) => update('diagnostics', { metricsPort: checked ? lastPort : null })}
      />
      {metricsPort !== null && (
        <TextField
          label={t('diagnostics.metricsPort')}
          hint={t('diagnostics.metricsPortHint')}
          value={String(metricsPort)}
          error={problem}
          inputMode="numeric"
          check={(text) =>
            parsePort(text) === null
              ? t('diagnostics.portRefused', { ...LIMITS.port, reserved: MAIN_SERVER_PORT })
              : null
          }
          onApply={(text) => setPort(parsePort(text) ?? metricsPort)}
        />
      )}
    </>
  );
}
