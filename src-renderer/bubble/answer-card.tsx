import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { cardLinePx } from '../../src-shared/letters.ts';
import { beginReading, readOn } from '../../src-shared/reading.ts';
import { plainText, positionIn, soften, textOf } from '../../src-shared/soft-text.ts';
import { pageClock } from '../shared/page-clock.ts';
import { scrollPlan, toldPlan } from './answer-scroll.ts';
import { AnswerText } from './answer-text.tsx';
import { cutInMiddle, type WidthOf } from './cut-in-middle.ts';
import { createScroller } from './scroller.ts';
import { lineMiddlePx } from './spoken-line.ts';

interface AnswerCardProps {
  /** The user's words, above the answer; null: not shown. */
  readonly heard: string | null;
  readonly answer: string;
  /** Its Markdown is softened to text styles. */
  readonly formatted: boolean;
  /** At scale 1. */
  readonly cardWidthPx: number;
  readonly widthOf: WidthOf;
  /** The card is fading out. */
  readonly leaving: boolean;
  /** The answer is being spoken. */
  readonly spoken: boolean;
  /** How many UTF-16 units of it have been spoken; null: unknown. */
  readonly spokenTo: number | null;
  /** Time in which the unread rest has to scroll through the card, in ms; null: no limit. */
  readonly restMs: number | null;
}

/**
 * The answer, in a font size that stays. Text that does not fit scrolls with the voice, and at a reader's
 * pace after it.
 */
export function AnswerCard({
  heard,
  answer,
  formatted,
  cardWidthPx,
  widthOf,
  leaving,
  spoken,
  spokenTo,
  restMs,
}: AnswerCardProps) {
  const view = useRef<HTMLDivElement>(null);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [first] = useState(answer);
  const isGrown = answer !== first;
  const soft = useMemo(
    () => (formatted ? soften(answer, isGrown && spoken) : plainText(answer)),
    [answer, formatted, isGrown, spoken],
  );
  const text = textOf(soft);
  const spokenAt = spokenTo === null ? null : positionIn(soft, spokenTo);
  const [begun] = useState(() => beginReading(text, spoken, pageClock.nowMs(), spokenAt));
  const reading = useRef(begun);
  const [scroller] = useState(() =>
    createScroller(pageClock, (topPx) => {
      paragraph.current?.style.setProperty('transform', `translateY(${-topPx}px)`);
    }),
  );
  useEffect(() => scroller.stop, [scroller]);

  useLayoutEffect(() => {
    const nowMs = pageClock.nowMs();
    reading.current = readOn(reading.current, text, spoken, nowMs, spokenAt);
    if (view.current === null || paragraph.current === null) return;
    const viewHeightPx = view.current.clientHeight;
    const overflows = paragraph.current.offsetHeight > viewHeightPx;
    // Set before measuring: text that overflows has more padding below its last line.
    view.current.setAttribute('data-overflows', String(overflows));
    if (!overflows) return;
    const place = { textHeightPx: paragraph.current.offsetHeight, viewHeightPx, topPx: scroller.topPx() };
    const jumps = document.documentElement.dataset['reducedMotion'] === 'true';
    const isTold = spoken && spokenAt !== null;
    scroller.follow(
      isTold
        ? toldPlan(reading.current, place, lineMiddlePx(paragraph.current, spokenAt), jumps)
        : scrollPlan(reading.current, place, restMs, jumps, nowMs),
    );
  }, [text, spoken, spokenAt, restMs, scroller]);

  return (
    <>
      {heard !== null && (
        // Screen readers have announced it with the pill.
        <p className="heard" dir="auto" aria-hidden="true" data-testid={leaving ? undefined : 'heard'}>
          {cutInMiddle(heard, cardLinePx(cardWidthPx), widthOf)}
        </p>
      )}
      <div className="card-view" ref={view}>
        <p
          className="answer"
          ref={paragraph}
          dir="auto"
          style={{ fontSize: begun.sizePx }}
          data-grown={isGrown}
          data-testid={leaving ? undefined : 'answer'}
        >
          <AnswerText soft={soft} />
        </p>
      </div>
    </>
  );
}
