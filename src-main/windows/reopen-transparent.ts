import type { Clock } from '../runtime/clock.ts';

/** From the opening of windows to the look at them: until then, those that they replace are there as well. */
export const LOOK_AFTER_MS = 1_000;

/** More openings would not help. */
export const OPENINGS_MAX = 4;

export interface ReopenTransparentOptions {
  /** Opens the windows anew. */
  readonly reopen: () => void;
  /** Returns whether they can be transparent, or need not be. */
  readonly areTransparent: () => Promise<boolean>;
  readonly clock: Pick<Clock, 'setTimeout'>;
}

/**
 * Return a function that opens windows anew once a compositor has begun. Chromium learns of it a little later than we do, and until
 * then opens windows that stay black around the picture (seen when KWin 5.27 replaces itself), so they are opened again then.
 */
export function reopenTransparent({ reopen, areTransparent, clock }: ReopenTransparentOptions): () => void {
  let cancelLook = () => {};
  const open = (opening: number) => {
    cancelLook();
    reopen();
    if (opening === OPENINGS_MAX) return;
    cancelLook = clock.setTimeout(() => {
      void areTransparent().then((are) => {
        if (!are) open(opening + 1);
      });
    }, LOOK_AFTER_MS);
  };
  return () => open(1);
}
