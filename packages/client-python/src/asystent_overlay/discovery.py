"""What Home Assistant is told of an assistant, so that it has a device with a control for each command. Pure.

One retained message; https://www.home-assistant.io/integrations/mqtt/#discovery-payload describes it. The library for
Node says the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from .topics import Address

_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "phase": "Phase",
        "monitoring": "Wake word",
        "stop": "Stop speaking",
        "volume": "Volume",
        "muted": "Mute",
        "notice": "Notice",
    },
    "pl": {
        "phase": "Faza",
        "monitoring": "Słowo wybudzające",
        "stop": "Przerwij mówienie",
        "volume": "Głośność",
        "muted": "Wyciszenie",
        "notice": "Powiadomienie",
    },
}

#: The assistant's own `phase`, or else what its flags and words say.
_PHASE_TEMPLATE = (
    '{% set line = value_json.status | default("") %}'
    "{{ value_json.phase | default("
    '"speaking" if value_json.is_speaking'
    ' else "error" if line is search("error|błąd|failed", ignorecase=True)'
    ' else "thinking" if line is search("myślę|przetwarzam|processing|thinking", ignorecase=True)'
    ' else "listening" if value_json.is_listening or value_json.wake_word_detected'
    ' else "ready" if value_json.monitoring | default(true) else "paused") }}'
)


def discovery_topic(address: Address) -> str:
    """Return the topic of the message. An empty one, retained as well, removes the device."""
    return f"homeassistant/device/{_device_id(address)}/config"


def discovery(
    address: Address, name: str, version: str, commands: Collection[str], language: str
) -> Mapping[str, object]:
    """Return the message; there is a control only for what is among the commands."""
    device, names = _device_id(address), _NAMES[language]
    shown = {"state_topic": address.status}
    taken = {"command_topic": address.command, "qos": 1}

    def on_off(command: str, arg: str, field: str, icon: str) -> Mapping[str, object]:
        return {
            **shown,
            **taken,
            "value_template": f'{{{{ "ON" if value_json.{field} else "OFF" }}}}',
            "state_on": "ON",
            "state_off": "OFF",
            "payload_on": _json({"command": command, "args": {arg: True}}),
            "payload_off": _json({"command": command, "args": {arg: False}}),
            "icon": icon,
        }

    entities: list[tuple[str, str | None, str, Mapping[str, object]]] = [
        (
            "phase",
            None,
            "sensor",
            {
                **shown,
                "device_class": "enum",
                "options": ["ready", "paused", "listening", "thinking", "speaking", "error"],
                "value_template": _PHASE_TEMPLATE,
                "icon": "mdi:account-voice",
            },
        ),
        (
            "monitoring",
            "set_monitoring",
            "switch",
            on_off("set_monitoring", "on", "monitoring", "mdi:ear-hearing"),
        ),
        (
            "stop",
            "stop_tts",
            "button",
            {**taken, "payload_press": _json({"command": "stop_tts"}), "icon": "mdi:stop"},
        ),
        (
            "volume",
            "set_volume",
            "number",
            {
                **shown,
                **taken,
                "value_template": (
                    "{{ (value_json.volume * 100) | round | int if value_json.volume is defined else None }}"
                ),
                "command_template": '{"command":"set_volume","args":{"level":{{ (value / 100) | round(2) }}}}',
                "min": 0,
                "max": 100,
                "step": 1,
                "unit_of_measurement": "%",
                "icon": "mdi:volume-high",
            },
        ),
        ("muted", "set_muted", "switch", on_off("set_muted", "muted", "muted", "mdi:volume-off")),
        ("notice", None, "notify", {"command_topic": address.notice, "qos": 1, "icon": "mdi:message-text"}),
    ]
    return {
        "device": {
            "identifiers": [device],
            "name": name,
            "manufacturer": "Asystent Overlay",
            "sw_version": version,
        },
        "origin": {"name": "asystent-overlay"},
        "availability_topic": address.state,
        "components": {
            key: {"platform": platform, "unique_id": f"{device}_{key}", "name": names[key], **fields}
            for key, command, platform, fields in entities
            if command is None or command in commands
        },
    }


def _device_id(address: Address) -> str:
    """Home Assistant allows no slashes there."""
    return re.sub(r"[^a-zA-Z0-9_-]", "_", address.topic)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
