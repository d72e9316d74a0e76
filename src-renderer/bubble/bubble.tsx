import { memo, type ReactNode } from 'react';
import { type Language, PHASES, type Phase } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { AnswerCard } from './answer-card.tsx';
import { Fade } from './fade.tsx';
import { PhaseIcon } from './phase-icon.tsx';
import type { Scene } from './scene.ts';
import type { Words } from './words.ts';

interface BubbleProps extends Pick<Scene, 'words' | 'card'> {
  /** The bubble's own name, for screen readers. */
  readonly title: string;
  readonly language: Language;
  /** Whether the answer is being spoken. */
  readonly speaking: boolean;
  /** How long what has not been on the card of the answer may take to come onto it, in ms; null: nothing hurries. */
  readonly restMs: number | null;
  /** What screen readers are to say. */
  readonly announcement: ReactNode;
  /** Called when the card `key` has faded out. */
  readonly onCardGone: (key: number) => void;
}

/**
 * The whole bubble: the pill with the phase, and the card with the answer below it.
 *
 * All phases are there, and the stylesheet shows the one that the root names (look.ts): a change of phase makes no new
 * element.
 */
export function Bubble({ title, language, words, card, speaking, restMs, announcement, onCardGone }: BubbleProps) {
  const translate = translator(language);
  return (
    <>
      <h1 id="title" className="for-screen-readers">
        {title}
      </h1>
      <div className="pill comes-and-goes" aria-hidden="true">
        {PHASES.map((phase) => (
          <PhaseLayer key={phase} phase={phase} words={words[phase]} />
        ))}
      </div>
      <section className="cards comes-and-goes" aria-live="polite" aria-label={translate('app.answer')}>
        <Fade
          layers={card}
          className="card"
          onGone={onCardGone}
          draw={(text, leaving) => (
            <AnswerCard text={text} leaving={leaving} spoken={speaking && !leaving} restMs={leaving ? null : restMs} />
          )}
        />
      </section>
      <p className="for-screen-readers" role="status" aria-live="polite">
        {announcement}
      </p>
    </>
  );
}

/** What the pill shows in one phase. */
const PhaseLayer = memo(function PhaseLayer({ phase, words }: { readonly phase: Phase; readonly words: Words }) {
  return (
    <div className={`phase phase-${phase}`}>
      <div className="wash" />
      <div className="orb">
        <PhaseIcon phase={phase} />
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
