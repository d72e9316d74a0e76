import { useEffect, useState } from 'react';

/** Hold a value that turns null `shownMs` after it was set last. */
export function useTemporary<T>(shownMs: number): readonly [T | null, (next: T | null) => void] {
  // An object: setting an equal value restarts the timer.
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    if (held === null) return;
    const timer = setTimeout(() => setHeld(null), shownMs);
    return () => clearTimeout(timer);
  }, [held, shownMs]);
  return [held === null ? null : held.value, (value) => setHeld(value === null ? null : { value })];
}

/** After the user's last change: until then the client's value may be older than that change. */
const EDIT_SHOWN_MS = 1_000;

/**
 * Follow a value that the client keeps and the user changes.
 * @param reported the client's value.
 * @returns the value to show, and a setter for the user's change.
 */
export function useEditedValue<T>(reported: T) {
  const [edited, setEdited] = useTemporary<T>(EDIT_SHOWN_MS);
  return [edited ?? reported, setEdited] as const;
}
