import type { Phase } from '../../src-preload/contract.ts';

/**
 * From a new phase to its picture's beginning to move: when the fade to it is over. Phases that come and go faster never
 * begin, and the frame that shows a change has half as much to do.
 */
const STILL_MS = 200;

/**
 * Says on the page's root, where motion.css finds it, when the picture of a phase may move.
 * @param wait calls a function after so many milliseconds. @returns what ends that.
 * @returns to be called with the phase that is painted, whenever there may be another.
 */
export function startMotion(
  root: Pick<HTMLElement, 'dataset'>,
  wait: (then: () => void, delayMs: number) => () => void,
): (shown: Phase) => void {
  let painted: Phase | null = null;
  let cancel = () => {};
  return (shown) => {
    if (shown === painted) return;
    painted = shown;
    cancel();
    delete root.dataset['moves'];
    cancel = wait(() => {
      root.dataset['moves'] = 'true';
    }, STILL_MS);
  };
}
