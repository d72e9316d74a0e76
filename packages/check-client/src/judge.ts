import { judgeHandshake, judgeReach, judgeStrangers } from './judge-access.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeDetails } from './judge-details.ts';
import { judgeFrames, judgeOverlays } from './judge-frames.ts';
import { judgeHttp } from './judge-http.ts';
import type { Observations } from './observations.ts';
import type { Point } from './point.ts';

/** Judge a client by the observations: always the same points, in the same order. Pure. */
export function judge(seen: Observations): readonly Point[] {
  return [
    judgeReach(seen),
    ...judgeHandshake(seen),
    ...judgeFrames(seen),
    ...judgeDetails(seen),
    ...judgeOverlays(seen),
    ...judgeAnswers(seen),
    ...judgeStrangers(seen.strangers, seen.isSecure, ''),
    ...judgeHttp(seen),
  ];
}
