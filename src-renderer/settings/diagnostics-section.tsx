import { useState } from 'react';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import { LIMITS, MAIN_SERVER_PORT, parsePorts } from '../../src-shared/settings-limits.ts';
import { Switch } from './fields.tsx';
import { Row } from './row.tsx';
import type { SectionProps } from './sections.tsx';
import { TextField } from './text-field.tsx';

/** The default port of the metrics for Prometheus. */
const FIRST_PORT = 9464;

/** The states in which the port is wrong. */
const PORT_PROBLEMS: readonly MetricsStatus[] = ['taken', 'reserved', 'failed'];

/** Return a single port; null if it is not allowed. */
function parsePort(text: string): number | null {
  const [port, ...others] = parsePorts(text) ?? [];
  return port === undefined || others.length > 0 ? null : port;
}

/** The button for the diagnostics window, and the metrics for Prometheus. */
export function DiagnosticsSection({ view, t, update }: SectionProps) {
  const { metricsPort } = view.settings.diagnostics;
  /** The last port in force, for switching the metrics on again. */
  const [lastPort, setLastPort] = useState(metricsPort ?? FIRST_PORT);
  const port = metricsPort ?? lastPort;
  const status = t(`metricsStatus.${view.metrics}`, { port, address: `http://127.0.0.1:${port}/metrics` });
  const hasProblem = metricsPort !== null && PORT_PROBLEMS.includes(view.metrics);
  const apply = (next: number) => {
    setLastPort(next);
    update('diagnostics', { metricsPort: next });
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
        hint={hasProblem ? t('diagnostics.metricsNowhere') : status}
        checked={metricsPort !== null}
        onChange={(checked) => update('diagnostics', { metricsPort: checked ? lastPort : null })}
      />
      {metricsPort !== null && (
        <TextField
          label={t('diagnostics.metricsPort')}
          hint={t('diagnostics.metricsPortHint')}
          value={String(metricsPort)}
          error={hasProblem ? status : null}
          inputMode="numeric"
          check={(text) =>
            parsePort(text) === null
              ? t('diagnostics.portRefused', { ...LIMITS.port, reserved: MAIN_SERVER_PORT })
              : null
          }
          onApply={(text) => apply(parsePort(text) ?? metricsPort)}
        />
      )}
    </>
  );
}
