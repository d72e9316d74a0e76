import type { TLSSocket } from 'node:tls';
import WebSocket from 'ws';
import type { HassServer } from '../../../src-shared/assistant-address.ts';
import { connectPinned } from '../pinned-tls.ts';
import { certificateDenial, trustedAuthorities } from '../trusted-tls.ts';
import { handleSocket, openWhenSecure, SOCKET_OPTIONS, type Socket, type SocketHandlers } from '../web-socket.ts';

/** Open a socket to the WebSocket API. No handler is called before it has returned. */
export type OpenHassSocket = (server: HassServer, handlers: SocketHandlers) => Socket;

/**
 * The longest frame that is read: the kept run of a pipeline, in which each piece of a streamed answer has 150 bytes of its
 * own, and the log of a conversation, which begins with the model's prompt. Home Assistant has no limit.
 */
export const FRAME_MAX_BYTES = 1024 * 1024;

/** A longer frame is left unread, instead of ending the socket: it would come again with the next question. */
const PAYLOAD_MAX_BYTES = 8 * FRAME_MAX_BYTES;

const OPTIONS = { ...SOCKET_OPTIONS, maxPayload: PAYLOAD_MAX_BYTES };

/** Open a real socket. Nothing but the handshake is sent before the certificate has proved right. */
export const openHassSocket: OpenHassSocket = ({ host, port, isEncrypted, certificate }, handlers) => {
  const address = `${isEncrypted ? 'wss' : 'ws'}://${host}:${port}/api/websocket`;
  if (!isEncrypted) return handleSocket(new WebSocket(address, OPTIONS), handlers);
  if (certificate === null) {
    return handleSocket(new WebSocket(address, { ...OPTIONS, ca: trustedAuthorities() }), withDenials(handlers));
  }
  return openWhenSecure<[TLSSocket]>(
    (secure) => connectPinned({ host: host.replace(/^\[|\]$/g, ''), port, certificate }, secure),
    (connection) => new WebSocket(address, { ...OPTIONS, createConnection: () => connection }),
    handlers,
  );
};

/** A certificate that is not trusted is a denial: it does not get better within seconds. */
function withDenials(handlers: SocketHandlers): SocketHandlers {
  return { ...handlers, onClose: (reason, denial) => handlers.onClose(reason, denial ?? certificateDenial(reason)) };
}
