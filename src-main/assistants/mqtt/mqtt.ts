import type { MqttAddress } from '../../../src-shared/assistant-address.ts';
import type { Assistant, OverlayIdentity } from '../assistant.ts';
import { SPREAD_PACE } from '../backoff.ts';
import type { BrokerSecret } from '../broker-secret.ts';
import type { CarriedProtocol } from '../carried-protocol.ts';
import { createReducedAssistant, type ReducedAssistantOptions } from '../reduced-assistant.ts';
import { FRAME_MAX_BYTES } from '../socket-link.ts';
import type { SocketHandlers } from '../web-socket.ts';
import { mqttReducer } from './reduce.ts';
import { NO_ANSWER, type OpenBroker, type ProtocolVersion, WRONG_VERSION } from './session.ts';
import { type Message, readDelivery, type Topics, topicsOf } from './wire.ts';

export interface MqttOptions<Reading>
  extends Pick<ReducedAssistantOptions<Message>, 'clock' | 'random' | 'onEvent' | 'onTrace'> {
  readonly address: MqttAddress;
  readonly overlay: OverlayIdentity;
  /** How the messages of a client are read. */
  readonly protocol: CarriedProtocol<Reading>;
  /** Called for each attempt. */
  readonly readSecret: () => BrokerSecret;
  readonly openBroker: OpenBroker;
}

/** From the start of an attempt to the broker's grant of the subscriptions. With thousands in the queue, it takes its time. */
const PROOF_WITHIN_MS = 30_000;
/** Giving up on a busy broker, and trying again, makes it busier. */
const PONG_WITHIN_MS = 15_000;

/** In this order: a client's status counts for nothing once its state says that it is gone. */
const SUBSCRIBED = ['state', 'hello', 'status', 'ack', 'ownState'] as const satisfies readonly (keyof Topics)[];

/** Follow an assistant that publishes through an MQTT broker. Nothing is opened before `start()`. */
export function createMqtt<Reading>(options: MqttOptions<Reading>): Assistant {
  const { address, overlay, protocol, readSecret, openBroker, ...others } = options;
  const topics = topicsOf(address.topic, overlay.id);
  // A broker lets one connection in under each name, so the name is this assistant's own.
  const session = Math.floor(options.random() * 2 ** 32).toString(36);
  let version: ProtocolVersion = 5;

  return createReducedAssistant(mqttReducer({ protocol, session, overlayId: overlay.id }), {
    ...others,
    port: address.port,
    pace: SPREAD_PACE,
    openSocket(handlers) {
      const { host, port, isEncrypted, certificate } = address;
      const server = { host, port, isEncrypted, certificate };
      const clientId = `${overlay.id}-${session}`;
      const secret = readSecret();
      const asked = { topics, asks: SUBSCRIBED, isSeen: true } as const;
      return openBroker({ server, ...asked, clientId, secret, version }, watchVersion(handlers));
    },
    proofWithinMs: PROOF_WITHIN_MS,
    pongWithinMs: PONG_WITHIN_MS,
    frameMaxBytes: FRAME_MAX_BYTES,
    parse: (raw) => readDelivery(topics, raw),
    // The broker may send retained messages before it grants the subscription.
    judge: ({ kind }) => (kind === 'subscribed' ? 'proof' : 'greeting'),
  });

  function watchVersion(handlers: SocketHandlers): SocketHandlers {
    return {
      ...handlers,
      onClose(reason, denial) {
        version = versionAfter(version, reason);
        handlers.onClose(reason, denial);
      },
    };
  }
}

/** Return the version to try after the end of a connection: 3.1.1 where the broker does not know 5. Pure. */
export function versionAfter(version: ProtocolVersion, reason: string): ProtocolVersion {
  if (version === 5) return reason === WRONG_VERSION || reason === NO_ANSWER ? 4 : 5;
  // A broker may have been replaced by a newer one.
  return reason === WRONG_VERSION || reason === NO_ANSWER ? 5 : 4;
}
