import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts } from '../../src-preload/settings.ts';
import type { Translate } from '../../src-preload/strings.ts';
import { DraftField } from './draft-field.tsx';

interface PortsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly ports: readonly number[];
  /** Whether they can't be changed here. */
  readonly fixed: boolean;
  readonly onChange: (ports: readonly number[]) => void;
  readonly t: Translate;
}

/** Ports as text, with commas between them. */
export function PortsField({ label, hint, ports, fixed, onChange, t }: PortsFieldProps) {
  const limits = { count: PORTS_MAX, min: LIMITS.port.min, max: LIMITS.port.max, reserved: MAIN_SERVER_PORT };
  return (
    <DraftField
      label={label}
      hint={hint}
      text={ports.join(', ')}
      fixed={fixed}
      parse={parsePorts}
      refusal={t('connection.portsRefused', limits)}
      onChange={onChange}
    />
  );
}
