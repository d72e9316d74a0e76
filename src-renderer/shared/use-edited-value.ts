import { useEffect, useState } from 'react';

/** After the user's last change: until then the client's value may be older than that change. */
const EDIT_SHOWN_MS = 1_000;

/**
 * Follow a value that the client keeps and the user changes.
 * @param reported the client's value.
 * @returns the value to show, and a setter for the user's change.
 */
export function useEditedValue<T>(reported: T): readonly [T, (edited: T) => void] {
  const [edited, setEdited] = useState<{ readonly value: T } | null>(null);
  useEffect(() => {
    if (edited === null) return;
    const timer = setTimeout(() => setEdited(null), EDIT_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [edited]);
  return [edited === null ? reported : edited.value, (value) => setEdited({ value })];
}
