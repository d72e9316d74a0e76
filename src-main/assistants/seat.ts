/** A place for a program that has come to the overlay by itself. What it says comes from there, and commands go back. */
export interface Seat {
  /** Send a frame. @returns whether it has left. */
  send(frame: string): boolean;
  /** Take what the program says, from now on. @returns a function that ends that. */
  listen(listener: (said: Said) => void): () => void;
}

export type Said =
  | { readonly kind: 'frame'; readonly raw: string }
  /** The program is gone: what it said last comes to its end. */
  | { readonly kind: 'left' };
