/** What is said of a client on one point. */
export interface Point {
  readonly name: string;
  readonly verdict: 'right' | 'wrong' | 'warning' | 'not-tried';
  /** What was found, or why it was not tried: one line. */
  readonly found: string;
  /** What its author can do; null where there is nothing to do. */
  readonly advice: string | null;
}

export const right = (name: string, found: string): Point => ({ name, verdict: 'right', found, advice: null });
export const notTried = (name: string, why: string): Point => ({
  name,
  verdict: 'not-tried',
  found: why,
  advice: null,
});
export const wrong = (name: string, found: string, advice: string): Point => ({
  ...{ name, verdict: 'wrong', found, advice },
});
export const warning = (name: string, found: string, advice: string): Point => ({
  ...{ name, verdict: 'warning', found, advice },
});

/** `1 frame`, `2 frames`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
