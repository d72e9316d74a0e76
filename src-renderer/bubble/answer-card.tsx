import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cardLetters } from '../../src-shared/letters.ts';
import { beginReading, readOn } from '../../src-shared/reading.ts';
import { pageClock } from '../shared/page-clock.ts';
import { scrollPlan, toldPlan } from './answer-scroll.ts';
import { cutInMiddle } from './cut-in-middle.ts';
import { createScroller } from './scroller.ts';
import { lineMiddlePx } from './spoken-line.ts';

interface AnswerCardProps {
  /** The user's words, above the answer; null: not shown. */
  readonly heard: string | null;
  readonly text: string;
  /** At scale 1. */
  readonly cardWidthPx: number;
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
 * The answer as plain text, in a font size that stays. Text that does not fit scrolls with the voice, and at a reader's
 * pace after it.
 */
export function AnswerCard({ heard, text, cardWidthPx, leaving, spoken, spokenTo, restMs }: AnswerCardProps) {
  const view = useRef<HTMLDivElement>(null);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [begun] = useState(() => ({ text, reading: beginReading(text, spoken, pageClock.nowMs(), spokenTo) }));
  const reading = useRef(begun.reading);
  const [scroller] = useState(() =>
    createScroller(pageClock, (topPx) => {
      paragraph.current?.style.setProperty('transform', `translateY(${-topPx}px)`);
    }),
  );
  useEffect(() => scroller.stop, [scroller]);

  useLayoutEffect(() => {
    const nowMs = pageClock.nowMs();
    reading.current = readOn(reading.current, text, spoken, nowMs, spokenTo);
    if (view.current === null || paragraph.current === null) return;
    const viewHeightPx = view.current.clientHeight;
    const overflows = paragraph.current.offsetHeight > viewHeightPx;
    // Set before measuring: text that overflows has more padding below its last line.
    view.current.setAttribute('data-overflows', String(overflows));
    if (!overflows) return;
    const place = { textHeightPx: paragraph.current.offsetHeight, viewHeightPx, topPx: scroller.topPx() };
    const jumps = document.documentElement.dataset['reducedMotion'] === 'true';
    const isTold = spoken && spokenTo !== null;
    scroller.follow(
      isTold
        ? toldPlan(reading.current, place, lineMiddlePx(paragraph.current, spokenTo), jumps)
        : scrollPlan(reading.current, place, restMs, jumps, nowMs),
    );
  }, [text, spoken, spokenTo, restMs, scroller]);

  return (
    <>
      {heard !== null && (
        // Screen readers have announced it with the pill.
        <p className="heard" dir="auto" aria-hidden="true" data-testid={leaving ? undefined : 'heard'}>
          {cutInMiddle(heard, cardLetters(cardWidthPx))}
        </p>
      )}
      <div className="card-view" ref={view}>
        <p
          className="answer"
          ref={paragraph}
          dir="auto"
          style={{ fontSize: begun.reading.sizePx }}
          data-grown={text !== begun.text}
          data-testid={leaving ? undefined : 'answer'}
        >
          {text}
        </p>
      </div>
    </>
  );
}
