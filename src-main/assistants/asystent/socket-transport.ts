import WebSocket from 'ws';
import { handleSocket, SOCKET_OPTIONS, type Socket, type SocketHandlers } from '../web-socket.ts';

/** Open a socket to a port of the client's computer. No handler is called before this has returned. */
export type OpenSocket = (port: number, handlers: SocketHandlers) => Socket;

/** Open a socket on this computer. `localhost` may mean ::1, but the client binds IPv4 only. */
export const openSocket: OpenSocket = (port, handlers) =>
  handleSocket(new WebSocket(`ws://127.0.0.1:${port}/`, SOCKET_OPTIONS), handlers);
