import type { CommandRequest, CommandStates } from '../../src-shared/commands.ts';
import type { AssistantState } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { CrossedLoudspeaker, Icon, Loudspeaker } from '../shared/icon.tsx';
import { useEditedValue } from '../shared/use-edited-value.ts';

const STEP_PERCENT = 5;

interface VolumeRowProps {
  readonly assistant: AssistantState;
  readonly commands: CommandStates;
  readonly t: Translate;
  readonly press: (request: CommandRequest) => void;
}

/** The client's volume and mute button, as far as it offers them. */
export function VolumeRow({ assistant, commands, t, press }: VolumeRowProps) {
  const { set_volume, set_muted } = commands;
  const reported = assistant.volume === null ? null : Math.round(assistant.volume * 100);
  const [percent, setPercent] = useEditedValue(reported);

  const isMuted = assistant.muted === true;
  const shown = percent === null ? t('panel.unknown') : t('appearance.percent', { value: percent });
  return (
    <>
      {set_muted !== null && (
        <button
          type="button"
          className="round"
          data-command="set_muted"
          aria-label={isMuted ? t('command.unmute') : t('command.mute')}
          title={isMuted ? t('command.unmute') : t('command.mute')}
          // Enabled while pending: a disabled button loses the focus, and main drops the second press.
          disabled={set_muted !== 'enabled' && set_muted !== 'pending'}
          aria-busy={set_muted === 'pending'}
          onClick={() => press({ command: 'set_muted', args: { muted: !isMuted } })}
        >
          <Icon name={isMuted ? 'muted' : 'sound'}>{isMuted ? <CrossedLoudspeaker /> : <Loudspeaker />}</Icon>
        </button>
      )}
      {set_volume === null ? (
        <span className="volume-words">{isMuted ? t('panel.muted') : t('panel.sound')}</span>
      ) : (
        <>
          <input
            type="range"
            data-command="set_volume"
            data-muted={isMuted}
            min={0}
            max={100}
            step={STEP_PERCENT}
            value={percent ?? 0}
            disabled={set_volume !== 'enabled'}
            aria-label={t('panel.volume')}
            aria-valuetext={isMuted ? t('panel.mutedAt', { volume: shown }) : shown}
            onChange={(event) => {
              const wanted = event.target.valueAsNumber;
              setPercent(wanted);
              press({ command: 'set_volume', args: { level: wanted / 100 } });
            }}
          />
          <output aria-hidden="true">{shown}</output>
        </>
      )}
    </>
  );
}
