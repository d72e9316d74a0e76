"""Overlays and strangers, for tests."""

from __future__ import annotations

import asyncio
import json
import time
import unittest
from typing import Any, Callable

import websockets
from websockets.version import version

HELLO = {"protocol": 2, "overlay": {"id": "test", "name": "desk", "version": "0.2.0"}}
ACCEPTS = ["text_delta", "level"]
#: How long something may take that should happen at once.
SOON_S = 5.0


class AsyncTestCase(unittest.IsolatedAsyncioTestCase):
    """A test in an event loop, without the loop's debugging, which takes most of the time otherwise."""

    async def asyncSetUp(self) -> None:
        asyncio.get_running_loop().set_debug(False)


class Peer:
    """An overlay's socket."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def send(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def frame(self, kind: str | None = None) -> Any:
        """Return the next frame of a kind."""
        while True:
            frame = json.loads(await asyncio.wait_for(self.socket.recv(), SOON_S))
            if kind in (None, frame["type"]):
                return frame

    async def status(self, **fields: object) -> Any:
        """Return the next status that has these fields."""
        while True:
            data = (await self.frame("status"))["data"]
            if all(data[name] == value for name, value in fields.items()):
                return data

    async def greet(self, *accepts: str) -> Any:
        """Say hello, and return the answer."""
        await self.send(type="hello", data={**HELLO, "accepts": accepts})
        return (await self.frame("hello"))["data"]

    async def command(self, name: str, **args: object) -> Any:
        """Send a command, and return its ack."""
        await self.send(type="command", id="7", command=name, args=args)
        return await self.frame("ack")

    async def close_code(self) -> int | None:
        """Return the code with which the other side closes."""
        try:
            while True:
                await asyncio.wait_for(self.socket.recv(), SOON_S)
        except websockets.exceptions.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def connect(port: int, key: str | None = None, **options: Any) -> Any:
    """Return an asynchronous context manager with a socket."""
    if key is not None:
        name = "extra_headers" if int(version.split(".")[0]) < 14 else "additional_headers"
        options[name] = {"Authorization": f"Bearer {key}"}
    scheme = "wss" if "ssl" in options else "ws"
    return websockets.connect(f"{scheme}://127.0.0.1:{port}/", **options)


async def ask(port: int, path: str = "/", *, method: str = "GET", upgrade: bool = False, **headers: str) -> Any:
    """Send a request, and return the code and the body of the response."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"{method} {path} HTTP/1.1"]
    every = {"Host": f"127.0.0.1:{port}", **headers}
    if upgrade:
        every.update(Connection="Upgrade", Upgrade="websocket")
        every.update({"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==", "Sec-WebSocket-Version": "13"})
    lines += [f"{name}: {value}" for name, value in every.items() if value]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON_S)
    code = int(head.split()[1])
    body = b"" if code == 101 else await asyncio.wait_for(reader.read(), SOON_S)
    writer.close()
    return code, body.decode()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + SOON_S
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen")
        await asyncio.sleep(0.005)
