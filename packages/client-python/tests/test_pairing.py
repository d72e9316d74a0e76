from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from asystent_overlay import Overlay, PairingError
from asystent_overlay.pairing import open_pairing

from .peer import AsyncTestCase, Peer, connect


class Files(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "a folder"

    def open(self, host: str = "127.0.0.1") -> tuple[str, str]:
        pairing = open_pairing(self.folder, host, "Kitchen")
        return pairing.certificate.read_text(), pairing.key

    def test_are_made_once_and_for_the_owner_only(self) -> None:
        first = self.open()
        self.assertEqual(self.open(), first)
        open_pairing(self.folder, "127.0.0.1", "Kitchen").write(1, 2)
        names = {path.name: stat.S_IMODE(path.stat().st_mode) for path in self.folder.iterdir()}
        if os.name != "nt":
            self.assertEqual(names, dict.fromkeys(("certificate.pem", "private-key.pem", "key", "pairing.json"), 0o600))

    def test_a_certificate_is_for_its_host_and_kept_while_it_is(self) -> None:
        certificate, key = self.open("192.168.1.20")
        self.assertEqual(self.open("192.168.1.20"), (certificate, key))
        other, same_key = self.open("kitchen.local")
        self.assertEqual((other != certificate, same_key), (True, key))

    def test_files_that_others_could_read_are_replaced(self) -> None:
        certificate, key = self.open()
        for name in ("certificate.pem", "key"):
            (self.folder / name).chmod(0o644)
        again, other_key = self.open()
        self.assertEqual((again != certificate, other_key != key), (True, True))

    def test_says_what_is_missing(self) -> None:
        with mock.patch.dict(os.environ, {"PATH": ""}), self.assertRaisesRegex(PairingError, "openssl is missing"):
            self.open()


class Secure(AsyncTestCase):
    async def test_needs_the_key_of_the_pairing_and_drops_those_with_an_old_one(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            options = {"secure": folder, "ws_ports": [0], "http_ports": [0]}
            async with Overlay("Kitchen", **options) as overlay:
                pairing = json.loads((Path(folder) / "pairing.json").read_text())
                self.assertEqual(pairing["url"], f"wss://127.0.0.1:{overlay.ws_port}/")
                self.assertEqual(
                    (pairing["http"], pairing["name"]), (f"https://127.0.0.1:{overlay.http_port}/", "Kitchen")
                )
                trusted = ssl.create_default_context(cafile=str(Path(folder) / "certificate.pem"))
                async with connect(overlay.ws_port, pairing["key"], ssl=trusted) as socket:
                    self.assertEqual((await Peer(socket).status())["phase"], "ready")
                    await overlay.replace_key()
                    self.assertEqual(await Peer(socket).close_code(), 4401)
                with self.assertRaises(Exception) as refused:
                    await connect(overlay.ws_port, pairing["key"], ssl=trusted)
                self.assertIn("401", str(refused.exception))
                new = json.loads((Path(folder) / "pairing.json").read_text())
                self.assertNotEqual(new["key"], pairing["key"])
                async with connect(overlay.ws_port, new["key"], ssl=trusted) as socket:
                    await Peer(socket).status()

    async def test_sends_nothing_without_tls(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with Overlay("Kitchen", secure=folder, ws_ports=[0], http_ports=[0]) as overlay:
                reader, writer = await asyncio.open_connection("127.0.0.1", overlay.ws_port)
                writer.write(b"GET / HTTP/1.1\r\n\r\n")
                with contextlib.suppress(ConnectionError):
                    self.assertNotIn(b"HTTP", await reader.read())
                writer.close()
