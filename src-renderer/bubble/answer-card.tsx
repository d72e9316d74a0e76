import { useLayoutEffect, useRef, useState } from 'react';
import { beginReading, readOn } from '../../src-shared/reading.ts';
import { drawnScroll, type ScrollPlan, scrollPlan, topAt } from './answer-scroll.ts';

interface AnswerCardProps {
  readonly text: string;
  /** The card is fading out. */
  readonly leaving: boolean;
  /** The answer is being spoken. */
  readonly spoken: boolean;
  /** Time in which the unread rest has to scroll through the card, in ms; null: no limit. */
  readonly restMs: number | null;
}

interface Scroll {
  readonly animation: Animation;
  readonly plan: ScrollPlan;
  /** When the plan was made. */
  readonly plannedMs: number;
}

/**
 * Scroll an element as planned. It keeps one animation, which takes over every new plan: while a text grows fast, an
 * animation for each plan would be replaced before its first frame.
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
  // Plans count from the moment they are made, not from the next frame.
  animation.startTime = plannedMs;
  return animation;
}

/**
 * The answer as plain text, in a font size that stays. Text that does not fit scrolls with the voice, and at a reader's
 * pace after it.
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
    // Set before measuring: text that overflows has more padding below its last line.
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
        style={{ fontSize: begun.reading.sizePx }}
        data-grown={text !== begun.text}
        data-testid={leaving ? undefined : 'answer'}
      >
        {text}
      </p>
    </div>
  );
}
