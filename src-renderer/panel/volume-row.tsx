import type { CommandRequest, CommandStates } from '../../src-shared/commands.ts';
import type { AssistantState } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { CrossedLoudspeaker, Loudspeaker } from '../shared/icon.tsx';
import { useEditedValue } from '../shared/use-temporary.ts';
import { RoundButton } from './round-button.tsx';

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
        <RoundButton
          command="set_muted"
          state={set_muted}
          name={isMuted ? t('command.unmute') : t('command.mute')}
          icon={isMuted ? 'muted' : 'sound'}
          onPress={() => press({ command: 'set_muted', args: { muted: !isMuted } })}
        >
          {isMuted ? <CrossedLoudspeaker /> : <Loudspeaker />}
        </RoundButton>
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
