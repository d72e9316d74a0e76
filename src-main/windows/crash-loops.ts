import { createSignal, type Signal } from '../../src-shared/signal.ts';

/** A page of the bubble that is not shown for a while when it ends again and again. */
export type LoopingPage = 'bubble' | 'controls';

/** The pages of all bubbles that are in a crash loop. */
export interface CrashLoops {
  pages(): readonly LoopingPage[];
  /** Follow one window with a page. @returns a function to call when its crash loop begins and ends. */
  follow(page: LoopingPage): (inLoop: boolean) => void;
  /** A crash loop has begun or ended. */
  readonly onChange: Signal<void>['subscribe'];
}

export function createCrashLoops(): CrashLoops {
  const change = createSignal();
  /** With several displays, several windows have the same page. */
  const looping: LoopingPage[] = [];
  return {
    pages: () => [...new Set(looping)],
    follow: (page) => (inLoop) => {
      if (inLoop) looping.push(page);
      else looping.splice(looping.indexOf(page), 1);
      change.emit();
    },
    onChange: change.subscribe,
  };
}
