"""One TCP connection: a request, and if it is accepted, an overlay's socket. The wire itself is `websockets`' work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Callable, cast

from websockets.datastructures import Headers
from websockets.frames import Frame, Opcode
from websockets.http11 import Request as Head
from websockets.http11 import Response

from .access import Request

try:
    from websockets.server import ServerProtocol
except ImportError:  # Before version 11.
    from websockets.server import ServerConnection as ServerProtocol

#: How long a connection may take for the head of its request, and how long that may be.
HEAD_DEADLINE_S = 10.0
HEAD_MAX_BYTES = 16 * 1024
#: Overlays send commands; the longest holds a typed text.
MAX_MESSAGE_BYTES = 64 * 1024
#: An overlay that sends more frames, pings included, is dropped. A slider sends one per answer.
MAX_FRAMES_PER_SECOND = 200
#: An overlay with more unread data is dropped.
MAX_UNREAD_BYTES = 1024 * 1024
#: Beyond this, an overlay gets the newest status later, instead of every one now.
PAUSE_AT_BYTES = 64 * 1024
PING_INTERVAL_S = 20.0
CLOSE_DEADLINE_S = 0.5

#: WebSocket close codes (RFC 6455, section 7.4.1).
GOING_AWAY = 1001
INVALID_TEXT = 1007
POLICY_VIOLATION = 1008

# Its lines name the addresses of requests and, in debug mode, their headers, in which keys travel.
_SILENT = logging.getLogger("asystent_overlay.websockets")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False
_SILENT.setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Reply:
    """An HTTP response; the connection ends with it."""

    code: int
    headers: Mapping[str, str]
    body: str = ""


class Handler:
    """What happens to the connections of a port. `answer` returns None to accept an upgrade."""

    def connected(self, connection: Connection) -> bool:
        """Return whether there is room for this connection."""
        raise NotImplementedError

    def answer(self, request: Request) -> Reply | None:
        """Answer a request, or return None to accept an upgrade."""
        raise NotImplementedError

    def opened(self, connection: Connection, request: Request) -> None:
        """Take an overlay whose socket is open."""

    def received(self, connection: Connection, text: str) -> None:
        """Take a message of an overlay; it is empty for a binary one."""

    def resumed(self, connection: Connection) -> None:
        """Send what an overlay has missed, since it reads again."""

    def ended(self, connection: Connection) -> None:
        """Forget a connection."""


class Connection(asyncio.Protocol):
    """One TCP connection."""

    def __init__(self, handler: Handler, log: Callable[[str], None]) -> None:
        """Tell `handler` what happens, and `log` what people may want to know."""
        self._handler = handler
        self._log = log
        self._protocol = ServerProtocol(max_size=MAX_MESSAGE_BYTES, logger=_SILENT)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._is_open = False
        self._is_answered = True
        self._fragments: list[bytes] | None = None
        self._is_text = False
        self._second = 0
        self._frames_in_second = 0
        #: Whether the overlay reads what it is sent.
        self.is_writable = True
        self.closed: asyncio.Future[None] = self._loop.create_future()

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the request."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=PAUSE_AT_BYTES)
        if not self._handler.connected(self):
            self._transport.abort()
            return
        self._set_timer(HEAD_DEADLINE_S, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        """Take what came: the request, or frames."""
        if not self._is_open:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_MAX_BYTES:
                self.drop()
                return
        try:
            self._protocol.receive_data(data)
        except Exception:  # Before version 14, an invalid request.
            self.drop()
            return
        for event in self._protocol.events_received():
            if isinstance(event, Head):
                self._answer(event)
            elif self._is_open and isinstance(event, Frame):
                self._take(event)
        self._write()
        if self._is_open and self._protocol.close_expected():
            self._end_soon()

    def eof_received(self) -> bool:
        """End with the other side."""
        return False

    def pause_writing(self) -> None:
        """Hold status frames back."""
        self.is_writable = False

    def resume_writing(self) -> None:
        """Send the newest status."""
        self.is_writable = True
        if self._is_open:
            self._handler.resumed(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that it has ended."""
        self._set_timer(0, None)
        self._is_open = False
        self._handler.ended(self)
        if not self.closed.done():
            self.closed.set_result(None)

    # What the server calls.

    @property
    def is_open(self) -> bool:
        """Whether this is an overlay's socket that can be written to."""
        return self._is_open and self._protocol.state.name == "OPEN"

    def send(self, frame: bytes) -> None:
        """Send a text frame; drop the overlay if it has too much unread data."""
        if not self.is_open or self._transport is None:
            return
        # Counting this frame as well keeps the buffer below the limit.
        if self._transport.get_write_buffer_size() + len(frame) > MAX_UNREAD_BYTES:
            self._log("dropped an overlay that does not read")
            self.drop()
            return
        self._protocol.send_text(frame)
        self._write()

    def close(self, code: int) -> None:
        """Close the socket, and end the connection soon in any case."""
        if not self.is_open:
            self.drop()
            return
        self._protocol.send_close(code)
        self._write()
        self._end_soon()

    def drop(self) -> None:
        """End the connection at once."""
        self._is_open = False
        if self._transport is not None:
            self._transport.abort()

    # The rest.

    def _answer(self, head: Head) -> None:
        # Before version 16, `websockets` accepts no other method, and has no such field.
        method = getattr(head, "method", "GET")
        request = Request(method, head.path, _headers(head.headers), *self._addresses())
        reply = self._handler.answer(request)
        if reply is not None:
            self._protocol.send_response(_response(reply))
            return
        response = self._protocol.accept(head)
        self._protocol.send_response(response)
        if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
            return
        self._is_open = True
        self._write()
        self._set_timer(PING_INTERVAL_S, self._ping)
        self._handler.opened(self, request)

    def _take(self, frame: Frame) -> None:
        """Take one frame of an overlay; `websockets` has answered pings and closes already."""
        now = int(self._loop.time())
        self._frames_in_second = self._frames_in_second + 1 if now == self._second else 1
        self._second = now
        if self._frames_in_second > MAX_FRAMES_PER_SECOND:
            self._log("dropped an overlay that sends too much")
            self._fail(POLICY_VIOLATION)
        elif frame.opcode is Opcode.PONG:
            self._is_answered = True
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            self._assemble(frame)

    def _assemble(self, frame: Frame) -> None:
        if frame.opcode is not Opcode.CONT:
            self._fragments = []
            self._is_text = frame.opcode is Opcode.TEXT
        if self._fragments is None:
            return
        self._fragments.append(bytes(frame.data))
        if not frame.fin:
            return
        data, self._fragments = b"".join(self._fragments), None
        try:
            text = data.decode() if self._is_text else ""
        except UnicodeDecodeError:
            self._fail(INVALID_TEXT)
            return
        self._handler.received(self, text)

    def _fail(self, code: int) -> None:
        """Close the socket over a fault of the other side, and read nothing more."""
        self._protocol.fail(code)
        self._write()
        self._end_soon()

    def _ping(self) -> None:
        if not self._is_answered:
            self._log("dropped an overlay that does not answer")
            self.drop()
            return
        self._is_answered = False
        self._protocol.send_ping(b"")
        self._write()
        self._set_timer(PING_INTERVAL_S, self._ping)

    def _end_soon(self) -> None:
        """Give the other side a moment to complete the closing handshake."""
        self._is_open = False
        if self._transport is not None:
            self._set_timer(CLOSE_DEADLINE_S, self._transport.abort)

    def _write(self) -> None:
        """Write what `websockets` has prepared; an empty part is the end."""
        if self._transport is None:
            return
        for data in self._protocol.data_to_send():
            if data:
                self._transport.write(data)
            else:
                self._transport.close()

    def _set_timer(self, delay_s: float, act: Callable[[], object] | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if act is None else self._loop.call_later(delay_s, act)

    def _addresses(self) -> tuple[str, str]:
        """Return the address at which the connection arrived, and the one that it came from."""
        if self._transport is None:
            return "", ""
        local: Any = self._transport.get_extra_info("sockname") or ("",)
        remote: Any = self._transport.get_extra_info("peername") or ("",)
        return str(local[0]), str(remote[0])


def _headers(headers: Headers) -> Mapping[str, str]:
    """Return the headers; one that came twice has both values, and so is no valid one."""
    return {name.lower(): ", ".join(headers.get_all(name)) for name in headers}


def _response(reply: Reply) -> Response:
    status = HTTPStatus(reply.code)
    body = reply.body.encode()
    headers = Headers({**reply.headers, "Connection": "close", "Content-Length": str(len(body))})
    return Response(status.value, status.phrase, headers, body)
