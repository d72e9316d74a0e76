import { useId, useState } from 'react';
import { LIMITS, MAIN_SERVER_PORT, PORTS_MAX, parsePorts } from '../../src-preload/settings.ts';
import type { Translate } from '../../src-preload/strings.ts';
import { Row } from './row.tsx';

interface PortsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly ports: readonly number[];
  /** Whether they can't be changed here. */
  readonly fixed: boolean;
  readonly onChange: (ports: readonly number[]) => void;
  readonly t: Translate;
}

const asText = (ports: readonly number[]) => ports.join(', ');

/**
 * Ports as text. They apply when the user presses Enter or leaves the field: while they are being typed, every
 * beginning of a port is a port too. What is refused stays in the field, to be corrected.
 */
export function PortsField({ label, hint, ports, fixed, onChange, t }: PortsFieldProps) {
  const id = useId();
  /** What is being typed; null: nothing, the ports in force are shown. */
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);

  const change = (text: string) => {
    setDraft(text);
    if (refused) setRefused(parsePorts(text) === null);
  };
  const apply = () => {
    if (draft === null) return;
    const parsed = parsePorts(draft);
    setRefused(parsed === null);
    if (parsed === null) return;
    setDraft(null);
    onChange(parsed);
  };
  const limits = { count: PORTS_MAX, min: LIMITS.port.min, max: LIMITS.port.max, reserved: MAIN_SERVER_PORT };

  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={refused ? t('connection.portsRefused', limits) : null}>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? asText(ports)}
        readOnly={fixed}
        aria-invalid={refused}
        aria-describedby={refused ? `${id}-hint ${id}-error` : `${id}-hint`}
        onChange={(event) => change(event.target.value)}
        onBlur={(event) => {
          // The reset takes back what was typed. An error that appeared now would move its button from under the press.
          if (event.relatedTarget?.id !== 'reset') apply();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
          if (event.key !== 'Escape') return;
          setDraft(null);
          setRefused(false);
        }}
      />
    </Row>
  );
}
