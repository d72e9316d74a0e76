from __future__ import annotations

import asyncio
import threading
import time
import unittest
from typing import Any

from asystent_overlay import CommandRejected, PortsTakenError, SyncOverlay

from .peer import SOON_S, Peer, connect

ANY_PORTS: Any = {"ws_ports": [0], "http_ports": [0]}


class Threads(unittest.TestCase):
    def test_leads_an_overlay_through_a_turn(self) -> None:
        async def watch(port: int) -> list[str]:
            async with connect(port) as socket:
                peer, phases = Peer(socket), []
                ready.set()
                while "error" not in phases:
                    phases.append((await peer.status())["phase"])
                return phases

        ready = threading.Event()
        seen: list[list[str]] = []
        with SyncOverlay("Kitchen", **ANY_PORTS) as overlay:
            watcher = threading.Thread(target=lambda: seen.append(asyncio.run(watch(overlay.ws_port))))
            watcher.start()
            self.assertTrue(ready.wait(SOON_S))
            while overlay.overlays == 0:
                time.sleep(0.005)
            overlay.listening()
            overlay.thinking(heard="How warm is it?")
            overlay.say("Seven degrees.")
            overlay.ready()
            overlay.error("No network")
            watcher.join(SOON_S)
            self.assertEqual(overlay.state.answer, "Seven degrees.")
        self.assertEqual(seen, [["ready", "listening", "thinking", "speaking", "ready", "error"]])

    def test_callbacks_have_threads_of_their_own_and_may_call_it(self) -> None:
        threads: list[str] = []
        blocked = threading.Event()

        def send_text(text: str) -> None:
            threads.append(threading.current_thread().name)
            overlay.thinking(heard=text)
            blocked.wait(SOON_S)

        def stop() -> None:
            raise CommandRejected("busy")

        async def command(port: int) -> list[Any]:
            async with connect(port) as socket:
                peer = Peer(socket)
                await peer.send(type="command", id="1", command="send_text", args={"text": "hi"})
                await peer.status(heard="hi")
                rejected = await peer.command("stop_tts")
                blocked.set()
                return [rejected["error"]["code"], (await peer.frame("ack"))["ok"]]

        overlay = SyncOverlay("Kitchen", send_text=send_text, stop_tts=stop, **ANY_PORTS)
        with overlay:
            self.assertEqual(asyncio.run(command(overlay.ws_port)), ["busy", True])
        self.assertEqual(threads, ["asystent-overlay-command"])

    def test_raises_where_it_is_called_and_leaves_no_thread(self) -> None:
        with SyncOverlay("Kitchen", **ANY_PORTS) as overlay:
            with self.assertRaises(ValueError):
                overlay.level(2)
            with self.assertRaises(PortsTakenError), SyncOverlay("Other", ws_ports=[overlay.ws_port], http_ports=[0]):
                pass
        overlay.close()
        with self.assertRaisesRegex(RuntimeError, "within its `with`"):
            overlay.ready()
        deadline = time.monotonic() + SOON_S
        while any(thread.name.startswith("asystent") for thread in threading.enumerate()):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.005)
        with overlay:
            overlay.ready()

    def test_does_not_wait_for_a_callback_that_hangs(self) -> None:
        started, blocked = threading.Event(), threading.Event()

        def hang(_text: str) -> None:
            started.set()
            blocked.wait(SOON_S)

        async def command(port: int) -> None:
            async with connect(port) as socket:
                await Peer(socket).send(type="command", id="1", command="send_text", args={"text": "hi"})
                await asyncio.get_running_loop().run_in_executor(None, started.wait, SOON_S)

        with SyncOverlay("Kitchen", send_text=hang, **ANY_PORTS) as overlay:
            asyncio.run(command(overlay.ws_port))
        self.assertFalse(blocked.is_set())
        blocked.set()
