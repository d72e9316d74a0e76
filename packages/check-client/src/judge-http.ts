/** Points about a client's answers over HTTP. Pure. */

import { statusesOf } from './frames.ts';
import { isObject, parseJson } from './json.ts';
import { judgeStrangers } from './judge-access.ts';
import type { Observations, PolledStatus } from './observations.ts';
import { notTried, type Point, right, warning, wrong } from './point.ts';
import { MISSING_FIELDS_ADVICE, missingFields, schemaFaults } from './schema-faults.ts';
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
  const { body, point } = judgeBody(http);
  if (body === null) return [point, ...IDS.slice(1).map((id) => notTried(id, 'there is no status over HTTP'))];
  return [point, judgeAgreement(seen, http, body), ...judgeStrangers(http, isSecure, 'http-')];
}

function judgeBody({ address, result }: PolledStatus): { readonly body: WireStatus | null; readonly point: Point } {
  const id = 'http-status';
  const none = (found: string, advice: string) => ({ body: null, point: wrong(id, found, advice) });
  if (result.kind === 'failure') {
    return none(
      `${address}: ${result.code}`,
      'Listen on 127.0.0.1, port 5001, else 5000. An overlay polls there while it has no socket.',
    );
  }
  if (result.status !== 200) {
    return none(
      `GET /api/status: ${result.status}`,
      'Answer GET /api/status with 200 and the fields of the status as JSON.',
    );
  }
  const value = parseJson(result.body);
  if (!isObject(value))
    return none('the body is no JSON object', 'Answer with the fields of the status, as one JSON object.');
  if ('data' in value)
    return none('the fields are in an envelope', 'Over HTTP the fields stand alone, without "type" and "data".');
  const faults = schemaFaults(value, 'pollBody');
  if (faults.length > 0) {
    return {
      body: statusInBody(value),
      point: wrong(id, faults.join('; '), 'Give every field the type that the protocol has for it.'),
    };
  }
  const missing = missingFields([value], ['status', 'pollBody']);
  const point =
    missing.length === 0
      ? right(id, 'GET /api/status is as the schema has it')
      : warning(id, `missing: ${missing.join(', ')}`, MISSING_FIELDS_ADVICE);
  return { body: statusInBody(value), point };
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
    ...(['overlay_visible', 'monitoring'] as const),
  ];
  return fields.filter((field) => pushed[field] !== polled[field]);
}
