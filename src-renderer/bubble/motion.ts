import type { Timer } from '../../src-shared/throttle.ts';
import type { Face } from './face.ts';

/**
 * From a new phase to the fade of the one before. The frame that shows a change begins no transition, which would take it
 * 1 ms more, and one in four 7 ms more (measured on Electron 33 without a graphics card).
 */
const FADE_AFTER_MS = 20;

/**
 * From a new phase to its picture's beginning to move: when the fade to it is over. Phases that come and go faster never
 * begin, and the frame that shows a change has half as much to do.
 */
const STILL_MS = 200;

/**
 * Says when what moves after a change may begin: first the fade of the phase before, then the picture of the new one, on
 * the page's root, where motion.css finds it.
 * @param beginFade called when the phase before is to fade.
 * @returns to be called with the phase that is painted, whenever there may be another.
 */
export function startMotion(
  root: Pick<HTMLElement, 'dataset'>,
  beginFade: () => void,
  timer: Timer,
): (shown: Face) => void {
  let painted: Face | null = null;
  let cancel = () => {};
  return (shown) => {
    if (shown === painted) return;
    painted = shown;
    cancel();
    delete root.dataset['moves'];
    cancel = timer.setTimeout(() => {
      beginFade();
      cancel = timer.setTimeout(() => {
        root.dataset['moves'] = 'true';
      }, STILL_MS - FADE_AFTER_MS);
    }, FADE_AFTER_MS);
  };
}
