import type { Denial } from '../../../src-shared/overlay-state.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { OnTrace } from '../trace.ts';
import type { Poll } from './polling-transport.ts';
import { parsePollBody } from './protocol.ts';
import type { Status } from './protocol-status.ts';

/** Between the starts of two polls. */
const POLL_INTERVAL_MS = 1_000;
/** Shared by all ports of one poll. Shorter than the interval, so that two polls never overlap. */
const POLL_DEADLINE_MS = 900;

/** The result of one poll over all ports; `failed`: no port answered. */
export type PollOutcome =
  | { readonly kind: 'status'; readonly status: Status; readonly port: number }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'failed' };

/**
 * Prepare to poll once a second between `resume` and `pause`.
 * @param options.onDone called after each poll that was not paused meanwhile.
 */
export function createPoller(options: {
  readonly ports: readonly number[];
  readonly clock: Clock;
  readonly poll: Poll;
  readonly onDone: (outcome: PollOutcome) => void;
  readonly onTrace: OnTrace;
}) {
  const { clock, poll, onDone, onTrace } = options;
  /** The port that answered last comes first. */
  let ports = options.ports;
  let on = false;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  /** Cancels the timer of the next poll, or the request under way. */
  let cancel = () => {};

  function schedule(): void {
    const waitMs = lastStartMs + POLL_INTERVAL_MS - clock.nowMs();
    if (waitMs > 0) cancel = clock.setTimeout(begin, waitMs);
    else begin();
  }

  function begin(): void {
    lastStartMs = clock.nowMs();
    ask(ports);
  }

  /** A port that hangs gets an equal share of the remaining time, so that it can't starve the others. */
  function ask(remaining: readonly number[]): void {
    const [port, ...others] = remaining;
    if (port === undefined) {
      finish({ kind: 'failed' });
      return;
    }
    const leftMs = lastStartMs + POLL_DEADLINE_MS - clock.nowMs();
    const abort = poll(port, (answer) => {
      cancelDeadline();
      const status = answer.kind === 'body' ? parsePollBody(answer.body) : null;
      const bytes = answer.kind === 'body' ? Buffer.byteLength(answer.body) : 0;
      onTrace({ kind: 'poll', outcome: status === null ? 'failed' : 'ok', bytes });
      if (answer.kind === 'denied') finish(answer);
      else if (status === null) ask(others);
      else finish({ kind: 'status', status, port });
    });
    const abandon = () => {
      onTrace({ kind: 'poll', outcome: 'aborted', bytes: 0 });
      abort();
    };
    const cancelDeadline = clock.setTimeout(() => {
      abandon();
      ask(others);
    }, leftMs / remaining.length);
    cancel = () => {
      cancelDeadline();
      abandon();
    };
  }

  function finish(outcome: PollOutcome): void {
    if (outcome.kind === 'status') ports = [outcome.port, ...ports.filter((port) => port !== outcome.port)];
    schedule();
    onDone(outcome);
  }

  return {
    /** Poll now, or a second after the last poll began if that is later, and continue. */
    resume(): void {
      if (on) return;
      on = true;
      schedule();
    },
    /** Abort the poll under way and stop. */
    pause(): void {
      on = false;
      cancel();
      cancel = () => {};
    },
  };
}
