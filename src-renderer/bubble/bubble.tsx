import { memo, type ReactNode } from 'react';
import type { Language } from '../../src-shared/languages.ts';
import { type NoticeKind, PHASES, type Phase } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { AnswerCard } from './answer-card.tsx';
import type { Face } from './face.ts';
import { FaceIcon } from './face-icon.tsx';
import { Fade } from './fade.tsx';
import type { Scene } from './scene.ts';
import type { Words } from './words.ts';

interface BubbleProps extends Pick<Scene, 'words' | 'noticeKind' | 'card' | 'wholeLine'> {
  /** The bubble's own name, for screen readers. */
  readonly title: string;
  readonly language: Language;
  /** Whether the answer is being spoken. */
  readonly speaking: boolean;
  /** How long what has not been on the card of the answer may take to come onto it, in ms; null: nothing hurries. */
  readonly restMs: number | null;
  /** What screen readers are to say. */
  readonly announcement: ReactNode;
  /** Called when the card `key` of the answers, or of whole lines, has faded out. */
  readonly onCardGone: (place: 'card' | 'wholeLine', key: number) => void;
}

/**
 * The whole bubble: the pill with the phase or a notice, and the card with the answer below it.
 *
 * All phases are there, and the stylesheet shows the one that the root names (look.ts): a change of phase makes no new
 * element.
 */
export function Bubble({
  title,
  language,
  words,
  noticeKind,
  card,
  wholeLine,
  speaking,
  restMs,
  announcement,
  onCardGone,
}: BubbleProps) {
  const translate = translator(language);
  return (
    <>
      <h1 id="title" className="for-screen-readers">
        {title}
      </h1>
      <div className="pill comes-and-goes" aria-hidden="true">
        {PHASES.map((phase) => (
          <Layer key={phase} face={phase} icon={phase} words={words[phase]} />
        ))}
        <Layer face="notice" icon={noticeKind} words={words.notice} />
      </div>
      <section className="cards comes-and-goes" aria-live="polite" aria-label={translate('app.answer')}>
        <Fade
          layers={card}
          className="card"
          onGone={(key) => onCardGone('card', key)}
          draw={(text, leaving) => (
            <AnswerCard text={text} leaving={leaving} spoken={speaking && !leaving} restMs={leaving ? null : restMs} />
          )}
        />
        <Fade
          layers={wholeLine}
          className="card"
          onGone={(key) => onCardGone('wholeLine', key)}
          draw={(text) => <WholeLine text={text} />}
        />
      </section>
      <p className="for-screen-readers" role="status" aria-live="polite">
        {announcement}
      </p>
    </>
  );
}

interface LayerProps {
  readonly face: Face;
  readonly icon: Phase | NoticeKind;
  readonly words: Words;
}

/** What the pill shows in one phase, or for a notice. */
const Layer = memo(function Layer({ face, icon, words }: LayerProps) {
  return (
    <div className={`phase phase-${face}`}>
      <div className="wash" />
      <div className="orb">
        <FaceIcon name={icon} />
      </div>
      <div className="words">
        <span className="first-line">
          <span className="label">{words.label}</span>
          {words.beside !== null && (
            <span className="beside" dir="auto">
              {words.beside}
            </span>
          )}
        </span>
        {words.secondLine !== null && (
          <span className="second-line" dir="auto">
            {words.secondLine}
          </span>
        )}
      </div>
    </div>
  );
});

/** What the pill cut, in full; screen readers have heard it with the pill. */
function WholeLine({ text }: { readonly text: string }) {
  return (
    <p className="answer whole-line" dir="auto" data-size="15" aria-hidden="true">
      {text}
    </p>
  );
}
