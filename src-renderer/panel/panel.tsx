import { useEffect, useRef } from 'react';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { offersVolume } from '../../src-shared/offers.ts';
import type { PanelView, TypedTexts } from '../../src-shared/panel-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import { AnswerList } from './answer-list.tsx';
import { noteOf, type Scene } from './scene.ts';
import { TalkButton } from './talk-button.tsx';
import { TextField } from './text-field.tsx';
import { VolumeRow } from './volume-row.tsx';

interface PanelProps {
  readonly scene: Scene;
  /** What was typed before this panel opened. */
  readonly typed: TypedTexts;
  readonly view: PanelView;
  readonly press: (request: CommandRequest) => void;
  /** Called with what is in the field whenever the user changes it. */
  readonly onDraft: (text: string) => void;
  /** Has an answer put into the clipboard; rejects when that failed. */
  readonly copyAnswer: (id: number) => Promise<unknown>;
  readonly onClose: () => void;
}

/**
 * What the client offers beyond the buttons of the bubble: typing instead of talking, and its volume; and the last
 * answers, which can be there alone.
 */
export function Panel({ scene, typed, view, press, onDraft, copyAnswer, onClose }: PanelProps) {
  const { state, commands } = scene;
  const assistant = view.onlyAnswers ? null : scene.assistant;
  const t = translator(state.language);
  const panel = useRef<HTMLDivElement>(null);
  const hasField = assistant !== null && commands.send_text !== null;

  // Of the whole page: a press beside the field, or on a button that is busy then, leaves the focus nowhere.
  useEffect(() => {
    const onKeyDown = ({ key, isComposing }: KeyboardEvent) => {
      // Esc also gives up a word that an input method is composing.
      if (key === 'Escape' && !isComposing) onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onClose]);

  // The field takes the focus itself. Whoever asked for the answers most likely wants to copy the newest.
  useEffect(() => {
    if (hasField) return;
    const copyNewest = view.onlyAnswers ? panel.current?.querySelector('button') : null;
    (copyNewest ?? panel.current)?.focus();
  }, [hasField, view.onlyAnswers]);

  const talk = assistant !== null && commands.start_listening !== null && (
    <TalkButton state={commands.start_listening} t={t} press={press} />
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
