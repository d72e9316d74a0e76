import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts, sharedPorts } from '../../src-shared/settings.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { DraftField } from './draft-field.tsx';

interface PortsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly ports: readonly number[];
  /** Those of the other way, which can't be here as well. */
  readonly others: readonly number[];
  /** Whether they can't be changed here. */
  readonly fixed: boolean;
  readonly onChange: (ports: readonly number[]) => void;
  readonly t: Translate;
}

/** Ports as text, with commas between them. */
export function PortsField({ label, hint, ports, others, fixed, onChange, t }: PortsFieldProps) {
  const limits = { count: PORTS_MAX, min: LIMITS.port.min, max: LIMITS.port.max, reserved: MAIN_SERVER_PORT };
  const shared = (list: readonly number[]) => {
    const [port] = sharedPorts(list, others);
    return port === undefined ? null : t('connection.portShared', { port });
  };
  return (
    <DraftField
      label={label}
      hint={hint}
      text={ports.join(', ')}
      fixed={fixed}
      parse={(text) => {
        const parsed = parsePorts(text);
        return parsed === null || shared(parsed) !== null ? null : parsed;
      }}
      refusal={(text) => shared(parsePorts(text) ?? []) ?? t('connection.portsRefused', limits)}
      error={shared(ports)}
      onChange={onChange}
    />
  );
}
