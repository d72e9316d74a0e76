"""An assistant without a microphone, for the tests of the package: assistant.py async|sync ws_port http_port."""

import asyncio
import sys
import threading

from asystent_overlay import Overlay, SyncOverlay

KIND, WS_PORT, HTTP_PORT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
QUESTION = "How warm is it?"
TOKENS = ["It ", "is ", "seven ", "degrees, ", "and ", "raining."]
PAUSE_S = 1.0


async def play_async():
    """Take turns with asyncio."""
    turn = None

    async def play_turn():
        try:
            await overlay.listening()
            await asyncio.sleep(PAUSE_S)
            await overlay.thinking(heard=QUESTION)
            await asyncio.sleep(PAUSE_S)
            for token in TOKENS:
                await overlay.say(token)
                await asyncio.sleep(0.1)
            await asyncio.sleep(2 * PAUSE_S)
        finally:
            await overlay.ready()

    def cancel(*_):
        if turn is not None:
            turn.cancel()

    overlay = Overlay(
        "Kitchen", stop_tts=cancel, set_monitoring=cancel, set_volume=print, ws_ports=[WS_PORT], http_ports=[HTTP_PORT]
    )
    async with overlay:
        print("listening", flush=True)
        signal = asyncio.ensure_future(overlay.until_signal())
        while not signal.done():
            if overlay.state.monitoring:
                turn = asyncio.ensure_future(play_turn())
                await asyncio.wait([turn, signal], return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait([signal], timeout=1)
        cancel()


def play_sync():
    """Take turns with threads."""
    stopped = threading.Event()

    def play_turn():
        stopped.clear()
        for step in (
            overlay.listening,
            lambda: overlay.thinking(heard=QUESTION),
            lambda: [overlay.say(token) for token in TOKENS],
            lambda: None,
        ):
            step()
            if stopped.wait(PAUSE_S):
                break
        overlay.ready()

    def stop(*_):
        stopped.set()

    ports = {"ws_ports": [WS_PORT], "http_ports": [HTTP_PORT]}
    with SyncOverlay("Kitchen", stop_tts=stop, set_monitoring=stop, set_volume=print, **ports) as overlay:
        print("listening", flush=True)
        try:
            while True:
                if overlay.state.monitoring:
                    play_turn()
                threading.Event().wait(1)
        except KeyboardInterrupt:
            pass


if KIND == "async":
    asyncio.run(play_async())
else:
    play_sync()
