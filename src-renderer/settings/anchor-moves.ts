import type { Anchor } from '../../src-shared/settings-limits.ts';

/** The anchors by their position on a display; the middle has none. */
export const ANCHOR_GRID: readonly (readonly (Anchor | null)[])[] = [
  ['top-left', 'top', 'top-right'],
  ['left', null, 'right'],
  ['bottom-left', 'bottom', 'bottom-right'],
];

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Return the anchor that an arrow key leads to, across the empty middle; at the edge, the same one. Pure.
 * @param key the key's name in a KeyboardEvent.
 * @returns null for other keys.
 */
export function moveAnchor(anchor: Anchor, key: string): Anchor | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const [rows, columns] = step;
  const row = ANCHOR_GRID.findIndex((anchors) => anchors.includes(anchor));
  const column = ANCHOR_GRID[row]?.indexOf(anchor) ?? 0;
  const at = (steps: number) => ANCHOR_GRID[row + steps * rows]?.[column + steps * columns];
  return at(1) ?? at(2) ?? anchor;
}
