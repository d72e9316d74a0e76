import type { SecurableServer } from '../../../src-shared/assistant-address.ts';
import type { BrokerSecret } from '../broker-secret.ts';
import type { Socket, SocketHandlers } from '../web-socket.ts';
import type { Topics } from './wire.ts';

/** As MQTT writes it on the wire: 4 is MQTT 3.1.1. */
export type ProtocolVersion = 4 | 5;

/** The parameters of a connection to a broker. */
export interface BrokerSession {
  readonly server: SecurableServer;
  readonly topics: Topics;
  /** The topics to subscribe to, in this order. */
  readonly asks: readonly (keyof Topics)[];
  /** Whether those on the broker see that this overlay is there. */
  readonly isSeen: boolean;
  readonly clientId: string;
  readonly secret: BrokerSecret;
  readonly version: ProtocolVersion;
}

/** Connect to a broker and subscribe; a frame is a delivery or an outgoing text. No handler is called before it has returned. */
export type OpenBroker = (session: BrokerSession, handlers: SocketHandlers) => Socket;

/** Reasons of `onClose` after which another version of the protocol may do. */
export const WRONG_VERSION = 'version refused';
export const NO_ANSWER = 'closed without an answer';
