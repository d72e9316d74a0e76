import { memo, type ReactNode } from 'react';
import type { Language } from '../../src-shared/languages.ts';
import { spokenMarks } from '../../src-shared/marks.ts';
import { type NoticeKind, PHASES, type Phase } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { AnswerCard } from './answer-card.tsx';
import { cutInMiddle, type WidthOf } from './cut-in-middle.ts';
import { FACES, type Face } from './face.ts';
import { FaceIcon } from './face-icon.tsx';
import { Fade } from './fade.tsx';
import type { FaceWords, Scene } from './scene.ts';

interface BubbleProps extends Pick<Scene, 'words' | 'marks' | 'noticeKind' | 'card' | 'wholeLine'> {
  /** The bubble's name for screen readers. */
  readonly title: string;
  readonly language: Language;
  /** Whether the Markdown of answers is softened to text styles. */
  readonly formatted: boolean;
  /** Whether the answer is being spoken. */
  readonly speaking: boolean;
  /** How many UTF-16 units of the answer have been spoken; null: unknown. */
  readonly spokenTo: number | null;
  /** Time in which the unread rest of the answer has to scroll through the card, in ms; null: no limit. */
  readonly restMs: number | null;
  /** The card's width at scale 1. */
  readonly cardWidthPx: number;
  /** Measures the heard words. */
  readonly widthOf: WidthOf;
  /** Whether the orb may stand alone. */
  readonly hasLoneOrb: boolean;
  /** Announced by screen readers. */
  readonly announcement: ReactNode;
  /** Called when the layer `key` of a place has faded out. */
  readonly onCardGone: (place: 'card' | 'wholeLine', key: number) => void;
}

/**
 * The whole bubble: the pill with the phase or a notice, and the card with the answer. Every phase is mounted, and the
 * stylesheet shows the one named on the root (root-attributes.ts), so that a change of phase creates no elements.
 */
export function Bubble(props: BubbleProps) {
  const {
    title,
    language,
    words,
    marks,
    noticeKind,
    card,
    wholeLine,
    speaking,
    spokenTo,
    restMs,
    widthOf,
    hasLoneOrb,
    onCardGone,
  } = props;
  return (
    <>
      <h1 id="title" className="for-screen-readers">
        {title}
      </h1>
      <div className="pill comes-and-goes" aria-hidden="true">
        {PHASES.map((phase) => (
          <Layer key={phase} face={phase} icon={phase} words={words[phase]} widthOf={widthOf} />
        ))}
        <Layer face="notice" icon={noticeKind} words={words.notice} widthOf={widthOf} />
        <Marks marks={marks} />
      </div>
      {hasLoneOrb && <LoneOrb noticeKind={noticeKind} marks={marks} />}
      <section className="cards comes-and-goes" aria-live="polite" aria-label={translator(language)('app.answer')}>
        <Fade
          layers={card}
          onGone={(key) => onCardGone('card', key)}
          draw={({ heard, answer }, leaving) => (
            <AnswerCard
              heard={heard}
              answer={answer}
              formatted={props.formatted}
              cardWidthPx={props.cardWidthPx}
              widthOf={widthOf}
              leaving={leaving}
              spoken={speaking && !leaving}
              spokenTo={leaving ? null : spokenTo}
              restMs={leaving ? null : restMs}
            />
          )}
        />
        <Fade
          layers={wholeLine}
          onGone={(key) => onCardGone('wholeLine', key)}
          draw={(text) => <WholeLine text={text} />}
        />
      </section>
      <p className="for-screen-readers" role="status" aria-live="polite">
        {props.announcement}
      </p>
      {/* On its own, so that it is announced when it changes and not with every phase. */}
      <p className="for-screen-readers" role="status" aria-live="polite">
        {spokenMarks(marks, translator(language))}
      </p>
    </>
  );
}

/** The bubble while the orb says enough. Its pictures are those of the pill. */
function LoneOrb({ noticeKind, marks }: Pick<Scene, 'noticeKind' | 'marks'>) {
  return (
    <div className="lone-orb comes-and-goes" aria-hidden="true">
      {FACES.map((face) => (
        <div className={`phase phase-${face}`} key={face}>
          <div className="orb">
            <FaceIcon name={face === 'notice' ? noticeKind : face} />
          </div>
        </div>
      ))}
      <Marks marks={marks} />
    </div>
  );
}

function Marks({ marks }: Pick<Scene, 'marks'>) {
  return (
    <div className="marks">
      {marks.map((mark) => (
        <span className="mark" key={mark}>
          <FaceIcon name={mark} />
        </span>
      ))}
    </div>
  );
}

interface LayerProps {
  readonly face: Face;
  readonly icon: Phase | NoticeKind;
  readonly words: FaceWords;
  readonly widthOf: WidthOf;
}

/** The pill's content for one face. */
const Layer = memo(function Layer({ face, icon, words, widthOf }: LayerProps) {
  return (
    <div className={`phase phase-${face}`}>
      <div className="wash" />
      <div className="orb">
        <FaceIcon name={icon} />
      </div>
      <div className="words" data-step={words.step ?? undefined}>
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
        {words.heard !== null && (
          <span className="heard" dir="auto" data-testid="heard">
            {cutInMiddle(words.heard.text, words.heard.roomPx, widthOf)}
          </span>
        )}
      </div>
    </div>
  );
});

const WHOLE_LINE_SIZE = { fontSize: 15 };

/** The second line in full. Screen readers announce it with the pill. */
function WholeLine({ text }: { readonly text: string }) {
  return (
    <p className="answer whole-line" dir="auto" style={WHOLE_LINE_SIZE} aria-hidden="true">
      {text}
    </p>
  );
}
