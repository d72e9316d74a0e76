import type { EndReason, Happening } from '../../src-shared/diagnostics-contract.ts';
import type { OpenSocket } from '../assistants/asystent/socket-transport.ts';
import type { Counters } from './counters.ts';

/** A ping that has waited this long when the overlay gives the socket up is why it did. */
const SILENCE_MS = 1_000;

export interface SocketProbeOptions {
  readonly counters: Counters;
  /** The monotonic clock. */
  readonly nowMs: () => number;
  /** What the connection has made so far of what it was handed: frames that it could use, ends that it told. */
  readonly made: { readonly useful: number; readonly ends: number };
  /** Called when a frame has come, before it is handed on. */
  readonly onFrame: () => void;
  /** Called when a socket has ended that was the client's. */
  readonly onEnd: () => void;
  readonly note: (happening: Happening) => void;
}

/** A way to open sockets on which everything that passes is counted; they behave as those of `open`. */
export function probeSockets(open: OpenSocket, options: SocketProbeOptions): OpenSocket {
  const { counters, nowMs, made, onFrame, onEnd, note } = options;
  return (port, handlers) => {
    counters.attempts += 1;
    let isLive = false;
    /** The other side has ended it; that the overlay then clears it away is no end of its own. */
    let isClosed = false;
    let pingAtMs: number | null = null;

    const end = (reason: EndReason, cause: string | null) => {
      if (!isLive) return;
      isLive = false;
      counters.ends[reason] += 1;
      onEnd();
      note({ kind: 'ended', reason, cause });
    };

    const socket = open(port, {
      onOpen: () => handlers.onOpen(),
      onMessage(raw) {
        counters.framesIn += 1;
        counters.bytesIn += Buffer.byteLength(raw);
        onFrame();
        const usefulBefore = made.useful;
        handlers.onMessage(raw);
        // An offer that comes before the first status is of use only then: two of them at once.
        counters.framesDropped += 1 - (made.useful - usefulBefore);
        if (made.useful > usefulBefore && !isLive) {
          isLive = true;
          counters.connections += 1;
        }
      },
      onPong() {
        if (pingAtMs !== null) {
          counters.pongs += 1;
          counters.pingLastMs = nowMs() - pingAtMs;
          counters.pingTotalMs += counters.pingLastMs;
          pingAtMs = null;
        }
        handlers.onPong();
      },
      onClose(cause, denial) {
        isClosed = true;
        const endsBefore = made.ends;
        handlers.onClose(cause, denial);
        // The connection reports every end except that of a socket whose client does not support our hello.
        end(made.ends === endsBefore ? 'greeting' : endReason(cause), cause);
      },
    });
    return {
      send(data) {
        const isSent = socket.send(data);
        if (isSent) {
          counters.framesOut += 1;
          counters.bytesOut += Buffer.byteLength(data);
        }
        return isSent;
      },
      ping() {
        counters.pings += 1;
        pingAtMs = nowMs();
        socket.ping();
      },
      close() {
        if (!isClosed) end('requested', null);
        socket.close();
      },
      terminate() {
        const isSilent = pingAtMs !== null && nowMs() - pingAtMs >= SILENCE_MS;
        if (!isClosed) end(isSilent ? 'silent' : 'requested', null);
        socket.terminate();
      },
    };
  };
}

/** What the transport says of a socket that was closed as the protocol wants it: with 1000, or 1001 by a client that ends. */
const DUE_FORM = ['code 1000', 'code 1001'];

/** Why a live socket ended that the overlay did not end. @param cause as the transport tells it. */
function endReason(cause: string): EndReason {
  return DUE_FORM.includes(cause) ? 'closed' : 'lost';
}
