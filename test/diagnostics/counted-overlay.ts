/** A real connection and a real store with an observer of both, on a fake clock; the client's side is worked by hand. */

import { createAsystent } from '../../src-main/assistants/asystent/asystent.ts';
import type { Poll } from '../../src-main/assistants/asystent/polling-transport.ts';
import type { SocketHandlers } from '../../src-main/assistants/web-socket.ts';
import { createDiagnostics, type Diagnostics } from '../../src-main/diagnostics/diagnostics.ts';
import type { ViewContext } from '../../src-main/overlay/model.ts';
import { createOverlayStore, type OverlayStore } from '../../src-main/overlay/store.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { ClientNumbers, Happening } from '../../src-shared/diagnostics-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { PREFERENCES } from '../overlay/events.ts';

const CONTEXT: ViewContext = {
  preferences: PREFERENCES,
  language: 'en',
  address: null,
  profile: null,
  appearance: { opacity: 1, reducedMotion: false },
  showCard: true,
};

export const frameOf = (data: object) => JSON.stringify({ type: 'status', data });
export const READY = frameOf({ status: 'Ready', monitoring: true });
export const THINKING = frameOf({ status: 'myślę', wake_word_detected: true });
/** Of a client of version 2. */
export const HELLO = JSON.stringify({
  type: 'hello',
  data: {
    protocol: 2,
    client: { name: 'Client', version: '1' },
    commands: ['toggle_monitoring', 'set_volume', 'start_listening'],
    settings: [],
  },
});

export interface CountedOverlay {
  press(request: CommandRequest): void;
  readonly dispatch: OverlayStore['dispatch'];
  readonly clock: FakeClock;
  readonly diagnostics: Diagnostics;
  readonly told: OverlayState[];
  readonly sent: string[];
  /** The numbers of the paints that were requested of the page. */
  readonly asked: number[];
  readonly connection: ReturnType<typeof createAsystent>;
  /** The socket that was opened last. */
  socket(): SocketHandlers;
  /** Answers the poll that is under way. */
  answerPoll(body: string | null): void;
  numbers(): ClientNumbers;
  happenings(): readonly Happening[];
  /** The log lines of the diagnostics. */
  readonly logged: readonly string[];
}

export function startCounted(): CountedOverlay {
  const clock = createFakeClock();
  const told: OverlayState[] = [];
  const sent: string[] = [];
  const asked: number[] = [];
  const logged: string[] = [];
  const sockets: SocketHandlers[] = [];
  let answerPoll: Parameters<Poll>[1] = () => {};
  const diagnostics = createDiagnostics({
    nowMs: clock.nowMs,
    nowEpochMs: () => 1_800_000_000_000 + clock.nowMs(),
    log: (line) => logged.push(line),
    requestPaint: (number) => asked.push(number),
  });
  const observer = diagnostics.observe({ id: 'local', name: null });
  const connection = createAsystent({
    wsPorts: [6001],
    httpPorts: [5001],
    overlay: { id: 'a', name: 'Desk', version: '1' },
    clock,
    random: () => 0,
    openSocket(_port, handlers) {
      sockets.push(handlers);
      return {
        send: (data) => {
          sent.push(data);
          return true;
        },
        ping() {},
        close() {},
        // As in `ws`, the close follows a moment later, when nobody waits for it any more.
        terminate: () => clock.setTimeout(() => handlers.onClose('code 1006'), 0),
      };
    },
    poll(_port, onDone) {
      answerPoll = onDone;
      return () => {};
    },
    onEvent: (event) => store.dispatch(event),
    onTrace: observer.onTrace,
  });
  const store = createOverlayStore({
    clock,
    context: CONTEXT,
    send: connection.send,
    onPublish(state) {
      told.push(state);
      diagnostics.onDrawn();
    },
    onAnswer() {},
    onAction() {},
    onTransition: observer.onTransition,
  });
  connection.start();
  return {
    clock,
    diagnostics,
    told,
    sent,
    asked,
    connection,
    dispatch: store.dispatch,
    press: (request) => store.dispatch({ kind: 'press', request }),
    socket() {
      const last = sockets.at(-1);
      if (last === undefined) throw new Error('no socket was opened');
      return last;
    },
    answerPoll: (body) => answerPoll(body === null ? { kind: 'failed' } : { kind: 'body', body }),
    numbers() {
      const [client] = diagnostics.clients();
      if (client === undefined) throw new Error('nobody is followed');
      return client;
    },
    logged,
    happenings: () => diagnostics.events().map(({ happening }) => happening),
  };
}

/** An overlay whose client is there and ready. */
export function startLive(): CountedOverlay {
  const overlay = startCounted();
  overlay.socket().onOpen();
  overlay.socket().onMessage(READY);
  // After this, an end of the socket is no rejection of our hello.
  overlay.clock.advance(3_000);
  return overlay;
}
