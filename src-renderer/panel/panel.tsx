import type { KeyboardEvent } from 'react';
import type { CommandRequest } from '../../src-preload/contract.ts';
import { offersTalk, offersTyping, offersVolume } from '../../src-preload/offers.ts';
import type { TypedTexts } from '../../src-preload/panel-contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { noteOf, type Scene } from './scene.ts';
import { TalkButton } from './talk-button.tsx';
import { TextField } from './text-field.tsx';
import { VolumeRow } from './volume-row.tsx';

interface PanelProps {
  readonly scene: Scene;
  /** What was typed before this panel opened. */
  readonly typed: TypedTexts;
  readonly press: (request: CommandRequest) => void;
  /** Called with what is in the field whenever the user changes it. */
  readonly onDraft: (text: string) => void;
  readonly onClose: () => void;
}

/** What the client offers beyond the buttons of the bubble: typing instead of talking, and its volume. */
export function Panel({ scene, typed, press, onDraft, onClose }: PanelProps) {
  const { state, assistant } = scene;
  const t = translator(state.language);
  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    // Esc also gives up a word that an input method is composing.
    if (key === 'Escape' && !nativeEvent.isComposing) onClose();
  };
  const talk = assistant !== null && offersTalk(assistant) && (
    <TalkButton state={assistant.commands.start_listening} t={t} press={press} />
  );

  return (
    // The room of the shadow is no part of the panel.
    <div
      className="outside"
      data-visible="true"
      onPointerDown={({ target, currentTarget }) => {
        if (target === currentTarget) onClose();
      }}
    >
      <div
        className="panel comes-and-goes"
        data-testid="panel"
        role="dialog"
        aria-labelledby="title"
        aria-describedby="note"
        onKeyDown={onKeyDown}
      >
        <h1 className="for-screen-readers" id="title">
          {t('app.panel')}
        </h1>
        {offersTyping(assistant) && (
          <div className="row">
            <TextField scene={scene} typed={typed} press={press} onDraft={onDraft} />
            {talk}
          </div>
        )}
        {assistant !== null && offersVolume(assistant) && (
          <div className="row">
            <VolumeRow assistant={assistant} t={t} press={press} />
            {!offersTyping(assistant) && talk}
          </div>
        )}
        <p className="note" id="note" role="status" data-trouble={state.assistant === null || scene.failure !== null}>
          {noteOf(scene, t)}
        </p>
      </div>
    </div>
  );
}
