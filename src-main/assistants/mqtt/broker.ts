import { connect as connectTcp, isIP, type Socket as NetSocket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type IClientOptions, type ISubscriptionMap, MqttClient } from 'mqtt';
import type { Denial } from '../../../src-shared/overlay-state.ts';
import { connectPinned } from '../pinned-tls.ts';
import { certificateDenial, trustedAuthorities } from '../trusted-tls.ts';
import type { SocketHandlers } from '../web-socket.ts';
import { type BrokerSession, NO_ANSWER, type OpenBroker, WRONG_VERSION } from './session.ts';
import { deliveryFrame, readOutgoing } from './wire.ts';

/** A command that could not be delivered by then is not carried out any more. */
const COMMAND_EXPIRES_S = 3;
/** The broker publishes our will after one and a half times this. The link itself notices a dead broker sooner. */
const KEEPALIVE_S = 60;
const PACKET_MAX_BYTES = 512 * 1024;
/** A server that does not even connect by then is not there. */
const CONNECTED_WITHIN_MS = 10_000;
/** From a clean end to the cut. */
const CLOSE_WITHIN_MS = 300;

/** CONNACK's codes in MQTT 3.1.1 and in 5. */
const VERSION_REFUSED = [1, 132];
const LOGIN_REFUSED = [4, 5, 134, 135, 138];

/** Open a real connection. The login is sent once the certificate has proved right. */
export const openBroker: OpenBroker = (session, handlers) => {
  let client: MqttClient | null = null;
  let isClosed = false;
  const end = (reason: string, denial?: Denial) => {
    if (isClosed) return;
    isClosed = true;
    abort();
    client?.end(true);
    handlers.onClose(reason, denial);
  };
  let abort = () => {};
  try {
    abort = connect(session, {
      onConnected(stream) {
        if (isClosed) stream.destroy();
        else client = converse(session, stream, handlers, end);
      },
      onFailure: end,
    });
  } catch {
    // TLS reads our certificate first, and this one may have been kept by a version that could use it.
    queueMicrotask(() => end('own certificate not usable', 'wrong-key'));
  }

  return {
    send(frame) {
      if (client?.connected !== true) return false;
      publish(client, session, frame);
      return true;
    },
    ping() {
      if (client?.connected === true) client.sendPing();
    },
    close() {
      if (client?.connected !== true) return end('ended');
      // A clean end takes the will back.
      if (session.isSeen) client.publish(session.topics.ownState, 'offline', { retain: true });
      const cut = setTimeout(() => end('ended'), CLOSE_WITHIN_MS);
      client.end(false, {}, () => {
        clearTimeout(cut);
        end('ended');
      });
    },
    terminate: () => end('ended'),
  };
};

interface ConnectHandlers {
  onConnected(stream: NetSocket): void;
  onFailure(reason: string, denial?: Denial): void;
}

/** Connect to a server. @returns a function that aborts. */
function connect({ server, secret }: BrokerSession, handlers: ConnectHandlers): () => void {
  const own = secret.certificate;
  const { port, isEncrypted, certificate } = server;
  const host = server.host.replace(/^\[|\]$/g, '');
  if (isEncrypted && certificate !== null) {
    return connectPinned({ host, port, certificate, own }, { ...handlers, onSecure: handlers.onConnected });
  }
  const stream = isEncrypted
    ? connectTls({ host, port, ...serverName(host), ...own, ca: trustedAuthorities(), minVersion: 'TLSv1.2' })
    : connectTcp({ host, port });
  let isConnected = false;
  const late = setTimeout(() => handlers.onFailure('no connection in time'), CONNECTED_WITHIN_MS);
  stream.once('close', () => clearTimeout(late));
  stream.once(isEncrypted ? 'secureConnect' : 'connect', () => {
    isConnected = true;
    clearTimeout(late);
    handlers.onConnected(stream);
  });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    const code = error.code ?? 'connection failed';
    if (isConnected) return;
    handlers.onFailure(code, isAboutOurCertificate(code) ? 'wrong-key' : certificateDenial(code));
  });
  stream.once('close', () => {
    if (!isConnected) handlers.onFailure('closed in the handshake');
  });
  return () => {
    stream.destroy();
  };
}

