/** Registers a clean-up. */
export type AtEnd = (end: () => unknown) => void;

/** Act, and then run the clean-ups that it registered meanwhile, the last one first, even if it fails. */
export async function withEndings(act: (atEnd: AtEnd) => Promise<void>): Promise<void> {
  const endings: (() => unknown)[] = [];
  try {
    await act((end) => endings.push(end));
  } finally {
    for (const end of endings.toReversed()) await end();
  }
}
