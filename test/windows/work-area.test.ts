import { describe, expect, it } from 'vitest';
import type { Strut } from '../../src-main/desktop/struts.ts';
import { workAreaBeside } from '../../src-main/windows/work-area.ts';

/** Two displays side by side, the second one lower. */
const ONE = { x: 0, y: 0, width: 1280, height: 800 };
const TWO = { x: 1280, y: 0, width: 1024, height: 768 };
const of = (bounds: typeof ONE, scaleFactor = 1) => ({ bounds, workArea: bounds, scaleFactor });

const TOP_OF_TWO: Strut = { side: 'top', x: 1280, y: 0, width: 1024, height: 28 };
const BOTTOM_OF_TWO: Strut = { side: 'bottom', x: 1280, y: 734, width: 1024, height: 66 };
const RIGHT_OF_TWO: Strut = { side: 'right', x: 2254, y: 0, width: 50, height: 768 };
const LEFT_OF_ONE: Strut = { side: 'left', x: 0, y: 0, width: 61, height: 800 };

describe('the work area', () => {
  it('is that of Chromium without panels', () => {
    const workArea = { x: 5, y: 6, width: 700, height: 600 };
    expect(workAreaBeside([], { ...of(ONE), workArea })).toEqual(workArea);
  });

  it('ends at the panels on its display, and at no others', () => {
    const struts = [TOP_OF_TWO, BOTTOM_OF_TWO, RIGHT_OF_TWO, LEFT_OF_ONE];
    expect(workAreaBeside(struts, of(TWO))).toEqual({ x: 1280, y: 28, width: 974, height: 706 });
    expect(workAreaBeside(struts, of(ONE))).toEqual({ x: 61, y: 0, width: 1219, height: 800 });
  });

  it('keeps what Chromium has cut off already', () => {
    const workArea = { x: 1280, y: 60, width: 1024, height: 708 };
    expect(workAreaBeside([TOP_OF_TWO], { ...of(TWO), workArea })).toEqual(workArea);
  });

  it('is not taken by a panel at an inner edge, whose width counts from the edge of the desktop', () => {
    const inner: Strut = { side: 'left', x: 0, y: 0, width: 1280 + 48, height: 768 };
    expect(workAreaBeside([inner], of(ONE))).toEqual(ONE);
    expect(workAreaBeside([inner], of(TWO))).toEqual({ ...TWO, x: 1328, width: 976 });
  });

  it('is in device-independent pixels', () => {
    const scaled = { x: 1024, y: 0, width: 819, height: 614 };
    expect(workAreaBeside([TOP_OF_TWO], of(scaled, 1.25))).toEqual({ ...scaled, y: 23, height: 591 });
  });
});
