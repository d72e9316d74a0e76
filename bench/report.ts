import { type Figure, judge } from './figure.ts';
import type { Machine } from './machine.ts';
import type { Outcome, TransportCell } from './part.ts';
import { TRANSPORT_NAMES } from './transport-comparison/transports.ts';

export interface Report {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly outcomes: readonly Outcome[];
}

/** Return the report as an object for programs, with the figures by name. */
export function jsonReport({ machine, quick, outcomes }: Report): object {
  const figures = outcomes.flatMap(({ figures: all }) => all);
  return {
    machine,
    quick,
    figures: Object.fromEntries(
      figures.map((figure) => {
        const { title, unit, samples, floor, limit } = figure;
        const { value, floor: floorSummary, allowed, met } = judge(figure);
        return [
          figure.name,
          { title, unit, ...value, floor: floorSummary, limit, allowed, met, samples, floorSamples: floor },
        ];
      }),
    ),
    transports: outcomes.flatMap(({ transports }) => transports),
    notMeasured: Object.fromEntries(
      outcomes.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]])),
    ),
  };
}

/** Return the report as text for a terminal. */
export function textReport({ outcomes }: Report): string {
  return outcomes
    .flatMap((outcome) => [
      outcome.title,
      ...(outcome.problem === null ? [] : [`  could not be measured: ${outcome.problem}`]),
      ...outcome.figures.map((figure) => `  ${figureLine(figure)}`),
      ...sortedTransports(outcome).map((cell) => `  ${transportLine(cell)}`),
      '',
    ])
    .join('\n');
}

function figureLine(figure: Figure): string {
  const { unit, title } = figure;
  const { value, floor, allowed, met } = judge(figure);
  const parts = [
    `${title}: ${number(value.median)} ${unit} (${number(value.min)}–${number(value.max)}, n=${value.count})`,
    ...(floor === null ? [] : [`floor ${number(floor.median)} (${number(floor.min)}–${number(floor.max)})`]),
    ...(allowed === null ? [] : [`at most ${number(allowed)}: ${met ? 'met' : 'NOT MET'}`]),
  ];
  return parts.join('; ');
}

function transportLine(cell: TransportCell): string {
  const delay =
    cell.delayMs === null
      ? 'no change came through'
      : `delay ${number(cell.delayMs.mean)} ms, p99 ${number(cell.delayMs.p99)} ms`;
  return (
    `${cell.changesPerMinute}/min, ${cell.overlays} × ${cell.transport}: ${number(cell.processorPercent.median)} %, ` +
    `${number(cell.requestsPerMinute)} requests/min, ${number(cell.bytesPerMinute / 1_000)} kB/min, ${delay}, ` +
    `${number(cell.logLinesPerMinute)} log lines/min`
  );
}

/** Sort by changes, by overlays, and then by transport, the most frequent polling first. */
export function sortedTransports({ transports }: Pick<Outcome, 'transports'>): TransportCell[] {
  return transports.toSorted(
    (a, b) =>
      a.changesPerMinute - b.changesPerMinute ||
      a.overlays - b.overlays ||
      TRANSPORT_NAMES.indexOf(a.transport) - TRANSPORT_NAMES.indexOf(b.transport),
  );
}

/** Format with three significant digits, whole numbers without fractions, and commas between thousands. */
export function number(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
