import { useLayoutEffect, useRef } from 'react';
import { jumps, scrollPlan } from './answer-scroll.ts';
import { answerSizePx } from './answer-size.ts';

interface AnswerCardProps {
  readonly text: string;
  /** Still painted, but no answer any more. */
  readonly leaving: boolean;
  /** It is being spoken now. */
  readonly spoken: boolean;
}

/** Whether a scrolling has come to its end, from where `play()` would begin anew. */
function isOver({ currentTime, effect }: Animation): boolean {
  return Number(currentTime) >= Number(effect?.getComputedTiming().endTime);
}

/** The answer as plain text. What does not fit moves along with the voice, and stays where it is while the voice is silent. */
export function AnswerCard({ text, leaving, spoken }: AnswerCardProps) {
  const view = useRef<HTMLDivElement>(null);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const scroll = useRef<Animation | null>(null);
  /** How far the scrolling had come when the text grew, in ms: it goes on from there. */
  const scrolledMs = useRef<number | null>(null);
  /** When the answer was first drawn, and when its voice ended, for a text that fitted until it grew. */
  const beganMs = useRef<number | null>(null);
  const endedMs = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (view.current === null || paragraph.current === null) return;
    const nowMs = performance.now();
    beganMs.current ??= nowMs;
    const overflows = paragraph.current.offsetHeight > view.current.clientHeight;
    // Before measuring: a text that is cut gets more room below its last line.
    view.current.setAttribute('data-overflows', String(overflows));
    if (!overflows) return;
    const plan = scrollPlan(text, paragraph.current.offsetHeight, view.current.clientHeight);
    const still = document.documentElement.dataset['reducedMotion'] === 'true';
    // One pixel at a time: between pixels nothing is drawn, and the letters stay sharp.
    const easing = still ? jumps(plan.distancePx, view.current.clientHeight) : `steps(${plan.distancePx})`;
    const animation = paragraph.current.animate(
      [{ transform: 'none' }, { transform: `translateY(${-plan.distancePx}px)` }],
      { duration: plan.durationMs, delay: plan.delayMs, easing, fill: 'forwards' },
    );
    animation.currentTime = scrolledMs.current ?? (endedMs.current ?? nowMs) - beganMs.current;
    if (endedMs.current !== null) animation.pause();
    scroll.current = animation;
    return () => {
      scrolledMs.current = Number(animation.currentTime);
      animation.cancel();
    };
  }, [text]);

  const wasSpoken = useRef(spoken);
  useLayoutEffect(() => {
    if (wasSpoken.current && !spoken) {
      endedMs.current ??= performance.now();
      scroll.current?.pause();
    }
    if (!wasSpoken.current && spoken) {
      // The voice goes on after a pause, which was no part of the speaking.
      if (beganMs.current !== null && endedMs.current !== null) beganMs.current += performance.now() - endedMs.current;
      endedMs.current = null;
      if (scroll.current !== null && !isOver(scroll.current)) scroll.current.play();
    }
    wasSpoken.current = spoken;
  }, [spoken]);

  return (
    <div className="card-view" ref={view}>
      <p
        className="answer"
        ref={paragraph}
        dir="auto"
        data-size={answerSizePx(text)}
        data-testid={leaving ? undefined : 'answer'}
      >
        {text}
      </p>
    </div>
  );
}
