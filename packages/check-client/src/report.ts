import type { Point } from './point.ts';

const MARKS: Readonly<Record<Point['verdict'], string>> = { right: '✓', wrong: '✗', warning: '!', 'not-tried': '–' };

/** The points as lines for people, with advice and the section of the protocol below each fault. */
export function asText(points: readonly Point[]): string {
  const lines = points.flatMap((point, index) => {
    if (isSameReason(point, points[index - 1])) return [];
    const behind = points.slice(index + 1);
    const end = behind.findIndex((other) => !isSameReason(other, point));
    const names = [point, ...(end < 0 ? behind : behind.slice(0, end))].map(({ name }) => name).join(', ');
    const advice = point.advice === null ? [] : [`    ${point.advice} See ${point.section}`];
    return [`${MARKS[point.verdict]} ${names}: ${point.found}`, ...advice];
  });
  const { right, wrong, warning, 'not-tried': notTried } = countsOf(points);
  return [...lines, '', `${right} right, ${wrong} wrong, ${warning} to look at, ${notTried} not tried`].join('\n');
}

/**
 * The points as a JSON object for programs.
 * @param address of the client's socket.
 */
export function asJson(address: string, points: readonly Point[]): string {
  return JSON.stringify({ address, counts: countsOf(points), points }, null, 2);
}

function countsOf(points: readonly Point[]): Readonly<Record<Point['verdict'], number>> {
  const count = (verdict: Point['verdict']) => points.filter((point) => point.verdict === verdict).length;
  return { right: count('right'), wrong: count('wrong'), warning: count('warning'), 'not-tried': count('not-tried') };
}

/** Points that were not tried for the same reason share a line. */
function isSameReason(point: Point, other: Point | undefined): boolean {
  return point.verdict === 'not-tried' && other?.verdict === 'not-tried' && point.found === other.found;
}
