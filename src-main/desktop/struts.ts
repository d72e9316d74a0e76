/**
 * The places at the edges of the desktop that panels want to have free: `_NET_WM_STRUT_PARTIAL`, and `_NET_WM_STRUT` before
 * (https://specifications.freedesktop.org/wm-spec/latest/).
 */

export type Side = 'left' | 'right' | 'top' | 'bottom';

/** A place at an edge of the desktop, in pixels. */
export interface Strut {
  /** The side of the displays at which it is. */
  readonly side: Side;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Parse the value of a property: the widths at the left, right, top and bottom, and, in the newer property, the first and
 * the last pixel along each of these edges.
 * @param desktop the size of all displays together.
 */
export function parseStruts(
  values: readonly number[],
  desktop: { readonly width: number; readonly height: number },
): readonly Strut[] {
  const [left = 0, right = 0, top = 0, bottom = 0] = values;
  const isPartial = values.length >= 12;
  const along = (index: number, length: number) => {
    if (!isPartial) return { from: 0, length };
    const from = values[4 + 2 * index] ?? 0;
    return { from, length: (values[5 + 2 * index] ?? 0) + 1 - from };
  };
  const [atLeft, atRight] = [along(0, desktop.height), along(1, desktop.height)];
  const [atTop, atBottom] = [along(2, desktop.width), along(3, desktop.width)];
  const struts: readonly Strut[] = [
    { side: 'left', x: 0, y: atLeft.from, width: left, height: atLeft.length },
    { side: 'right', x: desktop.width - right, y: atRight.from, width: right, height: atRight.length },
    { side: 'top', x: atTop.from, y: 0, width: atTop.length, height: top },
    { side: 'bottom', x: atBottom.from, y: desktop.height - bottom, width: atBottom.length, height: bottom },
  ];
  return struts.filter(({ width, height }) => width > 0 && height > 0);
}
