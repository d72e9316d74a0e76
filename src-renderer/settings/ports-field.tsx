import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts, sharedPorts } from '../../src-shared/settings-limits.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { TextField } from './text-field.tsx';

interface PortsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly ports: readonly number[];
  /** The ports of the other transport, which this one can't share. */
  readonly others: readonly number[];
  readonly readOnly: boolean;
  readonly onChange: (ports: readonly number[]) => void;
  readonly t: Translate;
}

/** Ports as text, with commas between them. */
export function PortsField({ label, hint, ports, others, readOnly, onChange, t }: PortsFieldProps) {
  const limits = { count: PORTS_MAX, min: LIMITS.port.min, max: LIMITS.port.max, reserved: MAIN_SERVER_PORT };
  const shared = (list: readonly number[]) => {
    const [port] = sharedPorts(list, others);
    return port === undefined ? null : t('connection.portShared', { port });
  };
  return (
    <TextField
      label={label}
      hint={hint}
      value={ports.join(', ')}
      error={shared(ports)}
      inputMode="numeric"
      readOnly={readOnly}
      check={(text) => {
        const parsed = parsePorts(text);
        return parsed === null ? t('connection.portsRefused', limits) : shared(parsed);
      }}
      onApply={(text) => onChange(parsePorts(text) ?? ports)}
    />
  );
}
