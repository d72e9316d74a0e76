import type { ReactNode } from 'react';
import type { CommandRequest, HandleIntent, OverlayState } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { CrossedMicrophone, Icon, Microphone } from '../shared/icon.tsx';
import { type ButtonPicture, buttonsOf } from './buttons.ts';
import { Handle } from './handle.tsx';

/** The pictures show what a press does. */
const PICTURES: Readonly<Record<ButtonPicture, ReactNode>> = {
  'pause-monitoring': <CrossedMicrophone />,
  'resume-monitoring': <Microphone />,
  'stop-speech': <rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />,
};

interface ControlsProps {
  readonly state: OverlayState;
  readonly press: (request: CommandRequest) => void;
  readonly onHandle: (intent: HandleIntent) => void;
}

/** The handle and the round buttons at the pill's right end. The pill itself is drawn by the bubble page, in the window below. */
export function Controls({ state, press, onHandle }: ControlsProps) {
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
          <button
            key={button.command}
            type="button"
            data-command={button.command}
            aria-label={button.name}
            title={button.title}
            disabled={button.disabled}
            aria-busy={button.pending}
            onClick={() => press({ command: button.command })}
          >
            <span className="round">
              <Icon name={button.picture}>{PICTURES[button.picture]}</Icon>
            </span>
            {button.pending && <span className="progress" />}
          </button>
        ))}
      </div>
    </main>
  );
}
