/** The points of the check: their ids, their names for people, and the section of docs/protocol.md that has the rule. */
const POINTS = {
  reachable: ['reachable', 'ports-and-frames'],
  handshake: ['handshake', 'ports-and-frames'],
  compression: ['compression', 'checking-a-client'],
  'first-status': ['first status', 'status-client-to-overlay'],
  frames: ['frames', 'ports-and-frames'],
  json: ['JSON', 'ports-and-frames'],
  fields: ['fields', 'status-client-to-overlay'],
  phase: ['phase', 'from-a-status-to-a-phase'],
  details: ['details', 'status-client-to-overlay'],
  level: ['level', 'the-level-of-the-microphone'],
  'text-delta': ['growing answer', 'a-growing-answer-version-2'],
  'second-overlay': ['second overlay', 'what-a-client-does'],
  broadcast: ['broadcast', 'what-a-client-does'],
  'changes-only': ['changes only', 'status-client-to-overlay'],
  ping: ['ping', 'what-an-overlay-does'],
  'unknown-frames': ['unknown frames', 'ports-and-frames'],
  'not-json': ['text that is no JSON', 'ports-and-frames'],
  hello: ['hello', 'hello-both-ways-version-2'],
  'unknown-command': ['unknown command', 'ack-client-to-overlay-version-2'],
  commands: ['commands', 'commands-overlay-to-client'],
  origin: ['Origin', 'what-a-client-does'],
  host: ['Host', 'what-a-client-does'],
  key: ['key', 'keys-and-certificates-version-2'],
  'http-status': ['HTTP status', 'http'],
  'http-and-socket': ['HTTP and socket', 'http'],
  'http-origin': ['HTTP Origin', 'what-a-client-does'],
  'http-host': ['HTTP Host', 'what-a-client-does'],
  'http-key': ['HTTP key', 'keys-and-certificates-version-2'],
} as const satisfies Readonly<Record<string, readonly [name: string, section: string]>>;

/** Stable: scripts that read `--json` may rely on it. */
export type PointId = keyof typeof POINTS;

/** A point of the check, and its verdict on a client. */
export interface Point {
  readonly id: PointId;
  readonly name: string;
  readonly verdict: 'right' | 'wrong' | 'warning' | 'not-tried';
  /** The observation, or the reason why it was not tried: one line. */
  readonly found: string;
  /** The remedy, for the author of the client; null if none is needed. */
  readonly advice: string | null;
  /** The section of the protocol with the rule: `docs/protocol.md#http`. */
  readonly section: string;
}

const point = (id: PointId, verdict: Point['verdict'], found: string, advice: string | null): Point => {
  const [name, section] = POINTS[id];
  return { id, name, verdict, found, advice, section: `docs/protocol.md#${section}` };
};

export const right = (id: PointId, found: string) => point(id, 'right', found, null);
export const notTried = (id: PointId, why: string) => point(id, 'not-tried', why, null);
export const wrong = (id: PointId, found: string, advice: string) => point(id, 'wrong', found, advice);
export const warning = (id: PointId, found: string, advice: string) => point(id, 'warning', found, advice);

/** `1 frame`, `2 frames`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
