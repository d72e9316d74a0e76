"""The client before a real broker."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import logging
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from asystent_overlay import Mqtt, Overlay, SyncOverlay
from asystent_overlay.publisher import Publication

from .peer import SOON_S, AsyncTestCase, until

BASE = "asystent/kitchen"
CONFIG = "homeassistant/device/asystent_kitchen/config"
MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
HAS_PAHO = importlib.util.find_spec("paho") is not None and importlib.util.find_spec("paho.mqtt.enums") is not None
needs_broker = unittest.skipUnless(MOSQUITTO and HAS_PAHO, "mosquitto or paho-mqtt 2 is not installed")


class Mosquitto:
    """A broker on a port of its own."""

    def __init__(self, folder: str, *lines: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._config = Path(folder) / "mosquitto.conf"
        every = [f"listener {self.port} 127.0.0.1", "user root", *(lines or ["allow_anonymous true"])]
        self._config.write_text("\n".join([*every, ""]))
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        assert MOSQUITTO is not None
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen([MOSQUITTO, "-c", str(self._config)], stdout=quiet, stderr=quiet)
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            await asyncio.sleep(0.01)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}/{BASE}"


@contextlib.asynccontextmanager
async def mosquitto(*lines: str) -> AsyncIterator[Mosquitto]:
    with tempfile.TemporaryDirectory() as folder:
        broker = Mosquitto(folder, *[line.replace("FOLDER", folder) for line in lines])
        await asyncio.wait_for(broker.start(), SOON_S)
        try:
            yield broker
        finally:
            broker.kill()


class Listener:
    """Somebody else at the broker, with everything that is kept there."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.kept: dict[str, str] = {}
        self.heard: list[tuple[str, str]] = []

    def status(self) -> Any:
        return json.loads(self.kept.get(f"{BASE}/status", "{}"))

    def acks(self) -> list[Any]:
        return [json.loads(payload) for topic, payload in self.heard if topic == "asystent/overlay/desk/ack"]

    def command(self, name: str, *, retain: bool = False, **fields: object) -> None:
        body = json.dumps({"command": name, "overlay": "desk", **fields})
        self.client.publish(f"{BASE}/command", body, 1, retain)


@contextlib.contextmanager
def listening(port: int) -> Iterator[Listener]:
    from paho.mqtt.client import Client
    from paho.mqtt.enums import CallbackAPIVersion

    client = Client(CallbackAPIVersion.VERSION2)
    listener = Listener(client)

    def on_message(_client: Any, _data: Any, message: Any) -> None:
        listener.heard.append((message.topic, message.payload.decode()))
        listener.kept[message.topic] = message.payload.decode()

    client.on_message = on_message
    client.on_connect = lambda *_: client.subscribe("#", 1)
    client.connect("127.0.0.1", port)
    client.loop_start()
    try:
        yield listener
    finally:
        client.disconnect()
        client.loop_stop()


