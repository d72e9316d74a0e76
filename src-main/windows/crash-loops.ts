/** A page of the bubble that can be given a rest. */
export type RestingPage = 'bubble' | 'controls';

/** Which pages of the bubbles are given a rest, because they ended again and again. */
export interface Rests {
  pages(): readonly RestingPage[];
  /** Takes when one of the windows with a page begins and ceases to rest. */
  follow(page: RestingPage): (resting: boolean) => void;
}

/** @param onChange called after each change. */
export function createRests(onChange: () => void): Rests {
  /** With several displays there are several windows with one page. */
  const resting: RestingPage[] = [];
  return {
    pages: () => [...new Set(resting)],
    follow: (page) => (rests) => {
      if (rests) resting.push(page);
      else resting.splice(resting.indexOf(page), 1);
      onChange();
    },
  };
}
