import { type ReactNode, useRef } from 'react';
import type { CommandRequest, HandleIntent, OverlayState } from '../../src-preload/contract.ts';
import { offersTalk } from '../../src-preload/offers.ts';
import { translator } from '../../src-preload/strings.ts';
import { Chevron, CrossedMicrophone, Icon, Microphone, VoiceBars } from '../shared/icon.tsx';
import { type Button, type ButtonPicture, buttonsOf } from './buttons.ts';
import { Handle } from './handle.tsx';

/** The pictures show what a press does. */
const PICTURES: Readonly<Record<ButtonPicture, ReactNode>> = {
  'pause-monitoring': <CrossedMicrophone />,
  'resume-monitoring': <Microphone />,
  'stop-speech': <rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />,
  talk: <VoiceBars />,
  panel: <Chevron />,
};

/** A press this soon after a button has taken another one's place was meant for the other one. */
const MISTAKE_MS = 350;

interface ControlsProps {
  readonly state: OverlayState;
  readonly press: (request: CommandRequest) => void;
  readonly togglePanel: () => void;
  readonly onHandle: (intent: HandleIntent) => void;
}

/** The handle and the round buttons at the pill's right end. The pill itself is drawn by the bubble page, in the window below. */
export function Controls({ state, press, togglePanel, onHandle }: ControlsProps) {
  const takesTurns = offersTalk(state.assistant);
  return (
    <main
      className="controls"
      data-visible={state.visible}
      inert={!state.visible}
      aria-label={translator(state.language)('app.controls')}
    >
      <h1 className="for-screen-readers">{translator(state.language)('app.controls')}</h1>
      <div className="buttons comes-and-goes">
        <Handle title={translator(state.language)('app.handle')} onIntent={onHandle} />
        {buttonsOf(state).map((button) => (
          <RoundButton
            key={button.id}
            button={button}
            graceMs={takesTurns && (button.id === 'stop_tts' || button.id === 'start_listening') ? MISTAKE_MS : 0}
            onPress={() => (button.request === null ? togglePanel() : press(button.request))}
          />
        ))}
      </div>
    </main>
  );
}

interface RoundButtonProps {
  readonly button: Button;
  /** For how long after it has appeared it does nothing. */
  readonly graceMs: number;
  readonly onPress: () => void;
}

function RoundButton({ button, graceMs, onPress }: RoundButtonProps) {
  /** On the clock of the events. */
  const appearedAtMs = useRef(performance.now());
  return (
    <button
      type="button"
      data-command={button.id}
      aria-label={button.name}
      aria-haspopup={button.id === 'panel' ? 'dialog' : undefined}
      title={button.title}
      disabled={button.disabled}
      aria-busy={button.pending}
      onClick={({ timeStamp }) => {
        if (timeStamp - appearedAtMs.current >= graceMs) onPress();
      }}
    >
      <span className="round">
        <Icon name={button.picture}>{PICTURES[button.picture]}</Icon>
      </span>
      {button.pending && <span className="progress" />}
    </button>
  );
}
