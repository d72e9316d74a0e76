"""The smallest client of Asystent Overlay: python3 client.py [ports, 6001,6000 if none are given]"""

import asyncio
import contextlib
import json
import os
import sys
import time
from http import HTTPStatus

try:
    import websockets
except ImportError:
    sys.exit("The package websockets is missing: pip install websockets (10.1 or newer)")

PORTS = (sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ASYSTENT_WS_PORTS") or "6001,6000").split(",")

# What every overlay is told, whole, whenever something in it changes.
status = {"phase": "ready", "monitoring": True, "status": "Ready", "heard": "", "text": "", "overlay_visible": False}
overlays = set()
turn = None  # The task of the turn that is going on, or of the last one.


async def play_turn():
    """A question and its answer. Your assistant goes here: call `change` wherever what it does changes."""
    try:
        change(phase="listening")
        await asyncio.sleep(2)
        change(phase="thinking", heard="What time is it?")
        await asyncio.sleep(2)
        change(phase="speaking", text=time.strftime("It is %H:%M:%S."))
        await asyncio.sleep(3)
    finally:
        change(phase="ready" if status["monitoring"] else "paused", heard="")  # The answer may stay in `text`.


def obey(raw):
    """The overlay's two buttons. It waits for no answer: it sees the change in the next status."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return
    command = message.get("command") if isinstance(message, dict) and message.get("type") == "command" else None
    if turn and (command == "toggle_monitoring" or (command == "stop_tts" and status["phase"] == "speaking")):
        turn.cancel()
    if command == "toggle_monitoring":
        change(monitoring=not status["monitoring"], phase="paused" if status["monitoring"] else "ready")


def change(**fields):
    before = frame()
    status.update(fields)
    if frame() != before:
        websockets.broadcast(overlays, frame())  # Waits for none of them, so a slow one holds nobody up.


def frame():
    return json.dumps({"type": "status", "data": status}, ensure_ascii=False)


async def attend(overlay, *_path):  # Old versions of websockets hand over a path as well.
    overlays.add(overlay)
    try:
        await overlay.send(frame())  # At once: whoever says nothing for 2 s is taken for somebody else.
        async for raw in overlay:
            obey(raw)
    except websockets.ConnectionClosed:
        pass  # Lost, or killed. It comes back by itself.
    finally:
        overlays.discard(overlay)


async def refusal(connection, request):
    """Any web page may try ws://127.0.0.1, and its browser then sends an Origin. An overlay sends none."""
    headers = getattr(request, "headers", request)  # Before version 14 of websockets it is the headers themselves.
    if "Origin" not in headers and headers.get("Host", "").rsplit(":", 1)[0] in ("127.0.0.1", "localhost"):
        return None
    refused = HTTPStatus.FORBIDDEN
    return connection.respond(refused, "") if hasattr(connection, "respond") else (refused, [], b"")


async def main():
    global turn
    for port in PORTS:
        try:
            server = await websockets.serve(attend, "127.0.0.1", int(port), process_request=refusal)
            break
        except (OSError, OverflowError, ValueError) as error:
            print(error, file=sys.stderr)
    else:
        sys.exit("No port is left. Does another client run? Name a free one: python3 client.py 6005")
    print(f"listening ws://127.0.0.1:{port}", flush=True)
    async with server:  # It closes with code 1001, so that the overlay shows at once that the assistant has gone.
        while True:
            await asyncio.sleep(1)
            if status["monitoring"]:
                turn = asyncio.ensure_future(play_turn())
                await asyncio.wait([turn])


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(main())
