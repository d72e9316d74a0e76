import { describe, expect, it } from 'vitest';
import { ANCHOR_GRID, moveAnchor } from '../../../src-renderer/settings/anchor-moves.ts';
import { ANCHORS } from '../../../src-shared/settings-limits.ts';

describe('the arrow keys on the anchors', () => {
  it.each([
    ['top-left', 'ArrowRight', 'top'],
    ['top', 'ArrowRight', 'top-right'],
    ['top-right', 'ArrowDown', 'right'],
    ['right', 'ArrowDown', 'bottom-right'],
    ['bottom', 'ArrowLeft', 'bottom-left'],
    ['bottom-left', 'ArrowUp', 'left'],
  ] as const)('lead from %s with %s to %s', (anchor, key, next) => {
    expect(moveAnchor(anchor, key)).toBe(next);
  });

  it.each([
    ['top', 'ArrowDown', 'bottom'],
    ['bottom', 'ArrowUp', 'top'],
    ['left', 'ArrowRight', 'right'],
    ['right', 'ArrowLeft', 'left'],
  ] as const)('lead across the empty middle from %s', (anchor, key, next) => {
    expect(moveAnchor(anchor, key)).toBe(next);
  });

  it('stay at the edge', () => {
    expect(moveAnchor('top-left', 'ArrowUp')).toBe('top-left');
    expect(moveAnchor('right', 'ArrowRight')).toBe('right');
  });

  it('are the only keys that move', () => {
    expect(moveAnchor('top', 'Tab')).toBeNull();
    expect(moveAnchor('top', ' ')).toBeNull();
  });

  it('have every anchor on their grid', () => {
    expect(ANCHOR_GRID.flat().filter((anchor) => anchor !== null)).toEqual(ANCHORS);
  });
});
