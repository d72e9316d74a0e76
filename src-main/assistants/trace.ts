import type { EndReason, PollOutcome } from '../../src-shared/diagnostics-contract.ts';
import type { Denial } from '../../src-shared/overlay-state.ts';

/**
 * One step of a connection to an assistant, reported by the connection itself as it happens. Every kind of assistant
 * emits the same events. They are plain data and never hold the assistant's texts, so that they cost one small object
 * per frame and can go into a bug report.
 */
export type TraceEvent =
  /** A socket is being opened. */
  | { readonly kind: 'attempt'; readonly port: number }
  /** The assistant has shown itself over a transport or port that was not in use before. */
  | { readonly kind: 'live'; readonly transport: 'socket' | 'polling'; readonly port: number | null }
  /** The assistant has said which version of its protocol it speaks; once per socket. */
  | { readonly kind: 'version'; readonly version: number }
  | { readonly kind: 'frame-in'; readonly bytes: number }
  /**
   * Follows the `frame-in` of a frame that the connection could not use: not part of the protocol, an ack without a hello,
   * a hello that no status follows, or one on a socket that had been given up.
   */
  | { readonly kind: 'frame-ignored' }
  | { readonly kind: 'frame-out'; readonly bytes: number }
  | { readonly kind: 'ping' }
  /** The answer to the last ping. */
  | { readonly kind: 'pong'; readonly roundTripMs: number }
  /** A live socket ended. `cause` is a close code or the system's name of an error; null when the overlay ended it. */
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly cause: string | null }
  /** A port opened a socket, but the assistant is not behind it; once until that changes. */
  | { readonly kind: 'stranger'; readonly port: number; readonly cause: string }
  /** The assistant lets us read no texts, because of the token; once per connection. */
  | { readonly kind: 'no-texts' }
  /** The user or the system asked to reconnect. */
  | { readonly kind: 'reconnect' }
  /** One port was polled. `bytes` is the length of the body; 0 without one. */
  | { readonly kind: 'poll'; readonly outcome: PollOutcome; readonly bytes: number }
  /** No transport reaches the assistant; once per outage. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'denied'; readonly denial: Denial };

export type OnTrace = (event: TraceEvent) => void;
