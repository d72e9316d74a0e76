from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import unittest
from typing import Any
from unittest import mock

from websockets.exceptions import ConnectionClosed

from asystent_overlay import (
    AddressError,
    BooleanSetting,
    CommandRejected,
    NumberSetting,
    Overlay,
    PortsTakenError,
)

from .peer import ACCEPTS, SOON_S, AsyncTestCase, Peer, ask, connect, until

ANY_PORTS: Any = {"ws_ports": [0], "http_ports": [0]}


class Showing(AsyncTestCase):
    async def test_leads_an_overlay_through_a_turn(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            peer = Peer(socket)
            self.assertEqual((await peer.status())["phase"], "ready")
            await overlay.listening()
            await peer.status(phase="listening", turn=1)
            await overlay.thinking(heard="How warm is it?", activity="Asking the weather")
            await peer.status(phase="thinking", heard="How warm is it?", activity="Asking the weather")
            for token in ("It is ", "seven ", "degrees."):
                await overlay.say(token)
            await peer.status(phase="speaking", text="It is seven degrees.", is_speaking=True)
            await overlay.ready()
            await peer.status(phase="ready", text="It is seven degrees.", turn=1)

    async def test_an_overlay_that_comes_later_gets_the_state(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            await overlay.thinking(heard="How warm is it?")
            self.assertEqual(overlay.overlays, 0)
            for _ in range(2):
                async with connect(overlay.ws_port) as socket:
                    status = (await Peer(socket).frame())["data"]
                    self.assertEqual((status["phase"], status["heard"]), ("thinking", "How warm is it?"))

    async def test_what_is_told_before_it_listens_is_shown_first(self) -> None:
        overlay = Overlay("Kitchen", **ANY_PORTS)
        await overlay.thinking()
        async with overlay, connect(overlay.ws_port) as socket:
            self.assertEqual((await Peer(socket).frame())["data"]["phase"], "thinking")

    async def test_pieces_of_an_answer_add_up(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            peer = Peer(socket)
            await peer.greet(*ACCEPTS)
            tokens = [f"word{n} 🙂 " for n in range(200)]
            text, deltas = "", 0
            begin = asyncio.get_running_loop().time()
            for token in tokens:
                await overlay.say(token)
                await asyncio.sleep(0.001)
            took = asyncio.get_running_loop().time() - begin
            await overlay.ready()
            while True:
                frame = await peer.frame()
                if frame["type"] == "text_delta":
                    self.assertEqual((frame["turn"], frame["at"]), (1, len(text)))
                    text += frame["append"]
                    deltas += 1
                    continue
                if frame["type"] == "status":
                    self.assertTrue(frame["data"]["text"].startswith(text))
                    text = frame["data"]["text"]
                    if frame["data"]["phase"] == "ready":
                        break
            self.assertEqual(text, "".join(tokens))
            # In steps, instead of one frame for each of 200 words.
            self.assertTrue(2 <= deltas <= took / 0.05 + 3, deltas)

    async def test_levels_come_20_times_a_second_and_end_at_once(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            peer = Peer(socket)
            await peer.greet("level")
            await overlay.listening()
            loop = asyncio.get_running_loop()
            begin = loop.time()
            for count in range(500):
                await overlay.level(count % 100 / 100)
                await asyncio.sleep(0.0005)
            took = loop.time() - begin
            await overlay.level(None)
            levels = []
            while not levels or levels[-1] is not None:
                levels.append((await peer.status(phase="listening"))["level"])
                if levels == [None]:
                    levels = []
            self.assertTrue(3 <= len(levels) <= took / 0.05 + 3, len(levels))
            with self.assertRaises(ValueError):
                await overlay.level(2)
            await asyncio.sleep(0.1)
            self.assertIsNone(overlay.state.level)

    async def test_a_notice_ends_by_itself_and_does_not_take_a_later_one_along(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            peer = Peer(socket)
            notice = {"kind": "notification", "title": "Parcel", "text": "It is here."}
            await overlay.notify("Parcel", "It is here.", seconds=0.05)
            await peer.status(notice=notice)
            await peer.status(notice=None)
            await overlay.notify("One", seconds=0.05)
            await overlay.notify("Two", seconds=None)
            await asyncio.sleep(0.1)
            assert overlay.state.notice is not None
            self.assertEqual(overlay.state.notice.title, "Two")
            await overlay.ready()
            self.assertIsNone(overlay.state.notice)

    async def test_asks_overlays_once(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            await Peer(socket).status()
            await overlay.ask_overlays("open_settings")
            self.assertEqual((await Peer(socket).frame())["data"]["action"], "open_settings")
            with self.assertRaises(ValueError):
                await overlay.ask_overlays("dance")

    async def test_polls_get_the_status(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            await overlay.say("Seven degrees.")
            await overlay.listening()
            code, body = await ask(overlay.http_port, "/api/status?x=1")
            status = json.loads(body)
            self.assertEqual((code, status["phase"], status["tts_playing"]), (200, "listening", False))
            self.assertEqual(status["last_tts"], "Seven degrees.")
            self.assertEqual((await ask(overlay.http_port, "/"))[0], 404)


class Commanding(AsyncTestCase):
    async def test_offers_and_carries_out_what_has_a_callback(self) -> None:
        called: list[object] = []

        async def set_volume(level: float) -> None:
            await asyncio.sleep(0)
            called.append(level)

        options = {"set_monitoring": called.append, "set_volume": set_volume, "send_text": called.append}
        async with Overlay("Kitchen", **options, volume=0.2, **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket:
                peer = Peer(socket)
                hello = await peer.greet()
                offered = ["set_monitoring", "set_volume", "send_text", "toggle_monitoring"]
                self.assertEqual((hello["client"]["name"], hello["commands"]), ("Kitchen", offered))
                self.assertEqual([identity.name for identity in overlay.identities], ["desk"])
                for name, args in (
                    ("set_volume", {"level": 0.5}),
                    ("set_monitoring", {"on": False}),
                    ("set_monitoring", {"on": False}),
                    ("toggle_monitoring", {}),
                    ("send_text", {"text": "hi"}),
                ):
                    self.assertEqual(await peer.command(name, **args), {"type": "ack", "id": "7", "ok": True})
                self.assertEqual(called, [0.5, False, True, "hi"])
                self.assertEqual((overlay.state.volume, overlay.state.monitoring), (0.5, True))
                for name, code in (("stop_tts", "unsupported"), ("dance", "unsupported"), ("set_volume", "invalid")):
                    self.assertEqual((await peer.command(name))["error"]["code"], code)

    async def test_version_1_gets_no_answer(self) -> None:
        called: list[object] = []
        async with Overlay("Kitchen", set_monitoring=called.append, **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket:
                peer = Peer(socket)
                await peer.status()
                for phase in ("paused", "ready"):
                    await peer.send(type="command", command="toggle_monitoring")
                    self.assertEqual((await peer.frame())["data"]["phase"], phase)

    async def test_rejections_and_failures_are_answered(self) -> None:
        def busy() -> None:
            raise CommandRejected("busy", "Not now.")

        def broken(_level: float) -> None:
            raise RuntimeError("the mixer is gone")

        async with Overlay("Kitchen", start_listening=busy, set_volume=broken, language="pl", **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket:
                peer = Peer(socket)
                rejected = await peer.command("start_listening")
                self.assertEqual(rejected["error"], {"code": "busy", "message": "Not now."})
                with self.assertLogs("asystent_overlay", "ERROR"):
                    failed = await peer.command("set_volume", level=0.5)
                self.assertEqual(failed["error"], {"code": "failed", "message": "Nie udało się."})
                self.assertIsNone(overlay.state.volume)
        with self.assertRaises(ValueError):
            CommandRejected("tired")

    async def test_what_a_callback_shows_itself_stands(self) -> None:
        async def set_volume(level: float) -> None:
            await overlay.update(volume=round(level, 1))

        overlay = Overlay("Kitchen", set_volume=set_volume, **ANY_PORTS)
        async with overlay, connect(overlay.ws_port) as socket:
            await Peer(socket).command("set_volume", level=0.5432)
            self.assertEqual(overlay.state.volume, 0.5)

    async def test_a_callback_that_takes_long_is_answered_in_time_and_goes_on(self) -> None:
        finished = asyncio.Event()
        go_on = asyncio.Event()

        async def turn(_text: str) -> None:
            await go_on.wait()
            finished.set()

        overlay = Overlay("Kitchen", send_text=turn, stop_tts=lambda: None, **ANY_PORTS)
        with mock.patch("asystent_overlay.commands.ANSWER_WITHIN_S", 0.3):
            async with overlay, connect(overlay.ws_port) as socket:
                peer = Peer(socket)
                await peer.send(type="command", id="1", command="send_text", args={"text": "hi"})
                # It holds up no other.
                self.assertTrue((await peer.command("stop_tts"))["ok"])
                self.assertEqual(await peer.frame("ack"), {"type": "ack", "id": "1", "ok": True})
                go_on.set()
                await asyncio.wait_for(finished.wait(), SOON_S)

    async def test_a_stopped_answer_takes_no_more(self) -> None:
        async with Overlay("Kitchen", stop_tts=lambda: None, **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket:
                await overlay.say("It is ")
                await Peer(socket).command("stop_tts")
                await overlay.say("seven degrees.")
                self.assertEqual((overlay.state.phase, overlay.state.answer), ("ready", "It is "))
                await overlay.ready()
                await overlay.say("Next.")
                self.assertEqual((overlay.state.phase, overlay.state.answer), ("speaking", "Next."))

    async def test_settings_are_drawn_checked_and_changed(self) -> None:
        called: list[object] = []

        def set_setting(key: str, value: object) -> None:
            called.append((key, value))

        settings = [NumberSetting("rate", "Rate", 1, min=0, max=2), BooleanSetting("sounds", "Sounds", True)]
        async with Overlay("Kitchen", settings=settings, set_setting=set_setting, **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket, connect(overlay.ws_port) as other:
                peer, second = Peer(socket), Peer(other)
                self.assertEqual([s["key"] for s in (await peer.greet())["settings"]], ["rate", "sounds"])
                await second.greet()
                wrong = await peer.command("set_setting", key="rate", value=3)
                self.assertEqual(wrong["error"]["code"], "invalid")
                await peer.send(type="command", id="8", command="set_setting", args={"key": "rate", "value": 2})
                self.assertEqual((await second.frame("hello"))["data"]["settings"][0]["value"], 2)
                await overlay.set_settings(settings[1:])
                self.assertEqual([s["key"] for s in (await second.frame("hello"))["data"]["settings"]], ["sounds"])
        self.assertEqual(called, [("rate", 2)])


class Refusing(AsyncTestCase):
    async def test_strangers_get_nothing(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            ws, http = overlay.ws_port, overlay.http_port
            for expected, asked in (
                (101, ask(ws, upgrade=True)),
                (403, ask(ws, upgrade=True, Origin="https://example.com")),
                (403, ask(ws, upgrade=True, Host="example.com")),
                (403, ask(http, "/api/status", Host="example.com")),
                (426, ask(ws)),
            ):
                self.assertEqual((await asked)[0], expected)

    async def test_hosts_of_others_need_keys(self) -> None:
        with self.assertRaisesRegex(ValueError, "needs secure"):
            Overlay("Kitchen", host="0.0.0.0")
        for name in ("", "  "):
            with self.assertRaises(ValueError):
                Overlay(name)
        with self.assertRaises(ValueError):
            Overlay("Kitchen", settings=[BooleanSetting("a", "A", True)])

    async def test_no_request_is_endless(self) -> None:
        faults: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            for garbage in (
                b"x" * 20_000,
                b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 4_000,
                b"GET / HTTP/1.1\r\n" + (b"a: " + b"b" * 7_000 + b"\r\n") * 3,
                b"\x16\x03\x01\r\n\r\n",
            ):
                reader, writer = await asyncio.open_connection("127.0.0.1", overlay.http_port)
                writer.write(garbage)
                with contextlib.suppress(ConnectionError):
                    while await asyncio.wait_for(reader.read(1_000), SOON_S):
                        pass
                writer.close()
            self.assertEqual((await ask(overlay.http_port, "/api/status"))[0], 200)
        self.assertEqual(faults, [])

    async def test_no_more_overlays_than_there_is_room_for(self) -> None:
        with mock.patch("asystent_overlay.server.MAX_OVERLAYS", 4):
            async with Overlay("Kitchen", **ANY_PORTS) as overlay:
                sockets = [await connect(overlay.ws_port) for _ in range(4)]
                self.assertEqual((await ask(overlay.ws_port, upgrade=True))[0], 503)
                await sockets[0].close()
                await until(lambda: overlay.overlays == 3)
                self.assertEqual((await ask(overlay.ws_port, upgrade=True))[0], 101)
                await asyncio.gather(*(socket.close() for socket in sockets))

    async def test_garbage_is_ignored_and_too_much_of_anything_ends_the_socket(self) -> None:
        async with Overlay("Kitchen", stop_tts=lambda: None, **ANY_PORTS) as overlay:
            async with connect(overlay.ws_port) as socket:
                for garbage in ("", "no JSON", b"\x00\xff", "[]", '{"type":"later"}'):
                    await socket.send(garbage)
                self.assertTrue((await Peer(socket).command("stop_tts"))["ok"])
                # In two parts, as websockets sends what it gets in parts.
                await socket.send(['{"type":"command","id":"7",', '"command":"stop_tts"}'])
                self.assertTrue((await Peer(socket).frame("ack"))["ok"])
            async with connect(overlay.ws_port) as socket:
                await socket.send("a" * 70_000)
                self.assertEqual(await Peer(socket).close_code(), 1009)
            async with connect(overlay.ws_port) as socket:
                with contextlib.suppress(ConnectionClosed):
                    for _ in range(2_000):
                        await socket.send("{}")
                self.assertEqual(await Peer(socket).close_code(), 1008)

    async def test_an_overlay_that_does_not_read_gets_the_newest_and_holds_nobody_up(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as quick:
            slow = socket.create_connection(("127.0.0.1", overlay.ws_port))
            head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{overlay.ws_port}\r\nConnection: Upgrade\r\n"
            head += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            slow.sendall((head + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n").encode())
            await until(lambda: overlay.overlays == 2)
            reader = asyncio.ensure_future(_drain(quick))
            text = "x" * 9_000
            turns = 800
            for turn in range(turns):
                await overlay.thinking(heard=f"question {turn}")
                await overlay.say(text)
            await overlay.thinking(heard="the last one")
            self.assertEqual(overlay.overlays, 2)
            slow.setblocking(False)
            received = await _read_until(slow, b"the last one")
            self.assertLess(received, turns * len(text) * 0.8)
            slow.close()
            reader.cancel()

    async def test_an_overlay_that_reads_nothing_of_its_answers_is_dropped(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay, connect(overlay.ws_port) as socket:
            await Peer(socket).status()
            [connection] = overlay._server.overlays
            with self.assertLogs("asystent_overlay", "INFO") as logs:
                connection.send(b"x" * 1_100_000)
            self.assertIn("does not read", logs.output[0])
            await until(lambda: overlay.overlays == 0)


class Ending(AsyncTestCase):
    async def test_says_goodbye_and_frees_the_ports(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            ports = {"ws_ports": [overlay.ws_port], "http_ports": [overlay.http_port]}
            socket = await connect(overlay.ws_port)
            idle = await asyncio.open_connection("127.0.0.1", overlay.http_port)
        self.assertEqual(await Peer(socket).close_code(), 1001)
        idle[1].close()
        await overlay.aclose()
        async with Overlay("Kitchen", **ports) as again:
            self.assertEqual(again.ws_port, ports["ws_ports"][0])

    async def test_does_not_wait_for_an_overlay_that_hangs(self) -> None:
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            stream = await asyncio.open_connection("127.0.0.1", overlay.ws_port)
            stream[1].write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
            stream[1].write(b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n")
            await until(lambda: overlay.overlays == 1)
        self.assertEqual(overlay.overlays, 0)
        stream[1].close()

    async def test_ends_callbacks_that_still_run(self) -> None:
        cancelled = asyncio.Event()
        started = asyncio.Event()

        async def turn(_text: str) -> None:
            started.set()
            try:
                await asyncio.sleep(3_600)
            except asyncio.CancelledError:
                cancelled.set()
                raise

        async with Overlay("Kitchen", send_text=turn, **ANY_PORTS) as overlay:
            socket = await connect(overlay.ws_port)
            await Peer(socket).send(type="command", id="7", command="send_text", args={"text": "hi"})
            await asyncio.wait_for(started.wait(), SOON_S)
        await asyncio.wait_for(cancelled.wait(), SOON_S)
        await socket.close()

    async def test_a_signal_ends_the_wait(self) -> None:
        before = signal.getsignal(signal.SIGTERM)
        async with Overlay("Kitchen", **ANY_PORTS) as overlay:
            asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(overlay.until_signal(), SOON_S)
        self.assertEqual(signal.getsignal(signal.SIGTERM), before)

    @unittest.skipIf(os.name == "nt", "Windows has no such signal for one process")
    async def test_ctrl_c_says_goodbye_as_well(self) -> None:
        code = """
import asyncio
from asystent_overlay import Overlay

async def main():
    async with Overlay("Kitchen", ws_ports=[0], http_ports=[0]) as overlay:
        print(overlay.ws_port, flush=True)
        await asyncio.sleep(3_600)

asyncio.run(main())
"""
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=pipe, stderr=pipe)
        assert child.stdout is not None
        port = int(await asyncio.wait_for(child.stdout.readline(), SOON_S))
        async with connect(port) as socket:
            await Peer(socket).status()
            child.send_signal(signal.SIGINT)
            self.assertEqual(await Peer(socket).close_code(), 1001)
        _, errors = await asyncio.wait_for(child.communicate(), SOON_S)
        self.assertIn(b"KeyboardInterrupt", errors)

    async def test_takes_its_second_port_and_says_when_none_is_left(self) -> None:
        async with Overlay("First", **ANY_PORTS) as first:
            taken = first.ws_port
            async with Overlay("Second", ws_ports=[taken, 0], http_ports=[0]) as second:
                self.assertNotEqual(second.ws_port, taken)
            with self.assertRaisesRegex(PortsTakenError, f"no WebSocket port is free; tried {taken} on 127.0.0.1"):
                async with Overlay("Third", ws_ports=[taken], http_ports=[0]):
                    pass
            with self.assertRaisesRegex(PortsTakenError, "no HTTP port"):
                async with Overlay("Fourth", ws_ports=[0], http_ports=[taken]):
                    pass

    async def test_says_that_an_address_is_of_another_machine(self) -> None:
        with self.assertRaisesRegex(AddressError, "127.0.0.300 is no address"):
            async with Overlay("Kitchen", host="127.0.0.300", **ANY_PORTS):
                pass


async def _drain(socket: Any) -> None:
    while True:
        await socket.recv()


async def _read_until(reader: socket.socket, what: bytes) -> int:
    """Read a socket until it has delivered something, and return how many bytes that were."""
    loop = asyncio.get_running_loop()
    count, end = 0, b""
    while what not in end:
        data = await asyncio.wait_for(loop.sock_recv(reader, 65_536), SOON_S)
        count += len(data)
        end = (end + data)[-100_000:]
    return count
