import type { ClientNumbers, DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';

/** The time span of the curves. */
export const HISTORY_MS = 600_000;

/** A value and its time since the overlay started; null: no value. */
export interface Point {
  readonly atMs: number;
  readonly value: number | null;
}

/** The points of every curve, by client (`ping:<id>` …) and process (`cpu:<pid>` …). */
export type History = ReadonlyMap<string, readonly Point[]>;

const CLIENT_CURVES = ['paint', 'ping', 'frames', 'bytes'] as const;
export type ClientCurve = (typeof CLIENT_CURVES)[number];

/**
 * Add a view to the history. Points older than ten minutes and curves without a client or process are dropped. Pure.
 * @param before the previous view; null for the first, which yields no rates.
 */
export function addView(history: History, view: DiagnosticsView, before: DiagnosticsView | null): History {
  const atMs = view.runningForMs;
  const next = new Map<string, readonly Point[]>();
  const add = (name: string, value: number | null) => {
    const known = (history.get(name) ?? []).filter((point) => atMs - point.atMs <= HISTORY_MS);
    next.set(name, [...known, { atMs, value }]);
  };
  for (const client of view.clients) {
    const last = before?.clients.find(({ id }) => id === client.id);
    const seconds = before === null ? 0 : (atMs - before.runningForMs) / 1_000;
    for (const curve of CLIENT_CURVES) {
      add(`${curve}:${client.id}`, last === undefined ? null : curveValue(curve, client, last, seconds));
    }
  }
  for (const { pid, cpuPercent, memoryBytes } of view.processes) {
    add(`cpu:${pid}`, cpuPercent);
    add(`memory:${pid}`, memoryBytes);
  }
  return next;
}

function curveValue(curve: ClientCurve, now: ClientNumbers, last: ClientNumbers, seconds: number): number | null {
  switch (curve) {
    case 'paint': {
      const paints = now.paints - last.paints;
      return paints > 0 ? (now.paintTotalMs - last.paintTotalMs) / paints : null;
    }
    case 'ping':
      // Between two pings, the last one still counts.
      return now.transport === 'socket' ? now.pingLastMs : null;
    case 'frames':
      return seconds > 0 ? (now.framesIn - last.framesIn) / seconds : null;
    case 'bytes':
      return seconds > 0 ? (now.bytesIn + now.bytesOut - last.bytesIn - last.bytesOut) / seconds : null;
  }
}

/** Return the newest value of a curve; null without one. */
export function lastValue(points: readonly Point[]): number | null {
  return points.at(-1)?.value ?? null;
}

/** Return the greatest value of a curve; null without one. */
export function greatestValue(points: readonly Point[]): number | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : Math.max(...values);
}
