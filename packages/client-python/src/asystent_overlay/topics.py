"""Where an assistant publishes: the address that overlays take for it, and the topics below it. Pure.

docs/mqtt.md of the project describes the layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Two levels or more, without wildcards: as overlays read it.
_ADDRESS = re.compile(
    r"(?P<scheme>mqtts?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>\d{1,5}))?/"
    r"(?P<topic>[a-z0-9_.-]+(?:/[a-z0-9_.-]+)+)",
    re.IGNORECASE,
)
#: An overlay's id is one level of a topic.
_LEVEL = re.compile(r"[^+#/\0]{1,100}")


@dataclass(frozen=True)
class Address:
    """A broker, and the topic with which the assistant's own begin."""

    host: str
    port: int
    is_encrypted: bool
    topic: str

    @property
    def status(self) -> str:
        """Where the status is kept."""
        return f"{self.topic}/status"

    @property
    def hello(self) -> str:
        """Where the hello is kept."""
        return f"{self.topic}/hello"

    @property
    def state(self) -> str:
        """Where `online` or `offline` is kept."""
        return f"{self.topic}/state"

    @property
    def command(self) -> str:
        """Where commands arrive."""
        return f"{self.topic}/command"

    @property
    def notice(self) -> str:
        """Where texts arrive that are presented as notices."""
        return f"{self.topic}/notice"


def parse_address(text: str) -> Address:
    """Parse `mqtt://HOST[:PORT]/TOPIC`, or `mqtts://...` with TLS; raise ValueError, without what may be a password."""
    read = _ADDRESS.fullmatch(text.strip())
    if read is None:
        raise ValueError(
            "the address of a broker is mqtt://HOST/TOPIC or mqtts://HOST/TOPIC, without a login, "
            "and the topic has two levels or more, such as asystent/kitchen"
        )
    is_encrypted = read["scheme"].lower() == "mqtts"
    port = int(read["port"] or (8883 if is_encrypted else 1883))
    if not 1 <= port <= 65_535:
        raise ValueError(f"{port} is no port")
    return Address(read["host"].strip("[]"), port, is_encrypted, read["topic"])


def answer_topic(topic: str, asked: str | None, overlay: object) -> str | None:
    """Return the topic for the answer to a command; None if nobody waits for it.

    The one that a command asks for has to be an overlay's. Otherwise, whoever may send commands could have the
    assistant write wherever it may.

    asked: the command's response topic.
    overlay: the id in its body.
    """
    overlays = f"{topic[: topic.rindex('/')]}/overlay/"
    if asked is not None and asked.startswith(overlays) and asked.endswith("/ack"):
        named = asked[len(overlays) : -len("/ack")]
        if _LEVEL.fullmatch(named):
            return asked
    return f"{overlays}{overlay}/ack" if isinstance(overlay, str) and _LEVEL.fullmatch(overlay) else None
