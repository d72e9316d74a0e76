import { type ReactNode, useEffect, useRef } from 'react';
import type { HandleIntent } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import type { ControlsState } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { CrossedMicrophone, Icon, Microphone, VoiceBars } from '../shared/icon.tsx';
import { type ButtonPicture, buttonsOf } from './buttons.ts';
import { Handle } from './handle.tsx';
import { isMistaken, nextSwap, type Swap } from './talk-stop-swap.ts';

const PICTURES: Readonly<Record<ButtonPicture, ReactNode>> = {
  microphone: <Microphone />,
  'crossed-microphone': <CrossedMicrophone />,
  'stop-speech': <rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />,
  talk: <VoiceBars pitch={4.8} />,
  // Points to where the panel opens: down, or up (controls.css).
  panel: <path className="chevron" d="M6 9.5l6 6 6-6" />,
};

interface ControlsProps {
  readonly state: ControlsState;
  readonly press: (request: CommandRequest) => void;
  readonly togglePanel: () => void;
  readonly handle: (intent: HandleIntent) => void;
  readonly hold: (isHeld: boolean) => void;
}

/** The handle and the round buttons at the pill's right end. The bubble page draws the pill, in the window below. */
export function Controls({ state, press, togglePanel, handle, hold }: ControlsProps) {
  const isVisible = state.visible && state.silhouette.form === 'pill';
  const swap = useRef<Swap | null>(null);
  useEffect(() => {
    swap.current = nextSwap(swap.current, controlButtons(state.commands), performance.now());
  }, [state]);

  return (
    <main
      className="controls"
      data-visible={isVisible}
      data-form={state.silhouette.form}
      inert={!isVisible}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      aria-label={translator(state.language)('app.controls')}
    >
      <h1 className="for-screen-readers">{translator(state.language)('app.controls')}</h1>
      <div className="buttons comes-and-goes">
        <Handle title={translator(state.language)('app.handle')} onIntent={handle} />
        {buttonsOf(state).map((button) => (
          <button
            key={button.id}
            type="button"
            data-command={button.id}
            aria-label={button.name}
            aria-haspopup={button.id === 'panel' ? 'dialog' : undefined}
            title={button.title}
            disabled={button.disabled}
            aria-busy={button.pending}
            onClick={({ timeStamp }) => {
              if (swap.current !== null && isMistaken(swap.current, button.id, timeStamp)) return;
              if (button.request === null) togglePanel();
              else press(button.request);
            }}
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
