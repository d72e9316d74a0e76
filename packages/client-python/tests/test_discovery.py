from __future__ import annotations

import json
import unittest
from pathlib import Path

from asystent_overlay.discovery import discovery, discovery_topic
from asystent_overlay.messages import COMMANDS
from asystent_overlay.topics import parse_address

KITCHEN = parse_address("mqtt://127.0.0.1/asystent/kitchen")
#: What the library for Node says in the same case, which is held to the rules of Home Assistant.
RECORDED = json.loads((Path(__file__).parent / "discovery.json").read_text("utf-8"))


class Discovery(unittest.TestCase):
    def test_says_the_same_in_both_packages(self) -> None:
        self.assertEqual(discovery(KITCHEN, "Kitchen", "1.0.0", COMMANDS, "en"), RECORDED)
        self.assertEqual(discovery_topic(KITCHEN), "homeassistant/device/asystent_kitchen/config")

    def test_has_a_control_for_what_the_assistant_can_do(self) -> None:
        for commands, entities in (([], ["phase", "notice"]), (["stop_tts"], ["phase", "stop", "notice"])):
            told = discovery(KITCHEN, "Kitchen", "1.0.0", commands, "pl")
            components = told["components"]
            assert isinstance(components, dict)
            self.assertEqual(list(components), entities)
