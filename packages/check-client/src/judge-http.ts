/** Points about a client's answers over HTTP. Pure. */

import { isObject, parseJson } from './json.ts';
import { judgeStrangers } from './judge-access.ts';
import type { Observations, PolledStatus } from './observations.ts';
import { notTried, type Point, right, warning, wrong } from './point.ts';
import { statusesOf } from './watched-socket.ts';
import { MISSING_FIELDS_ADVICE, missingFields, schemaFaults } from './wire-schema.ts';
import { statusInBody, type WireStatus } from './wire-status.ts';

const IDS = ['http-status', 'http-and-socket', 'http-origin', 'http-host', 'http-key'] as const;
/** A change may arrive over one transport a little before the other. */
const AGREES_WITHIN_MS = 300;

export function judgeHttp(seen: Observations): readonly Point[] {
  const { http, isSecure } = seen;
  if (http === null) {
    const why =
      seen.pinged === null
        ? 'no overlay got so far'
        : 'no client answers at the usual ports, 5001 and 5000; --http http://127.0.0.1:PORT names another';
    return IDS.map((id) => notTried(id, why));
  }
  const point = judgeBody(http);
  const body = http.result.kind === 'answer' && http.result.status === 200 ? parseJson(http.result.body) : undefined;
  const status = isObject(body) && 'data' in body ? null : statusInBody(body);
  if (status === null) return [point, ...IDS.slice(1).map((id) => notTried(id, 'there is no status over HTTP'))];
  return [point, judgeAgreement(seen, http, status), ...judgeStrangers(http, isSecure, 'http-')];
}

function judgeBody({ address, result }: PolledStatus): Point {
  const id = 'http-status';
  if (result.kind === 'failure') {
    const advice = 'Listen on 127.0.0.1, port 5001, else 5000. An overlay polls there while it has no socket.';
    return wrong(id, `${address}: ${result.code}`, advice);
  }
  if (result.status !== 200) {
    const advice = 'Answer GET /api/status with 200 and the fields of the status as JSON.';
    return wrong(id, `GET /api/status: ${result.status}`, advice);
  }
  const body = parseJson(result.body);
  if (!isObject(body)) {
    return wrong(id, 'the body is no JSON object', 'Answer with the fields of the status, as one JSON object.');
  }
  if ('data' in body) {
    const advice = 'Over HTTP the fields stand alone, without "type" and "data".';
    return wrong(id, 'the fields are in an envelope', advice);
  }
  const faults = schemaFaults(body, 'pollBody');
  if (faults.length > 0) return wrong(id, faults.join('; '), 'Give every field the type that the protocol has for it.');
  const missing = missingFields([body], ['status', 'pollBody']);
  return missing.length === 0
    ? right(id, 'GET /api/status is as the schema has it')
    : warning(id, `missing: ${missing.join(', ')}`, MISSING_FIELDS_ADVICE);
}

/** Whether the body equals a status that the socket sent around that time. */
function judgeAgreement({ first }: Observations, http: PolledStatus, body: WireStatus): Point {
  const id = 'http-and-socket';
  const statuses = first === null ? [] : statusesOf(first);
  const before = statuses.findLast(({ atMs }) => atMs < http.requestedMs - AGREES_WITHIN_MS);
  const around = statuses.filter(
    ({ atMs }) => atMs >= http.requestedMs - AGREES_WITHIN_MS && atMs <= http.answeredMs + AGREES_WITHIN_MS,
  );
  const candidates = [...(before === undefined ? [] : [before]), ...around].map(({ status }) => status);
  const last = candidates.at(-1);
  if (last === undefined) return notTried(id, 'the socket sent no status');
  if (candidates.some((status) => differences(status, body).length === 0)) return right(id, 'they say the same');
  const found = `${differences(last, body).join(', ')} differ`;
  return wrong(id, found, 'Answer from the same status that you send over the socket.');
}

function differences(pushed: WireStatus, polled: WireStatus): readonly string[] {
  const fields = [
    ...(['status', 'text', 'is_listening', 'is_speaking', 'wake_word_detected'] as const),
    ...(['overlay_visible', 'monitoring', 'phase'] as const),
  ];
  return fields.filter((field) => pushed[field] !== polled[field]);
}
