import type { CommandRequest, CommandState } from '../../src-shared/commands.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { Icon, VoiceBars } from '../shared/icon.tsx';

interface TalkButtonProps {
  readonly state: CommandState;
  readonly t: Translate;
  readonly press: (request: CommandRequest) => void;
}

/** Makes the assistant listen without its wake word. */
export function TalkButton({ state, t, press }: TalkButtonProps) {
  return (
    <button
      type="button"
      className="round"
      data-command="start_listening"
      aria-label={t('command.talk')}
      title={t('command.talk')}
      // Enabled while pending: a disabled button loses the focus, and main drops the second press.
      disabled={state !== 'enabled' && state !== 'pending'}
      aria-busy={state === 'pending'}
      onClick={() => press({ command: 'start_listening' })}
    >
      <Icon name="talk">
        <VoiceBars />
      </Icon>
    </button>
  );
}
