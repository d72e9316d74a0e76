import type { Timer } from '../../src-shared/throttle.ts';
import type { Face } from './face.ts';
import { PICTURE_MOTIONS } from './picture-motion.ts';

/**
 * From a new face to the fade of the old one. Beginning a transition in the frame that shows the change would cost that
 * frame 1 ms, and one in four 7 ms (measured on Electron 33 without a graphics card).
 */
const FADE_AFTER_MS = 20;

/**
 * From a new face to the motion of its picture, when the fade is over. Phases shorter than this never move, and the frame
 * that shows a change has half as much to do.
 */
const STILL_MS = 200;

export interface MotionOptions {
  /** Begins the fade of the old face. */
  readonly beginFade: () => void;
  /** Returns a function that draws a step of a face's picture, counted from 0; null: at rest. */
  readonly pictureOf: (face: Face) => (step: number | null) => void;
  /** Draws the bars of listening at the microphone's level, from 0 to 1. */
  readonly drawLevel: (level: number) => void;
  readonly timer: Timer;
}

export interface Motion {
  /** Call with the painted face after every state, and whether its picture may move now. */
  show(face: Face, mayMove: boolean): void;
  /** Call with the microphone's level, from 0 to 1; null: unknown. While there is one, the bars of listening do not breathe. */
  hear(level: number | null): void;
}

/**
 * Schedule the motion after a change: first the fade of the old face, then the steps of the new one's picture.
 *
 * A timer takes the steps, and not an animation. With an animation, Chromium begins a frame at every refresh of the display,
 * and a change waits for the next one: with our steps a label is on the screen after 8 ms instead of 32 (medians with
 * changes 350 to 600 ms apart, Electron 33 without a graphics card). A step costs more, but nothing happens in between: the
 * phases take 2.7 to 3.4 % of a core, instead of 2.7 to 2.9 %.
 */
export function startMotion({ beginFade, pictureOf, drawLevel, timer }: MotionOptions): Motion {
  let shown: Face | null = null;
  let couldMove = false;
  /** Brings the picture to rest that is not. */
  let rest = () => {};
  let cancelFade = () => {};
  let cancelStep = () => {};
  let level: number | null = null;
  /** Moves the picture that listens on, by its level or by its steps. */
  let follow = () => {};

  const move = (face: Face) => {
    const motion = PICTURE_MOTIONS[face];
    if (motion === undefined) return;
    const draw = pictureOf(face);
    rest = () => {
      draw(null);
      rest = () => {};
    };
    const take = (step: number) => {
      draw(step);
      cancelStep = timer.setTimeout(() => take(step + 1), motion.stepMs);
    };
    if (face !== 'listening') {
      take(0);
      return;
    }
    follow = () => {
      cancelStep();
      if (level === null) take(0);
      else drawLevel(level);
    };
    follow();
  };

  const show: Motion['show'] = (face, mayMove) => {
    if (face === shown && mayMove === couldMove) return;
    cancelStep();
    follow = () => {};
    if (face !== 'listening' || !mayMove) level = null;
    if (face === shown) rest();
    else {
      cancelFade();
      // The old picture stops, but redrawing it would cost the frame that shows the change.
      cancelFade = timer.setTimeout(() => {
        rest();
        beginFade();
      }, FADE_AFTER_MS);
    }
    shown = face;
    couldMove = mayMove;
    if (mayMove) cancelStep = timer.setTimeout(() => move(face), STILL_MS);
  };
  return {
    show,
    hear(next) {
      if (next === level) return;
      level = next;
      follow();
    },
  };
}
