/** Points about a client's answers over HTTP. Pure. */

import { parsePollBody, type Status } from '../../../src-main/assistants/asystent/protocol.ts';
import { statusesOf } from './frames.ts';
import { judgeStrangers } from './judge-access.ts';
import type { Observations, PolledStatus } from './observations.ts';
import { notTried, type Point, right, warning, wrong } from './point.ts';
import { isObject, MISSING_FIELDS_ADVICE, missingFields, schemaFaults } from './schema-faults.ts';

const NAMES = ['HTTP status', 'HTTP and socket', 'HTTP Origin', 'HTTP Host', 'HTTP key'];
/** A change may reach the one way a little before the other. */
const AGREES_WITHIN_MS = 300;

export function judgeHttp(seen: Observations): readonly Point[] {
  const { http, isSecure } = seen;
  if (http === null) {
    const why =
      seen.pinged === null
        ? 'no overlay got so far'
        : 'no client answers at the usual ports, 5001 and 5000; --http http://127.0.0.1:PORT names another';
    return NAMES.map((name) => notTried(name, why));
  }
  const { body, point } = judgeBody(http);
  if (body === null) return [point, ...NAMES.slice(1).map((name) => notTried(name, 'there is no status over HTTP'))];
  return [point, judgeAgreement(seen, http, body), ...judgeStrangers(http, isSecure, 'HTTP ')];
}

function judgeBody({ address, asked }: PolledStatus): { readonly body: Status | null; readonly point: Point } {
  const name = 'HTTP status';
  const none = (found: string, advice: string) => ({ body: null, point: wrong(name, found, advice) });
  if (asked.kind === 'failure') {
    return none(
      `${address}: ${asked.code}`,
      'Listen on 127.0.0.1, port 5001, else 5000. An overlay asks there while it has no socket.',
    );
  }
  if (asked.status !== 200) {
    return none(
      `GET /api/status: ${asked.status}`,
      'Answer GET /api/status with 200 and the fields of the status as JSON.',
    );
  }
  const value = parsed(asked.body);
  if (!isObject(value))
    return none('the body is no JSON object', 'Answer with the fields of the status, as one JSON object.');
  if ('data' in value)
    return none('the fields are in an envelope', 'Over HTTP the fields stand alone, without "type" and "data".');
  const faults = schemaFaults(value, 'pollBody');
  if (faults.length > 0) {
    return {
      body: parsePollBody(asked.body),
      point: wrong(name, faults.join('; '), 'docs/protocol.md has the fields of the body.'),
    };
  }
  const missing = missingFields([value], ['status', 'pollBody']);
  const point =
    missing.length === 0
      ? right(name, 'GET /api/status is as the schema has it')
      : warning(name, `missing: ${missing.join(', ')}`, MISSING_FIELDS_ADVICE);
  return { body: parsePollBody(asked.body), point };
}

/** What is said over HTTP has to be what the socket said last, or was about to say. */
function judgeAgreement({ first }: Observations, http: PolledStatus, body: Status): Point {
  const name = 'HTTP and socket';
  const statuses = first === null ? [] : statusesOf(first);
  const before = statuses.findLast(({ atMs }) => atMs < http.askedMs - AGREES_WITHIN_MS);
  const around = statuses.filter(
    ({ atMs }) => atMs >= http.askedMs - AGREES_WITHIN_MS && atMs <= http.answeredMs + AGREES_WITHIN_MS,
  );
  const candidates = [...(before === undefined ? [] : [before]), ...around].map(({ status }) => status);
  const last = candidates.at(-1);
  if (last === undefined) return notTried(name, 'the socket told no status');
  if (candidates.some((status) => differences(status, body).length === 0)) return right(name, 'they say the same');
  const found = `${differences(last, body).join(', ')} differ`;
  return wrong(name, found, 'Answer from the same status that you send over the socket.');
}

function differences(told: Status, polled: Status): readonly string[] {
  const fields = [
    'status',
    'text',
    'isListening',
    'isSpeaking',
    'wakeWordDetected',
    'overlayVisible',
    'monitoring',
  ] as const;
  return fields.filter((field) => told[field] !== polled[field]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
