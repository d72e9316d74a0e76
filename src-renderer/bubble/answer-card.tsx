import { useLayoutEffect, useRef, useState } from 'react';
import { beginReading, readOn } from '../../src-shared/reading.ts';
import { drawnScroll, type ScrollPlan, scrollPlan, topAt } from './answer-scroll.ts';

interface AnswerCardProps {
  readonly text: string;
  /** Still painted, but no answer any more. */
  readonly leaving: boolean;
  /** It is being spoken now. */
  readonly spoken: boolean;
  /** How long the rest of it may take to come onto the card, in ms; null: nothing hurries. */
  readonly restMs: number | null;
}

/** A text on its way. */
interface Scroll {
  readonly animation: Animation;
  readonly plan: ScrollPlan;
  /** When the plan was made. */
  readonly plannedMs: number;
}

/**
 * Lets an element go as planned. One animation for as long as it is there, which takes up every new plan from where it is
 * drawn: one of its own for each plan would be replaced before its first frame while a text grows fast.
 */
function follow(element: HTMLElement, plan: ScrollPlan, plannedMs: number, before: Animation | null): Animation {
  const { fromPx, toPx, delayMs, durationMs, easing } = drawnScroll(plan);
  const keyframes = [fromPx, toPx].map((px) => ({ transform: `translateY(${-px}px)` }));
  const timing = { delay: delayMs, duration: durationMs, easing, fill: 'both' } as const;
  const animation = before ?? element.animate(keyframes, timing);
  if (before?.effect instanceof KeyframeEffect) {
    before.effect.setKeyframes(keyframes);
    before.effect.updateTiming(timing);
  }
  // Not when its next frame comes: the clock of the plans is the one that counts.
  animation.startTime = plannedMs;
  return animation;
}

/**
 * The answer as plain text, in one size for as long as it is there. What does not fit moves along with the voice, and goes
 * on at a reader's pace when that has ended.
 */
export function AnswerCard({ text, leaving, spoken, restMs }: AnswerCardProps) {
  const view = useRef<HTMLDivElement>(null);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [begun] = useState(() => ({ text, reading: beginReading(text, spoken, performance.now()) }));
  const reading = useRef(begun.reading);
  const scroll = useRef<Scroll | null>(null);

  useLayoutEffect(() => {
    const plannedMs = performance.now();
    reading.current = readOn(reading.current, text, spoken, plannedMs);
    if (view.current === null || paragraph.current === null) return;
    const viewHeightPx = view.current.clientHeight;
    const overflows = paragraph.current.offsetHeight > viewHeightPx;
    // Before measuring: a text that is cut gets more room below its last line.
    view.current.setAttribute('data-overflows', String(overflows));
    if (!overflows) return;
    const topPx = scroll.current === null ? 0 : topAt(scroll.current.plan, plannedMs - scroll.current.plannedMs);
    const place = { textHeightPx: paragraph.current.offsetHeight, viewHeightPx, topPx };
    const jumps = document.documentElement.dataset['reducedMotion'] === 'true';
    const plan = scrollPlan(reading.current, place, restMs, jumps, plannedMs);
    const animation = follow(paragraph.current, plan, plannedMs, scroll.current?.animation ?? null);
    scroll.current = { animation, plan, plannedMs };
  }, [text, spoken, restMs]);

  return (
    <div className="card-view" ref={view}>
      <p
        className="answer"
        ref={paragraph}
        dir="auto"
        data-size={begun.reading.sizePx}
        data-grown={text !== begun.text}
        data-testid={leaving ? undefined : 'answer'}
      >
        {text}
      </p>
    </div>
  );
}
