import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bar, barChart, lineChart } from './chart.ts';
import { type Figure, judge } from './figure.ts';
import type { Machine } from './machine.ts';
import type { Outcome } from './part.ts';
import { number, type Report, sortedTransports } from './report.ts';
import { TRANSPORTS } from './transport-comparison/transports.ts';

/** A text file of the document. */
interface DocumentFile {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly text: string;
}

const DOCUMENT = 'docs/benchmarks.md';
const CHARTS = 'docs/benchmarks';

/**
 * Write the sections of the parts that were measured into docs/benchmarks.md, and their charts.
 * @param order the names of all parts, in the order of their sections. @returns the path of the document.
 */
export function writeDocument(report: Report, order: readonly string[], root: string): string {
  const path = join(root, DOCUMENT);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [document, ...charts] = documentFiles(report, order, before);
  const folder = join(root, CHARTS);
  mkdirSync(folder, { recursive: true });
  for (const file of [document, ...charts]) writeFileSync(join(root, file.path), file.text);
  for (const name of readdirSync(folder)) if (!document.text.includes(name)) rmSync(join(folder, name));
  return DOCUMENT;
}

/**
 * Return the document and the new charts.
 * @param before the text of the last document; parts that were not measured keep their sections.
 */
export function documentFiles(
  { machine, outcomes }: Report,
  order: readonly string[],
  before: string,
): readonly [DocumentFile, ...DocumentFile[]] {
  const measured = new Map(outcomes.map((outcome) => [outcome.name, section(outcome, machine)]));
  const kept = sectionsOf(before);
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Everything runs on the production build, with no debugger and no test driver attached, on a',
    'virtual desktop without a graphics card. A *floor* is the bare minimum for the same job: a tiny app on the same runtime',
    "with Electron's default switches, measured alternately with the overlay in the same run. Ratios to it are comparable between",
    'machines; the absolute figures are those of the machine that the section names. Each figure is the median of `n` rounds, with',
    'the minimum and maximum. CPU time is that of all processes of an app together, in percent of one core, from /proc.',
    ...order.flatMap((name) => ['', measured.get(name)?.text ?? kept.get(name) ?? []].flat()),
  ];
  return [
    { path: DOCUMENT, text: `${text.join('\n').trim()}\n` },
    ...[...measured.values()].flatMap(({ charts }) => charts),
  ];
}

