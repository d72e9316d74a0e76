/** Points about the frames that a client sends. Pure. */

import { isDeepStrictEqual } from 'node:util';
import { isObject } from './json.ts';
import { type Observations, SETTLED_MS, STATUS_WITHIN_MS } from './observations.ts';
import { announcesSpeech, phasesOf } from './phase.ts';
import { counted, notTried, type Point, type PointId, right, warning, wrong } from './point.ts';
import { type ReceivedFrame, type SocketRecord, statusesOf } from './watched-socket.ts';
import { MISSING_FIELDS_ADVICE, missingFields, schemaFaults } from './wire-schema.ts';

/** More would not fit on a line. */
const MAX_PHASES = 6;

export function judgeFrames(seen: Observations): readonly Point[] {
  const { first } = seen;
  const ids = ['first-status', 'frames', 'json', 'fields', 'phase'] as const;
  if (first === null || first.openedMs === null) {
    const why = first?.closed?.error ?? 'no socket opened';
    return ids.map((id) => notTried(id, why));
  }
  const all = [first, seen.second, seen.hello?.record, seen.unknownFrame?.record, seen.noJson?.record];
  const records = all.filter((record) => record !== null && record !== undefined);
  const frames = records.flatMap((record) => record.frames);
  const intact = [judgeIntact(records), judgeJson(frames), judgeFields(frames)];
  const isUnreadable = intact.some(({ verdict }) => verdict === 'wrong');
  return [judgeFirstStatus(first, first.openedMs, isUnreadable), ...intact, judgePhases(records)];
}

function judgeFirstStatus(first: SocketRecord, openedMs: number, isUnreadable: boolean): Point {
  const id = 'first-status';
  const [status] = statusesOf(first);
  if (status !== undefined && isInTime(status.atMs, openedMs)) {
    return right(id, `${Math.round(status.atMs - openedMs)} ms after the socket opened`);
  }
  if (isUnreadable) return notTried(id, 'the frames cannot be read as a status; see below');
  const closed = first.closed === null ? '' : `; the socket was closed with code ${first.closed.code}`;
  const found = first.frames.length === 0 ? `nothing came within 2 s${closed}` : 'the first frames are no status';
  return wrong(id, found, 'Send the whole status as soon as an overlay is connected, not only when it changes.');
}

function isInTime(statusMs: number, openedMs: number): boolean {
  return statusMs - openedMs <= STATUS_WITHIN_MS;
}

function judgeIntact(records: readonly SocketRecord[]): Point {
  const id = 'frames';
  const error = records.map(({ closed }) => closed?.error ?? null).find((code) => code !== null);
  if (error === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return wrong(id, 'one is larger than 256 KiB', 'Keep frames below 256 KiB: a status holds one answer, no history.');
  }
  if (error !== undefined && error !== null) {
    const advice = 'Leave the framing to a WebSocket library: the frame violates RFC 6455.';
    return wrong(id, `one cannot be read (${error})`, advice);
  }
  const frames = records.flatMap((record) => record.frames);
  const binary = frames.filter(({ isBinary }) => isBinary).length;
  if (binary > 0) {
    const advice = 'Send text frames. In Python: send the string of json.dumps, not its bytes.';
    return wrong(id, `${binary} of ${counted(frames.length, 'frame')} are binary, which an overlay drops`, advice);
  }
  return frames.length === 0 ? notTried(id, 'none came') : right(id, `${counted(frames.length, 'text frame')}`);
}

function judgeJson(frames: readonly ReceivedFrame[]): Point {
  const id = 'json';
  const texts = frames.filter(({ isBinary }) => !isBinary);
  if (texts.length === 0) return notTried(id, 'no text frame came');
  const faulty = texts.find((frame) => frame.type === null);
  if (faulty === undefined) return right(id, 'every frame is an object with a type');
  const value = faulty.json;
  const found = `${value === undefined ? 'no JSON' : isObject(value) ? 'no type' : 'no object'}: ${shortened(faulty.raw)}`;
  const advice =
    isObject(value) && 'status' in value
      ? 'Put the fields into an envelope: {"type":"status","data":{…}}. Only HTTP has none.'
      : 'Send one JSON object per frame, with a "type": {"type":"status","data":{…}}.';
  return wrong(id, found, advice);
}