@needs_broker
class Publishing(AsyncTestCase):
    async def test_leads_those_behind_the_broker_through_a_turn_and_says_goodbye(self) -> None:
        volumes: list[float] = []
        async with mosquitto() as broker:
            with listening(broker.port) as listener:
                overlay = Overlay("Kitchen", mqtt=Mqtt(broker.url), listens=False, set_volume=volumes.append)
                async with overlay:
                    self.assertEqual((overlay.ws_port, overlay.http_port), (0, 0))
                    await until(lambda: listener.kept.get(f"{BASE}/state") == "online")
                    hello = json.loads(listener.kept[f"{BASE}/hello"])
                    self.assertEqual((hello["client"]["name"], hello["commands"]), ("Kitchen", ["set_volume"]))
                    await overlay.thinking(heard="How warm is it?")
                    await until(lambda: listener.status()["heard"] == "How warm is it?")
                    for token in ("It is ", "seven ", "degrees."):
                        await overlay.say(token)
                    await until(lambda: listener.status()["text"] == "It is seven degrees.")
                    for count in (1, 2):
                        listener.command("set_volume", id="a-1", args={"level": 0.3})
                        await until(lambda count=count: len(listener.acks()) == count)  # type: ignore[misc]
                    self.assertEqual(listener.acks(), 2 * [{"id": "a-1", "ok": True}])
                    self.assertEqual(volumes, [0.3])
                    await until(lambda: listener.status()["volume"] == 0.3)
                await until(lambda: listener.kept[f"{BASE}/state"] == "offline")

    async def test_carries_out_no_command_that_the_broker_has_kept(self) -> None:
        calls: list[float] = []
        async with mosquitto() as broker:
            with listening(broker.port) as listener:
                listener.command("set_volume", retain=True, args={"level": 0.9})
                await until(lambda: f"{BASE}/command" in listener.kept)
                async with Overlay("Kitchen", mqtt=Mqtt(broker.url), listens=False, set_volume=calls.append):
                    await until(lambda: listener.kept.get(f"{BASE}/state") == "online")
                    listener.command("set_volume", id="1", args={"level": 0.1})
                    await until(lambda: len(listener.acks()) == 1)
                    self.assertEqual(calls, [0.1])

    async def test_comes_back_to_a_broker_that_has_forgotten_everything(self) -> None:
        async with mosquitto() as broker:
            async with Overlay("Kitchen", mqtt=Mqtt(broker.url), listens=False) as overlay:
                with listening(broker.port) as listener:
                    await until(lambda: listener.kept.get(f"{BASE}/state") == "online")
                broker.kill()
                await overlay.listening()
                await broker.start()
                with listening(broker.port) as listener:
                    await until(lambda: listener.status().get("phase") == "listening")

    async def test_serves_sockets_beside_it(self) -> None:
        async with mosquitto() as broker:
            async with Overlay("Kitchen", mqtt=Mqtt(broker.url), ws_ports=[0], http_ports=[0]) as overlay:
                self.assertGreater(overlay.ws_port, 0)
                with listening(broker.port) as listener:
                    await until(lambda: listener.kept.get(f"{BASE}/state") == "online")

    async def test_speaks_the_version_of_a_broker_that_knows_no_other(self) -> None:
        async with mosquitto() as broker, AsyncExitStack() as stack:
            for refusal in (b"\x20\x02\x00\x01", b""):
                port = await _old_broker(stack, broker.port, refusal)
                with listening(broker.port) as listener, self.assertLogs("asystent_overlay", logging.INFO) as logs:
                    options = Mqtt(f"mqtt://127.0.0.1:{port}/{BASE}")
                    async with Overlay("Kitchen", mqtt=options, listens=False, stop_tts=lambda: None):
                        await until(lambda: listener.kept.get(f"{BASE}/state") == "online")
                        self.assertTrue(logs.output[-1].endswith("with MQTT 3.1.1"))
                        listener.command("stop_tts", id="1")
                        await until(lambda: listener.acks() == [{"id": "1", "ok": True}])

    async def test_does_not_hammer_a_broker_that_refuses_it_nor_say_the_password(self) -> None:
        with self.assertLogs("asystent_overlay", logging.INFO) as logs:
            async with mosquitto("allow_anonymous false") as broker:
                options = Mqtt(broker.url, username="kitchen", password="the-password")
                self.assertNotIn("the-password", repr(options))
                async with Overlay("Kitchen", mqtt=options, listens=False):
                    await until(lambda: len(logs.output) > 0)
        self.assertEqual(logs.output, ["INFO:asystent_overlay:the broker refuses the user or the password"])

    async def test_is_a_device_of_home_assistant_while_that_is_switched_on(self) -> None:
        async with mosquitto() as broker:
            with listening(broker.port) as listener:
                async with Overlay("Kitchen", mqtt=Mqtt(broker.url, home_assistant=True), listens=False) as overlay:
                    await until(lambda: listener.kept.get(f"{BASE}/state") == "online")
                    self.assertEqual(json.loads(listener.kept[CONFIG])["device"]["name"], "Kitchen")
                    listener.client.publish(f"{BASE}/notice", "Dinner is ready", 1)
                    await until(lambda: overlay.state.notice is not None)
                    assert overlay.state.notice is not None
                    self.assertEqual(overlay.state.notice.text, "Dinner is ready")
                async with Overlay("Kitchen", mqtt=Mqtt(broker.url, home_assistant=False), listens=False):
                    await until(lambda: listener.kept[CONFIG] == "")

    async def test_trusts_a_broker_by_its_authority_and_no_other(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            _make_certificate(folder)
            files = ["allow_anonymous true", f"certfile {folder}/cert.pem", f"keyfile {folder}/key.pem"]
            async with mosquitto(*files) as broker:
                url = broker.url.replace("mqtt://", "mqtts://")
                for ca, line in ((f"{folder}/cert.pem", "with MQTT 5"), (None, "SSLCertVerificationError")):
                    with self.assertLogs("asystent_overlay", logging.INFO) as logs:
                        async with Overlay("Kitchen", mqtt=Mqtt(url, ca=ca), listens=False):
                            await until(lambda logs=logs: len(logs.output) > 0)  # type: ignore[misc]
                    self.assertIn(line, logs.output[0])

    def test_does_so_from_threads_as_well(self) -> None:
        async def play() -> None:
            async with mosquitto() as broker:
                with listening(broker.port) as listener:
                    with SyncOverlay("Kitchen", mqtt=Mqtt(broker.url), listens=False) as overlay:
                        overlay.thinking()
                        await until(lambda: listener.status().get("phase") == "thinking")
                    await until(lambda: listener.kept[f"{BASE}/state"] == "offline")

        asyncio.run(play())

    async def test_ends_at_once_also_if_the_broker_answers_before_it_has_sent_its_last_words(self) -> None:
        from asystent_overlay.broker import PahoBroker

        class Slow(PahoBroker):
            def _send(self, publication: Publication) -> int | None:
                mid = super()._send(publication)
                time.sleep(0.2)
                return mid

        async with mosquitto() as broker:
            online = asyncio.Event()
            will = Publication(f"{BASE}/state", "offline", True)
            slow = Slow(Mqtt(broker.url), will, ["x"], online.set, lambda _: None, lambda _: None)
            await asyncio.wait_for(online.wait(), SOON_S)
            begun_s = time.monotonic()
            await slow.stop(will)
            self.assertLess(time.monotonic() - begun_s, 0.9)


class WithoutBroker(AsyncTestCase):
    @unittest.skipUnless(HAS_PAHO, "paho-mqtt 2 is not installed")
    async def test_starts_and_ends_all_the_same(self) -> None:
        async with Overlay("Kitchen", mqtt=Mqtt(f"mqtt://127.0.0.1:9/{BASE}"), listens=False) as overlay:
            await overlay.thinking()

    @unittest.skipUnless(HAS_PAHO, "paho-mqtt 2 is not installed")
    async def test_ends_at_once_while_it_connects_and_leaves_no_connection(self) -> None:
        begun, ended = asyncio.Event(), asyncio.Event()

        async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            begun.set()
            while await reader.read(65_536) != b"":
                pass
            ended.set()
            writer.close()

        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        try:
            url = f"mqtt://127.0.0.1:{server.sockets[0].getsockname()[1]}/{BASE}"
            async with Overlay("Kitchen", mqtt=Mqtt(url), listens=False):
                await asyncio.wait_for(begun.wait(), SOON_S)
                begun_s = time.monotonic()
            self.assertLess(time.monotonic() - begun_s, 0.9)
            await asyncio.wait_for(ended.wait(), SOON_S)
        finally:
            server.close()

    @unittest.skipUnless(HAS_PAHO, "paho-mqtt 2 is not installed")
    async def test_tries_again_after_what_can_not_be_read(self) -> None:
        connections: list[int] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.append(1)
            await reader.read(65_536)
            # It accepts, and then publishes to a topic that is no UTF-8.
            writer.write(b"\x20\x03\x00\x00\x00\x30\x05\x00\x01\xff\x00\x01")
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        try:
            url = f"mqtt://127.0.0.1:{server.sockets[0].getsockname()[1]}/{BASE}"
            async with Overlay("Kitchen", mqtt=Mqtt(url), listens=False):
                await until(lambda: len(connections) == 2)
        finally:
            server.close()

    @unittest.skipUnless(HAS_PAHO, "paho-mqtt 2 is not installed")
    async def test_says_that_a_host_is_none(self) -> None:
        with self.assertLogs("asystent_overlay", logging.INFO) as logs:
            async with Overlay("Kitchen", mqtt=Mqtt(f"mqtt://a..b/{BASE}"), listens=False):
                await until(lambda: len(logs.output) > 0)
        self.assertRegex(logs.output[0], r"Unicode\w*Error")

    @unittest.skipIf(HAS_PAHO, "paho-mqtt 2 is installed")
    async def test_says_what_to_install(self) -> None:
        with self.assertRaisesRegex(ImportError, r"asystent-overlay\[mqtt\]"):
            async with Overlay("Kitchen", mqtt=Mqtt(f"mqtt://127.0.0.1:9/{BASE}"), listens=False):
                pass

    def test_an_address_is_checked_at_once(self) -> None:
        with self.assertRaises(ValueError):
            Mqtt("mqtt://127.0.0.1")


async def _old_broker(stack: AsyncExitStack, port: int, refusal: bytes) -> int:
    """Return the port of a broker that refuses MQTT 5 with these bytes, and ends the connection."""

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.read(65_536)
        # The name MQTT, and the version.
        if first[first.index(b"MQTT") + 4] != 4:
            writer.write(refusal)
            writer.close()
            return
        upstream, to_broker = await asyncio.open_connection("127.0.0.1", port)
        to_broker.write(first)
        await asyncio.gather(pipe(reader, to_broker), pipe(upstream, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    stack.callback(server.close)
    return int(server.sockets[0].getsockname()[1])


def _make_certificate(folder: str) -> None:
    names = ["-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "1", "-nodes"]
    subprocess.run(["openssl", "req", "-x509", *kind, *names, *files], check=True, capture_output=True)
