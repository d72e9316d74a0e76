import { useEffect, useState } from 'react';

/** How long after the user's last change that is shown, and not what the client says, which may be from before it. */
const SETTLING_MS = 1_000;

/**
 * A value that the client keeps and the user changes: what to show, and what takes the user's change.
 * @param told what the client says.
 */
export function useWanted<T>(told: T): readonly [T, (wanted: T) => void] {
  const [wanted, setWanted] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const timer = setTimeout(() => setWanted(null), SETTLING_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return [wanted === null ? told : wanted.value, (value) => setWanted({ value })];
}
