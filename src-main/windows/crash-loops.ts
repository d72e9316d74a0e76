/** A page of the bubble that is not shown for a while when it ends again and again. */
export type LoopingPage = 'bubble' | 'controls';

/** The pages of all bubbles that are in a crash loop. */
export interface CrashLoops {
  pages(): readonly LoopingPage[];
  /** Follow one window with a page. @returns a function to call when its crash loop begins and ends. */
  follow(page: LoopingPage): (inLoop: boolean) => void;
}

/** @param onChange called after each change. */
export function createCrashLoops(onChange: () => void): CrashLoops {
  /** With several displays, several windows have the same page. */
  const looping: LoopingPage[] = [];
  return {
    pages: () => [...new Set(looping)],
    follow: (page) => (inLoop) => {
      if (inLoop) looping.push(page);
      else looping.splice(looping.indexOf(page), 1);
      onChange();
    },
  };
}
