import { isDeepStrictEqual } from 'node:util';

/** Names of moments, as opposed to durations. */
const MOMENT = /(At|[uU]ntil)Ms$/;

const TEXT_MAX_LENGTH = 32;

/**
 * Return each difference between two values of plain data in a few words: "+x" is new, "-x" is gone, "a>b" is another
 * value. Of a moment only the new one is given.
 */
export function changesBetween(before: object, after: object, nowMs: number): readonly string[] {
  return differences('', before, after, nowMs);
}

/** A moment as seen from another: "now", "+4 s", "past". */
export function moment(atMs: number, nowMs: number): string {
  if (atMs === nowMs) return 'now';
  return atMs < nowMs ? 'past' : `+${(atMs - nowMs) / 1_000} s`;
}

/** A value of plain data in a few words, such as the name of a command. */
export function brief(value: unknown, nowMs: number): string {
  if (typeof value === 'string') return text(value);
  if (!isRecord(value)) return Array.isArray(value) ? `${value.length} items` : String(value);
  if ('request' in value) return brief(value['request'], nowMs);
  const args = isRecord(value['args']) ? Object.values(value['args']) : [];
  const name = value['kind'] ?? value['command'] ?? value['name'];
  if (name !== undefined) return [name, ...args].join(' ');
  const moments = Object.entries(value).filter(([key]) => MOMENT.test(key));
  return moments.map(([key, each]) => `${wordOf(key)} ${leaf(key, each, nowMs)}`).join(' ') || '…';
}

function differences(path: string, before: unknown, after: unknown, nowMs: number): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if ((isRecord(before) && isRecord(after)) || (Array.isArray(before) && Array.isArray(after))) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) =>
      differences(path === '' ? key : `${path}.${key}`, Reflect.get(before, key), Reflect.get(after, key), nowMs),
    );
  }
  const word = wordOf(path);
  if (MOMENT.test(path)) return [`${word} ${leaf(path, after, nowMs)}`];
  if (before === null || before === undefined) return [`${word} +${brief(after, nowMs)}`];
  if (after === null || after === undefined) return [`${word} -${brief(before, nowMs)}`];
  return [`${word} ${brief(before, nowMs)}>${brief(after, nowMs)}`];
}

function leaf(key: string, value: unknown, nowMs: number): string {
  return MOMENT.test(key) && typeof value === 'number' ? moment(value, nowMs) : brief(value, nowMs);
}

function wordOf(path: string): string {
  return MOMENT.test(path) ? path.slice(0, -2) : path;
}

function text(value: string): string {
  const shown = value.length > TEXT_MAX_LENGTH ? `${value.slice(0, TEXT_MAX_LENGTH - 1)}…` : value;
  return /^[\w-]+$/.test(shown) ? shown : `“${shown}”`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
