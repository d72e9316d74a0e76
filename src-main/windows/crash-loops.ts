import { createSignal, type Signal } from '../../src-shared/signal.ts';

/** Whether any bubble is not shown for a while, because its pages end again and again. */
export interface CrashLoops {
  isAny(): boolean;
  /** Follow one bubble. @returns a function to call when its crash loop begins and ends. */
  follow(): (inLoop: boolean) => void;
  /** A crash loop has begun or ended. */
  readonly onChange: Signal<void>['subscribe'];
}

export function createCrashLoops(): CrashLoops {
  const change = createSignal();
  /** With several displays, there are several bubbles. */
  let looping = 0;
  return {
    isAny: () => looping > 0,
    follow: () => (inLoop) => {
      looping += inLoop ? 1 : -1;
      change.emit();
    },
    onChange: change.subscribe,
  };
}
