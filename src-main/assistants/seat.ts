/** The two directions to a program that has come to the overlay by itself: its frames come, and commands go back. */
export interface Seat {
  /** Send a frame. @returns whether it has left. */
  send(frame: string): boolean;
  /** Receive the program's frames, from now on. @returns a function that ends that. */
  listen(listener: (said: Said) => void): () => void;
}

export type Said =
  | { readonly kind: 'frame'; readonly raw: string }
  /** The program is gone: its last state comes to its end. */
  | { readonly kind: 'left' };
