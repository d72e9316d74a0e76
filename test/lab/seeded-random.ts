/** Parse a seed that was printed before; without one, return a new seed. */
export function seedFrom(text: string | undefined): number {
  return text ? Number(text) >>> 0 : Math.floor(Math.random() * 2 ** 32);
}

/**
 * Create a random number generator: Marsaglia's xorshift with 13, 17 and 5.
 * @returns a function that returns the next number, from 0 (included) to 1 (excluded).
 */
export function createSeededRandom(seed: number): () => number {
  // Zero would stay zero.
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // The first numbers of a small seed are small.
  for (let step = 0; step < 8; step += 1) next();
  return next;
}
