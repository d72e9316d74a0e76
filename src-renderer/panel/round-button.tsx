import type { ReactNode } from 'react';
import type { CommandName, CommandState } from '../../src-shared/commands.ts';
import { Icon } from '../shared/icon.tsx';

interface RoundButtonProps {
  readonly command: CommandName;
  readonly state: CommandState;
  readonly name: string;
  readonly icon: string;
  readonly onPress: () => void;
  /** The shapes of the icon. */
  readonly children: ReactNode;
}

/** A button with a picture, for a command of the panel. */
export function RoundButton({ command, state, name, icon, onPress, children }: RoundButtonProps) {
  return (
    <button
      type="button"
      className="round"
      data-command={command}
      aria-label={name}
      title={name}
      // Enabled while pending: a disabled button loses the focus, and main drops the second press.
      disabled={state !== 'enabled' && state !== 'pending'}
      aria-busy={state === 'pending'}
      onClick={onPress}
    >
      <Icon name={icon}>{children}</Icon>
    </button>
  );
}
