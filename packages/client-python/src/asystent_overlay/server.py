"""The ports of a client, and the overlays that are connected to it."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Callable

from .access import Access, Refusal, Request, bearer_key
from .connection import GOING_AWAY, HEAD_DEADLINE_S, Connection, Handler, Reply
from .messages import BadCommand, Command, Hello, Identity, Status, parse_message, poll_body, status_frame, update_frame
from .pace import Pace

MAX_OVERLAYS = 256
#: Both ports together, including those that have yet to send a request or to be refused.
MAX_CONNECTIONS = 4 * MAX_OVERLAYS
KEY_REPLACED = 4401

_RETRY_LATER = {"Retry-After": "60"}
#: An address of another machine, an invalid one, and one of a missing network family.
_ADDRESS_CODES = (errno.EADDRNOTAVAIL, errno.EINVAL, errno.EAFNOSUPPORT)
_REFUSAL_HEADERS: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: _RETRY_LATER,
    503: _RETRY_LATER,
}
#: An answer grows by many small steps.
_STEPS = {"text", "spoken"}


class PortsTakenError(OSError):
    """All ports of a list are taken; the message lists them."""


class AddressError(OSError):
    """The host is no address of this machine; the message names it."""


@dataclass
class Overlay:
    """An overlay: what its hello said, and the status that it was sent last."""

    connection: Connection
    key: str | None
    identity: Identity | None = None
    accepts: Collection[str] = ()
    status: Status | None = None
    #: Whether it was not told something because it did not read.
    has_missed: bool = False


@dataclass(frozen=True)
class Events:
    """What a server asks and tells."""

    #: Return the hello of the client.
    hello: Callable[[], str]
    #: Take a command: a function that sends the answer comes with it.
    command: Callable[[Command | BadCommand, Callable[[str], None]], None]
    log: Callable[[str], None]


class Server:
    """Serves overlays, over sockets and HTTP."""

    def __init__(self, access: Access, events: Events, status: Status) -> None:
        """Serve those whom `access` accepts, with this status first."""
        self.access = access
        self.events = events
        self.status = status
        self.last_spoken = ""
        self.overlays: dict[Connection, Overlay] = {}
        self._listening: list[asyncio.AbstractServer] = []
        self._connections: set[Connection] = set()
        self._pace = Pace()

    async def start(
        self, host: str, ws_ports: Sequence[int], http_ports: Sequence[int], tls: ssl.SSLContext | None
    ) -> tuple[int, int]:
        """Listen on the first free port of each list, and return both; raise PortsTakenError or AddressError."""
        try:
            ws_port = await self._listen(_Sockets(self), host, ws_ports, "WebSocket", tls)
            return ws_port, await self._listen(_Polls(self), host, http_ports, "HTTP", tls)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Close every socket with code 1001, and free the ports. Harmless when called again."""
        self._pace.cancel()
        for listening in self._listening:
            listening.close()
        self._listening.clear()
        connections = list(self._connections)
        for connection in connections:
            connection.close(GOING_AWAY)
        if connections:
            await asyncio.wait([connection.closed for connection in connections])

    def show(self, status: Status) -> None:
        """Send a status to every overlay: at once, or soon if it is one of many small steps."""
        before, self.status = self.status, status
        if status["is_speaking"]:
            self.last_spoken = str(status["text"])
        if {name for name in status if status[name] != before.get(name)} <= _STEPS:
            self._pace.call(self._tell_all)
        else:
            self._pace.cancel()
            self._tell_all()

    def greet_again(self) -> None:
        """Send the hello to every overlay that has sent its own."""
        frame = self.events.hello()
        for overlay in list(self.overlays.values()):
            if overlay.identity is not None:
                overlay.connection.send(frame.encode())

    def send_once(self, fields: Status) -> None:
        """Send every overlay the status with fields that are not kept."""
        frame = status_frame({**self.status, **fields})
        for connection, overlay in list(self.overlays.items()):
            overlay.status = self.status
            connection.send(frame.encode())

    def drop_old_keys(self) -> None:
        """Close the sockets whose key is no longer accepted."""
        for overlay in list(self.overlays.values()):
            if not self.access.accepts(overlay.key):
                self.events.log("dropped an overlay that has an old key")
                overlay.connection.close(KEY_REPLACED)

    # What the ports call.

    def connected(self, connection: Connection) -> bool:
        """Count a connection, and return whether there is room for it."""
        self._connections.add(connection)
        return len(self._connections) <= MAX_CONNECTIONS

    def ended(self, connection: Connection) -> None:
        """Forget a connection."""
        self._connections.discard(connection)
        if self.overlays.pop(connection, None) is not None:
            self.events.log(f"overlay disconnected ({len(self.overlays)})")

    def refusal(self, request: Request, *, is_upgrade: bool) -> Reply | None:
        """Return how a request is refused, None if it is accepted."""
        now_s = asyncio.get_running_loop().time()
        refusal = self.access.refusal(request, is_upgrade=is_upgrade, now_s=now_s)
        if refusal is None and is_upgrade and len(self.overlays) >= MAX_OVERLAYS:
            refusal = Refusal(503, "too many overlays")
        if refusal is None:
            return None
        self.events.log(f"refused: {refusal.reason}")
        return Reply(refusal.code, _REFUSAL_HEADERS.get(refusal.code, {}))

    def join(self, connection: Connection, request: Request) -> None:
        """Take an overlay, and send it the status."""
        self.overlays[connection] = Overlay(connection, bearer_key(request))
        self.events.log(f"overlay connected ({len(self.overlays)})")
        self.tell(connection)

    def tell(self, connection: Connection) -> None:
        """Send an overlay what has changed since its last status; later, if it does not read."""
        overlay = self.overlays.get(connection)
        if overlay is None:
            return
        if not connection.is_writable:
            overlay.has_missed = True
            return
        # After a gap it gets a status, which says everything.
        accepts = set(overlay.accepts) - ({"text_delta"} if overlay.has_missed else set())
        overlay.has_missed = False
        frame = update_frame(overlay.status, self.status, accepts)
        if frame is not None:
            overlay.status = self.status
            connection.send(frame.encode())

    def receive(self, connection: Connection, text: str) -> None:
        """Take a message of an overlay."""
        overlay, message = self.overlays.get(connection), parse_message(text)
        if overlay is None or message is None:
            self.events.log("ignored a frame that is no known command")
        elif isinstance(message, Hello):
            overlay.identity, overlay.accepts = message.overlay, message.accepts
            connection.send(self.events.hello().encode())
        else:
            self.events.command(message, lambda ack: connection.send(ack.encode()))

    # The rest.

    def _tell_all(self) -> None:
        for connection in list(self.overlays):
            self.tell(connection)

    async def _listen(
        self, handler: Handler, host: str, ports: Sequence[int], purpose: str, tls: ssl.SSLContext | None
    ) -> int:
        loop = asyncio.get_running_loop()
        deadline_s = None if tls is None else HEAD_DEADLINE_S
        for port in ports:
            try:
                listening = await loop.create_server(
                    lambda: Connection(handler, self.events.log),
                    host,
                    port,
                    ssl=tls,
                    ssl_handshake_timeout=deadline_s,
                )
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    continue
                if error.errno in _ADDRESS_CODES or isinstance(error, socket.gaierror):
                    raise AddressError(f"{host} is no address of this machine") from error
                raise
            self._listening.append(listening)
            return int(listening.sockets[0].getsockname()[1])
        tried = ", ".join(str(port) for port in ports)
        raise PortsTakenError(f"no {purpose} port is free; tried {tried} on {host}. Does another assistant run?")


class _Port(Handler):
    """What both ports have in common."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def connected(self, connection: Connection) -> bool:
        return self._server.connected(connection)

    def ended(self, connection: Connection) -> None:
        self._server.ended(connection)


class _Sockets(_Port):
    """The WebSocket port."""

    def answer(self, request: Request) -> Reply | None:
        return self._server.refusal(request, is_upgrade=True)

    def opened(self, connection: Connection, request: Request) -> None:
        self._server.join(connection, request)

    def received(self, connection: Connection, text: str) -> None:
        self._server.receive(connection, text)

    def resumed(self, connection: Connection) -> None:
        self._server.tell(connection)


class _Polls(_Port):
    """The HTTP port: `GET /api/status`, and nothing else."""

    def answer(self, request: Request) -> Reply | None:
        refusal = self._server.refusal(request, is_upgrade=False)
        if refusal is not None:
            return refusal
        if request.method != "GET":
            return Reply(405, {"Allow": "GET"})
        if request.path.split("?")[0] != "/api/status":
            return Reply(404, {})
        headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
        return Reply(200, headers, poll_body(self._server.status, self._server.last_spoken))