/** RFC 6066 has names there, and no addresses. */
function serverName(host: string): { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

/** Speak MQTT over a connection. */
function converse(
  session: BrokerSession,
  stream: NetSocket,
  handlers: SocketHandlers,
  end: (reason: string, denial?: Denial) => void,
): MqttClient {
  let isAccepted = false;
  let failure: string | null = null;
  /** Bytes since the last packet. */
  let unread = 0;
  const client = new MqttClient(() => stream, clientOptions(session));
  client.on('connect', () => {
    isAccepted = true;
    handlers.onOpen();
    client.subscribe(subscriptions(session), (error, _, packet) => {
      // Without it, an overlay would see nothing.
      const granted = packet?.granted[session.asks.indexOf(session.isSeen ? 'status' : 'hello')];
      if (typeof granted === 'number' && granted >= 128) end('subscription refused', 'wrong-key');
      else if (packet === undefined) end(error === null ? 'not subscribed' : 'subscription failed');
      else handlers.onMessage(deliveryFrame({ kind: 'subscribed' }));
    });
  });
  client.on('message', (topic, payload, { retain, properties }) => {
    const correlation = properties?.correlationData?.toString() ?? null;
    handlers.onMessage(
      deliveryFrame({ kind: 'publish', topic, payload: payload.toString(), isRetained: retain, correlation }),
    );
  });
  client.on('packetreceive', ({ cmd }) => {
    unread = 0;
    if (cmd === 'pingresp') handlers.onPong();
  });
  // The library buffers an incomplete packet, whatever length the packet announces.
  stream.on('data', (bytes: Buffer) => {
    unread += bytes.length;
    if (unread > PACKET_MAX_BYTES) end('packet too long');
  });
  client.on('disconnect', ({ reasonCode }) => {
    failure ??= `reason ${reasonCode ?? 0}`;
  });
  client.on('error', (error) => {
    const code = 'code' in error ? error.code : null;
    if (!isAccepted && isAboutOurCertificate(code)) end(code, 'wrong-key');
    else if (isAccepted || typeof code !== 'number') end(failure ?? String(code ?? 'broken'));
    else if (VERSION_REFUSED.includes(code)) end(WRONG_VERSION);
    else end(`refused ${code}`, LOGIN_REFUSED.includes(code) ? 'wrong-key' : undefined);
  });
  client.on('close', () => end(isAccepted ? (failure ?? 'closed') : NO_ANSWER));
  return client;
}

/** Whether the broker refuses the certificate of ours, or wants one. With TLS 1.3, it says so after the handshake. */
function isAboutOurCertificate(code: unknown): code is string {
  return typeof code === 'string' && /^ERR_SSL_(TLSV13_|SSLV3_|TLSV1_)ALERT_.*(CERTIFICATE|UNKNOWN_CA)/.test(code);
}

function clientOptions({ topics, isSeen, clientId, secret, version }: BrokerSession): IClientOptions {
  const { login } = secret;
  const colon = login === null ? -1 : login.indexOf(':');
  return {
    protocolId: 'MQTT',
    protocolVersion: version,
    clientId,
    clean: true,
    ...(login !== null && { username: login.slice(0, colon), password: login.slice(colon + 1) }),
    ...(isSeen && { will: { topic: topics.ownState, payload: Buffer.from('offline'), qos: 1, retain: true } }),
    keepalive: KEEPALIVE_S,
    // The link decides when to connect again, on a new connection.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: 'native',
    // The library's log has names of users.
    log() {},
    ...(version === 5 && { properties: { maximumPacketSize: PACKET_MAX_BYTES, sessionExpiryInterval: 0 } }),
  };
}

function subscriptions({ topics, asks, version }: BrokerSession): ISubscriptionMap {
  // No Local: our own messages are no news.
  const options = version === 5 ? ({ qos: 1, nl: true, rh: 0 } as const) : ({ qos: 1 } as const);
  return Object.fromEntries(asks.map((name) => [topics[name], options]));
}

function publish(client: MqttClient, { topics, version }: BrokerSession, frame: string): void {
  const outgoing = readOutgoing(frame);
  if (outgoing.kind === 'own-state') {
    client.publish(topics.ownState, outgoing.payload, { qos: 1, retain: true });
    return;
  }
  const properties = {
    responseTopic: topics.ack,
    correlationData: Buffer.from(outgoing.id),
    messageExpiryInterval: COMMAND_EXPIRES_S,
  };
  client.publish(topics.command, outgoing.payload, { qos: 1, ...(version === 5 && { properties }) });
}
