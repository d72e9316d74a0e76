import type { HassServer } from '../../../src-shared/assistant-address.ts';
import type { Assistant } from '../assistant.ts';
import { createReducedAssistant, type ReducedAssistantOptions } from '../reduced-assistant.ts';
import type { Verdict } from '../socket-link.ts';
import type { Socket, SocketHandlers } from '../web-socket.ts';
import { hassReducer } from './reduce.ts';
import { FRAME_MAX_BYTES, type OpenHassSocket } from './transport.ts';
import { authFrame, type Frame, parseFrame } from './wire.ts';

export interface HassOptions extends Pick<ReducedAssistantOptions<Frame>, 'clock' | 'random' | 'onEvent' | 'onTrace'> {
  readonly server: HassServer;
  /** The satellite: `assist_satellite.NAME`. */
  readonly entity: string;
  /** Called for each attempt. null denies it as if the token were wrong, once a Home Assistant has asked for it. */
  readonly readToken: () => string | null;
  readonly openSocket: OpenHassSocket;
}

/** From the start of an attempt to the acceptance of the token. A server far away, which is busy starting, takes its time. */
const PROOF_WITHIN_MS = 10_000;

/** Follow a satellite of Home Assistant. Nothing is opened before `start()`. */
export function createHass({ server, entity, readToken, openSocket, ...options }: HassOptions): Assistant {
  let hasToken = false;
  return createReducedAssistant(hassReducer(entity), {
    ...options,
    port: server.port,
    openSocket(handlers) {
      const token = readToken();
      hasToken = token !== null;
      return openWithToken((each) => openSocket(server, each), token, handlers);
    },
    proofWithinMs: PROOF_WITHIN_MS,
    frameMaxBytes: FRAME_MAX_BYTES,
    parse: parseFrame,
    judge: (frame) => verdictOn(frame, hasToken),
  });
}

/** Open a socket that presents the token once, when the server asks for it. No other message has it, and no memory. */
function openWithToken(
  open: (handlers: SocketHandlers) => Socket,
  token: string | null,
  handlers: SocketHandlers,
): Socket {
  let isDue = token !== null;
  const socket = open({
    ...handlers,
    onMessage(raw) {
      handlers.onMessage(raw);
      if (!isDue || token === null) return;
      const frame = parseFrame(raw);
      isDue = frame === null || frame.type !== 'auth_required';
      if (!isDue) socket.send(authFrame(token));
    },
  });
  return socket;
}

/** @param hasToken whether there is one to present. */
function verdictOn({ type }: Frame, hasToken: boolean): Verdict {
  if (type === 'auth_ok') return 'proof';
  const isRefused = type === 'auth_invalid' || (type === 'auth_required' && !hasToken);
  return isRefused ? { denial: 'wrong-key' } : 'greeting';
}
