from __future__ import annotations

import unittest

from asystent_overlay.topics import Address, answer_topic, parse_address


class Addresses(unittest.TestCase):
    def test_are_those_of_overlays(self) -> None:
        for text, address in {
            "mqtt://127.0.0.1/asystent/kitchen": Address("127.0.0.1", 1883, False, "asystent/kitchen"),
            "mqtts://broker.example.org/a/b/c": Address("broker.example.org", 8883, True, "a/b/c"),
            "MQTT://[::1]:18830/asystent/kitchen": Address("::1", 18830, False, "asystent/kitchen"),
        }.items():
            self.assertEqual(parse_address(text), address)

    def test_anything_else_is_none_and_a_login_is_not_repeated(self) -> None:
        for text in (
            "http://127.0.0.1/asystent/kitchen",
            "mqtt://127.0.0.1",
            "mqtt://127.0.0.1/kitchen",
            "mqtt://127.0.0.1/asystent/+",
            "mqtt://127.0.0.1:0/asystent/kitchen",
            "mqtt://127.0.0.1:65536/asystent/kitchen",
            "mqtt://me:secret@127.0.0.1/asystent/kitchen",
        ):
            with self.assertRaises(ValueError) as raised:
                parse_address(text)
            self.assertNotIn("secret", str(raised.exception))


class Answers(unittest.TestCase):
    def test_go_to_an_overlay(self) -> None:
        self.assertEqual(answer_topic("asystent/kitchen", None, "desk"), "asystent/overlay/desk/ack")
        asked = "asystent/overlay/hall/ack"
        self.assertEqual(answer_topic("asystent/kitchen", asked, "desk"), asked)

    def test_go_nowhere_else(self) -> None:
        for asked, overlay in (
            ("asystent/kitchen/status", None),
            ("asystent/kitchen/state", 3),
            ("other/overlay/desk/ack", None),
            ("asystent/overlay/a/b/ack", None),
            ("asystent/overlay/+/ack", "#"),
            ("asystent/overlay//ack", ""),
        ):
            self.assertIsNone(answer_topic("asystent/kitchen", asked, overlay))
