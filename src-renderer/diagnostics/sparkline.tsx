import type { Point } from './history.ts';
import { sparklinePath } from './sparkline-path.ts';

interface SparklineProps {
  readonly points: readonly Point[];
  readonly kind: 'line' | 'stems';
}

const BOX = { width: 240, height: 32 };

/** The last ten minutes of a value. Hidden from screen readers, which read the number beside it. */
export function Sparkline({ points, kind }: SparklineProps) {
  return (
    <svg
      className="sparkline"
      viewBox={`-1 -2 ${BOX.width + 2} ${BOX.height + 4}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="base" d={`M0 ${BOX.height}H${BOX.width}`} />
      <path className={kind} d={sparklinePath(points, kind, BOX)} />
    </svg>
  );
}