function judgeFields(frames: readonly ReceivedFrame[]): Point {
  const id = 'fields';
  const statuses = frames.filter((frame) => frame.type === 'status').map(({ json }) => json);
  if (statuses.length === 0) return notTried(id, 'no frame of the type status came');
  const faults = new Set(statuses.flatMap((status) => schemaFaults(status, 'statusFrame')));
  if (faults.size > 0) {
    return wrong(id, [...faults].join('; '), 'Give every field the type that the protocol has for it.');
  }
  const missing = missingFields(
    statuses.map((status) => (isObject(status) ? withPhase(status['data']) : null)),
    ['status'],
  );
  return missing.length === 0
    ? right(id, 'every status is as the schema has it')
    : warning(id, `not in every status: ${missing.join(', ')}`, MISSING_FIELDS_ADVICE);
}

/** Return the fields of a status, with those that an exact phase makes needless. */
function withPhase(data: unknown): unknown {
  const isExact = isObject(data) && data['phase'] !== undefined;
  return isExact ? { is_listening: false, is_speaking: false, wake_word_detected: false, ...data } : data;
}

function judgePhases(records: readonly SocketRecord[]): Point {
  const id = 'phase';
  const shown = records.flatMap((record) => phasesOf(statusesOf(record).map(({ status }) => status)));
  if (shown.length === 0) return notTried(id, 'no status came');
  const silent = shown.find(({ status, phase }) => phase !== 'speaking' && announcesSpeech(status));
  if (silent !== undefined) {
    const advice = 'Set is_speaking while the answer is spoken: the word alone counts only after the wake word.';
    return warning(id, `"${silent.status.status}" shows as ${silent.phase}`, advice);
  }
  const odd = shown.find(({ status }) => status.phase !== null && status.phase !== 'speaking' && status.is_speaking);
  if (odd !== undefined) {
    const advice = 'Send is_speaking only with the phase speaking: overlays that do not know the phase go by the flag.';
    return warning(id, `is_speaking is true, and phase is ${odd.phase}`, advice);
  }
  const pairs = new Set(
    shown.map(({ status, phase }) => (status.phase === null ? `"${status.status}" → ${phase}` : `phase ${phase}`)),
  );
  return right(id, [...pairs].slice(0, MAX_PHASES).join(', '));
}

/** Whether several overlays get every change, once. */
export function judgeOverlays({ first, second, commands, endMs }: Observations): readonly Point[] {
  const ids = ['second-overlay', 'broadcast', 'changes-only'] as const;
  const [own] = second === null ? [] : statusesOf(second);
  if (first === null || statusesOf(first).length === 0) return ids.map((id) => notTried(id, 'the first got no status'));
  const isServed = own !== undefined && second !== null && isInTime(own.atMs, second.openedMs ?? own.atMs);
  if (!isServed) {
    const closed = second?.closed ?? null;
    const found =
      closed === null ? 'it got no status within 2 s' : `its socket was closed (${closed.error ?? closed.code})`;
    const advice = 'Serve several overlays at once, and send each its status when it connects.';
    return [wrong(ids[0], found, advice), notTried(ids[1], 'there is no second overlay'), judgeRepeats(ids[2], first)];
  }
  return [
    right(ids[0], 'it got its own status'),
    judgeBroadcast(ids[1], first, second, { commands, fromMs: own.atMs, endMs }),
    judgeRepeats(ids[2], first),
  ];
}

function judgeBroadcast(
  id: PointId,
  first: SocketRecord,
  second: SocketRecord,
  { commands, fromMs, endMs }: Pick<Observations, 'commands' | 'endMs'> & { readonly fromMs: number },
): Point {
  const changes = (record: SocketRecord) =>
    statusesOf(record).filter(({ atMs }) => atMs > fromMs && atMs < endMs - SETTLED_MS);
  const missing = (of: SocketRecord, inRecord: SocketRecord) =>
    changes(of).filter(({ status }) => !statusesOf(inRecord).some((other) => isDeepStrictEqual(other.status, status)));
  const total = Math.max(changes(first).length, changes(second).length);
  if (total === 0) {
    const tip = commands === null ? ', or with --commands' : '';
    return notTried(id, `nothing changed meanwhile; try it while something goes on${tip}`);
  }
  const lost = missing(first, second).length + missing(second, first).length;
  return lost === 0
    ? right(id, `${counted(total, 'change')} reached both overlays`)
    : wrong(id, `${counted(lost, 'change')} reached only one of two overlays`, 'Send every change to every overlay.');
}

function judgeRepeats(id: PointId, record: SocketRecord): Point {
  const statuses = record.frames.filter((frame) => frame.type === 'status').map(({ json }) => json);
  const repeated = statuses.filter(
    (status, index) => index > 0 && isDeepStrictEqual(status, statuses[index - 1]),
  ).length;
  return repeated === 0
    ? right(id, 'nothing was said twice')
    : warning(
        id,
        `${counted(repeated, 'frame')} said nothing new`,
        'Send a frame when something changes, and none between.',
      );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
