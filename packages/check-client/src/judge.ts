import { judgeHandshake, judgeReach, judgeStrangers } from './judge-access.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeFrames, judgeOverlays } from './judge-frames.ts';
import { judgeHttp } from './judge-http.ts';
import type { Observations } from './observations.ts';
import type { Point } from './point.ts';

/** What a client does right and wrong, point by point, always the same points in the same order. Pure. */
export function judge(seen: Observations): readonly Point[] {
  return [
    judgeReach(seen),
    ...judgeHandshake(seen),
    ...judgeFrames(seen),
    ...judgeOverlays(seen),
    ...judgeAnswers(seen),
    ...judgeStrangers(seen.strangers, seen.isSecure, ''),
    ...judgeHttp(seen),
  ];
}

const MARKS: Readonly<Record<Point['verdict'], string>> = { right: '✓', wrong: '✗', warning: '!', 'not-tried': '–' };

/** The points as lines for a person: what was found, and below what is to be mended, how. */
export function report(points: readonly Point[]): string {
  const lines = points.flatMap((point, index) => {
    if (isSameReason(point, points[index - 1])) return [];
    const behind = points.slice(index + 1);
    const end = behind.findIndex((other) => !isSameReason(other, point));
    const names = [point, ...(end < 0 ? behind : behind.slice(0, end))].map(({ name }) => name).join(', ');
    const advice = point.advice === null ? [] : [`    ${point.advice}`];
    return [`${MARKS[point.verdict]} ${names}: ${point.found}`, ...advice];
  });
  const count = (verdict: Point['verdict']) => points.filter((point) => point.verdict === verdict).length;
  const counts = `${count('right')} right, ${count('wrong')} wrong, ${count('warning')} to look at, ${count('not-tried')} not tried`;
  return [...lines, '', counts].join('\n');
}

/** Points that were not tried for one reason share a line. */
function isSameReason(point: Point, other: Point | undefined): boolean {
  return point.verdict === 'not-tried' && other?.verdict === 'not-tried' && point.found === other.found;
}