/** Return the sections of a document by the names of their parts. */
function sectionsOf(document: string): ReadonlyMap<string, string> {
  const sections = document
    .split(/^(?=## )/m)
    .map((text) => [/^`npm run bench -- (.+)`$/m.exec(text)?.[1], text] as const);
  return new Map(sections.flatMap(([name, text]) => (name === undefined ? [] : [[name, text.trim()] as const])));
}

function machineLine(machine: Machine): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return (
    `Measured on ${machine.date.slice(0, 10)}: ${machine.processor}, ${machine.cores} cores, ` +
    `${(machine.memoryBytes / 1e9).toFixed(1)} GB; ${machine.system}; ${versions.join(', ')}. ` +
    `Load of the machine before the run: ${machine.loadBefore.toFixed(2)}. ` +
    (machine.isSandboxed
      ? 'Run by an ordinary user.'
      : 'Run by root, for whom Chromium has no sandbox and fewer processes.')
  );
}

interface Section {
  readonly text: string;
  readonly charts: readonly DocumentFile[];
}

function section(outcome: Outcome, machine: Machine): Section {
  const charts = [...figureCharts(outcome), ...transportCharts(outcome)];
  const pictures = charts.map(({ path, title }) => `![${title}](${path.replace('docs/', '')})`);
  return {
    text: [
      `## ${outcome.title}`,
      '',
      `\`npm run bench -- ${outcome.name}\``,
      '',
      machineLine(machine),
      '',
      ...(outcome.problem === null ? [] : [`Could not be measured: ${outcome.problem}`, '']),
      ...(outcome.figures.length === 0 ? [] : [...figureTable(outcome.figures), '']),
      ...(outcome.transports.length === 0 ? [] : [...transportTable(outcome), '']),
      ...pictures.flatMap((picture) => [picture, '']),
      ...outcome.notes,
    ]
      .join('\n')
      .trim(),
    charts,
  };
}

function figureTable(figures: readonly Figure[]): string[] {
  return [
    '| figure | overlay | floor | target | |',
    '|---|---|---|---|---|',
    ...figures.map((figure) => {
      const { value, floor, allowed, met } = judge(figure);
      const range = ({ median, min, max, count }: typeof value) =>
        count === 1
          ? `${number(median)} ${figure.unit}`
          : `${number(median)} ${figure.unit} (${number(min)} to ${number(max)}, n = ${count})`;
      const cells = [
        figure.title,
        range(value),
        floor === null ? '' : `${range(floor)}: ${figure.floorTitle}`,
        allowed === null ? '' : `≤ ${number(allowed)} ${figure.unit}${limitWords(figure)}`,
        met === null ? '' : met ? 'met' : '**not met**',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function limitWords({ limit, unit }: Figure): string {
  if (limit?.kind === 'times-floor') return ` (${limit.factor} × floor)`;
  return limit?.kind === 'over-floor' ? ` (floor + ${limit.by} ${unit})` : '';
}

type Chart = DocumentFile & { readonly title: string };

/** One chart for each unit, because one scale can't serve two. */
function figureCharts(outcome: Outcome): Chart[] {
  const units = [...new Set(outcome.figures.map(({ unit }) => unit))];
  return units.flatMap((unit) => {
    const figures = outcome.figures.filter((figure) => figure.unit === unit && figure.floor !== null);
    if (figures.length === 0) return [];
    const title = units.length === 1 ? outcome.title : `${outcome.title} (${unit})`;
    const slug = units.length === 1 ? outcome.name : `${outcome.name}-${units.indexOf(unit) + 1}`;
    return [{ title, path: `${CHARTS}/${slug}.svg`, text: barChart(title, unit, figures.flatMap(barsOf)) }];
  });
}

function barsOf(figure: Figure): Bar[] {
  const { value, floor, allowed } = judge(figure);
  const label = figure.title.split(', ').length > 2 ? figure.title : figure.title.replace(/^[^:]*: /, '');
  const short = label.length > 38 ? figure.name : label;
  const own = { label: short, value: value.median, min: value.min, max: value.max, isFloor: false, allowed };
  if (floor === null) return [own];
  return [own, { label: 'floor', value: floor.median, min: floor.min, max: floor.max, isFloor: true, allowed: null }];
}

function transportTable(outcome: Outcome): string[] {
  return [
    '| changes a minute | overlays | transport | client’s CPU | requests/min | kB/min | delay, mean | delay, p99 | log lines/min |',
    '|--:|--:|---|--:|--:|--:|--:|--:|--:|',
    ...sortedTransports(outcome).map((cell) => {
      const { median, min, max } = cell.processorPercent;
      const cells = [
        cell.changesPerMinute,
        cell.overlays,
        TRANSPORTS[cell.transport].title,
        `${number(median)} % (${number(min)} to ${number(max)})`,
        Math.round(cell.requestsPerMinute).toLocaleString('en'),
        number(cell.bytesPerMinute / 1_000),
        cell.delayMs === null ? 'none came' : `${number(cell.delayMs.mean)} ms`,
        cell.delayMs === null ? '' : `${number(cell.delayMs.p99)} ms`,
        Math.round(cell.logLinesPerMinute),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function transportCharts(outcome: Outcome): Chart[] {
  const cells = sortedTransports(outcome);
  if (cells.length === 0) return [];
  const overlays = [...new Set(cells.map((cell) => cell.overlays))];
  const names = [...new Set(cells.map((cell) => cell.transport))];
  const rates = [...new Set(cells.map((cell) => cell.changesPerMinute))];
  const rate = rates.at(-1);
  const chart = (slug: string, title: string, unit: string, pick: (cell: (typeof cells)[number]) => number | null) => ({
    title,
    path: `${CHARTS}/${outcome.name}-${slug}.svg`,
    text: lineChart(
      title,
      unit,
      overlays.map((count) => (count === 1 ? '1 overlay' : `${count} overlays`)),
      names.map((transport) => ({
        label: TRANSPORTS[transport].title,
        values: overlays.map((count) => {
          const cell = cells.find(
            (other) => other.transport === transport && other.overlays === count && other.changesPerMinute === rate,
          );
          return cell === undefined ? null : pick(cell);
        }),
      })),
    ),
  });
  return [
    chart(
      'processor',
      `The client’s processor time at ${rate} changes a minute`,
      '% of a core',
      (cell) => cell.processorPercent.median,
    ),
    chart('bytes', `Bytes at ${rate} changes a minute`, 'kB a minute', (cell) => cell.bytesPerMinute / 1_000),
    chart(
      'delay',
      `From a change to the overlay at ${rate} changes a minute, mean`,
      'ms',
      (cell) => cell.delayMs?.mean ?? null,
    ),
  ];
}
