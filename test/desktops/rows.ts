import { FULL_SCREEN_ROWS } from './full-screen-rows.ts';
import { LOSS_ROWS } from './loss-rows.ts';
import { POINTER_ROWS } from './pointer-rows.ts';
import type { Row } from './row.ts';
import { SCREEN_ROWS } from './screen-rows.ts';
import { OTHER_WINDOW_ROWS } from './window-rows.ts';

/** The rows of the matrix: what the overlay promises, each as a check on a running desktop. */
export const ROWS: readonly Row[] = [
  ...SCREEN_ROWS,
  ...FULL_SCREEN_ROWS,
  ...POINTER_ROWS,
  ...OTHER_WINDOW_ROWS,
  ...LOSS_ROWS,
];
