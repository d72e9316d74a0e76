import { useEffect, useRef } from 'react';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { offersVolume } from '../../src-shared/offers.ts';
import type { PanelView, TypedTexts } from '../../src-shared/panel-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import { VoiceBars } from '../shared/icon.tsx';
import { AnswerList } from './answer-list.tsx';
import { RoundButton } from './round-button.tsx';
import { noteOf, type Scene } from './scene.ts';
import { TextField } from './text-field.tsx';
import { VolumeRow } from './volume-row.tsx';

interface PanelProps {
  readonly scene: Scene;
  /** The texts typed before this panel opened. */
  readonly typed: TypedTexts;
  readonly view: PanelView;
  readonly press: (request: CommandRequest) => void;
  /** Called with the text whenever the user changes it. */
  readonly onDraft: (text: string) => void;
  /** Copies an answer into the clipboard. Rejects on failure. */
  readonly copyAnswer: (id: number) => Promise<unknown>;
  readonly onClose: () => void;
}

/** The client's offers beyond the bubble's buttons, typing and volume, and the last answers, which can also stand alone. */
export function Panel({ scene, typed, view, press, onDraft, copyAnswer, onClose }: PanelProps) {
  const { state, commands } = scene;
  const assistant = view.onlyAnswers ? null : scene.assistant;
  const t = translator(state.language);
  const panel = useRef<HTMLDivElement>(null);
  const hasField = assistant !== null && commands.send_text !== null;

  // On the document: a press beside the field, or on a busy button, leaves nothing focused.
  useEffect(() => {
    const onKeyDown = ({ key, isComposing }: KeyboardEvent) => {
      // An input method that is composing a word needs Esc itself.
      if (key === 'Escape' && !isComposing) onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onClose]);

  // The field focuses itself. With answers alone, copying the newest is the likely next step.
  useEffect(() => {
    if (hasField) return;
    const copyNewest = view.onlyAnswers ? panel.current?.querySelector('button') : null;
    (copyNewest ?? panel.current)?.focus();
  }, [hasField, view.onlyAnswers]);

  const talk = assistant !== null && commands.start_listening !== null && (
    <RoundButton
      command="start_listening"
      state={commands.start_listening}
      name={t('command.talk')}
      icon="talk"
      onPress={() => press({ command: 'start_listening' })}
    >
      <VoiceBars pitch={4.8} />
    </RoundButton>
  );

  return (
    // A press on the shadow is outside the panel.
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
        tabIndex={-1}
        ref={panel}
      >
        <h1 className="for-screen-readers" id="title">
          {t('app.panel')}
        </h1>
        {hasField && (
          <div className="row">
            <TextField scene={scene} typed={typed} press={press} onDraft={onDraft} />
            {talk}
          </div>
        )}
        {assistant !== null && offersVolume(commands) && (
          <div className="row">
            <VolumeRow assistant={assistant} commands={commands} t={t} press={press} />
            {!hasField && talk}
          </div>
        )}
        {view.isKept && <AnswerList view={view} language={state.language} t={t} copy={copyAnswer} />}
        {view.onlyAnswers ? (
          <p className="note" id="note">
            {t('panel.keys')}
          </p>
        ) : (
          <p className="note" id="note" role="status" data-trouble={state.assistant === null || scene.failure !== null}>
            {noteOf(scene, t)}
          </p>
        )}
      </div>
    </div>
  );
}
