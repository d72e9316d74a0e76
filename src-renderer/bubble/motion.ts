import type { Timer } from '../../src-shared/throttle.ts';
import type { Face } from './face.ts';

/**
 * From a new face to the fade of the old one. Beginning a transition in the frame that shows the change would cost that
 * frame 1 ms, and one in four 7 ms (measured on Electron 33 without a graphics card).
 */
const FADE_AFTER_MS = 20;

/**
 * From a new face to the animation of its picture, when the fade is over. Phases shorter than this never animate, and the
 * frame that shows a change has half as much to do.
 */
const STILL_MS = 200;

/**
 * Schedule the motion after a change: first the fade of the old face, then the picture of the new one, by an attribute
 * that motion.css selects by.
 * @param beginFade begins the fade of the old face.
 * @returns a function to call with the painted face after every state.
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
