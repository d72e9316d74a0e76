"""What is published through a broker, as docs/mqtt.md of the project describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Protocol

from .discovery import discovery_topic
from .messages import BadCommand, Command, Status, parse_message
from .pace import Pace
from .text import clean, clip
from .topics import Address, answer_topic, parse_address

#: The shortest time between two steps of an answer: 5 a second. Each is the whole status, to every overlay.
STEP_S = 0.2
#: How many commands are remembered: a broker may deliver one twice.
REMEMBERED = 256
#: How long a text that was sent to be presented stays.
NOTICE_S = 10.0
_NOTICE_MAX_UNITS = 10_000
#: An answer grows by many small steps.
_STEPS = {"text", "spoken"}


@dataclass(frozen=True)
class Mqtt:
    """How an assistant publishes through an MQTT broker.

    url: as overlays take it, `mqtt://HOST/TOPIC`, or `mqtts://...` with TLS. The topic has two levels or more.
    ca: a file with the certificate of who may sign the broker's, unless the system knows it.
    cert, key: files with the certificate that the broker asks for, and its key.
    home_assistant: whether Home Assistant finds the assistant, with a control for each command, and can present
        texts. False removes it there; without it, nothing is said.
    """

    url: str
    username: str | None = None
    password: str | None = None
    ca: str | Path | None = None
    cert: str | Path | None = None
    key: str | Path | None = None
    home_assistant: bool | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no address."""
        parse_address(self.url)

    def __repr__(self) -> str:
        """Leave the login out."""
        return f"Mqtt({self.url!r})"


@dataclass(frozen=True)
class Publication:
    """What is published."""

    topic: str
    payload: str
    retain: bool
    #: Sent back with an answer.
    correlation: bytes | None = None


@dataclass(frozen=True)
class Arrival:
    """What has arrived, and was not kept by the broker."""

    topic: str
    payload: str
    response_topic: str | None = None
    correlation: bytes | None = None


class Broker(Protocol):
    """A connection to a broker, which comes back by itself."""

    def publish(self, publication: Publication) -> None:
        """Do nothing without a connection."""

    async def stop(self, last: Publication) -> None:
        """Publish a last message, and end."""


@dataclass(frozen=True)
class Client:
    """What a publisher asks and tells."""

    #: Return the hello, as a frame.
    hello: Callable[[], str]
    #: What Home Assistant is told.
    discovery: Mapping[str, object]
    #: Take a command: a function that sends the answer, a frame, comes with it.
    command: Callable[[Command | BadCommand, Callable[[str], None]], None]
    #: Present a text for so many seconds.
    present: Callable[[str, float], None]
    log: Callable[[str], None]


#: Opens a broker with an address, a login, a last will, topics to subscribe to, and what to call.
OpenBroker = Callable[
    [Mqtt, Publication, "list[str]", Callable[[], None], Callable[[Arrival], None], Callable[[str], None]], Broker
]


class Publisher:
    """Publishes a status, and takes commands."""

    def __init__(self, options: Mqtt, client: Client, status: Status) -> None:
        """Describe it; nothing happens before `start`."""
        self._options = options
        self._client = client
        self._status = _as_published(status)
        self._address: Address = parse_address(options.url)
        self._broker: Broker | None = None
        self._pace = Pace(STEP_S)
        #: The answers to the last commands, by overlay and id; None for those that are still carried out.
        self._answers: dict[tuple[object, str], str | None] = {}

    def start(self, open_broker: OpenBroker) -> None:
        """Connect, without waiting for it."""
        address = self._address
        topics = [address.command, address.state, *([address.notice] if self._options.home_assistant else [])]
        will = Publication(address.state, "offline", True)
        self._broker = open_broker(self._options, will, topics, self._publish_all, self._take, self._client.log)

    async def stop(self) -> None:
        """Say that the assistant is gone. Harmless when called again."""
        self._pace.cancel()
        broker, self._broker = self._broker, None
        if broker is not None:
            await broker.stop(Publication(self._address.state, "offline", True))

    def show(self, status: Status) -> None:
        """Publish a status if it has changed: at once, or soon if it is one of many small steps."""
        before, self._status = self._status, _as_published(status)
        differs = {name for name in (*before, *self._status) if before.get(name) != self._status.get(name)}
        if not differs:
            return
        if differs <= _STEPS and str(self._status["text"]).startswith(str(before["text"])):
            self._pace.call(self._publish_status)
        else:
            self._pace.cancel()
            self._publish_status()

    def greet(self) -> None:
        """Publish the hello."""
        self._keep(self._address.hello, _json(json.loads(self._client.hello())["data"]))

    # The rest.

    def _publish_all(self) -> None:
        self.greet()
        self._publish_status()
        if self._options.home_assistant is not None:
            told = _json(self._client.discovery) if self._options.home_assistant else ""
            self._keep(discovery_topic(self._address), told)
        # At last: whoever sees it finds the rest.
        self._keep(self._address.state, "online")

    def _publish_status(self) -> None:
        self._keep(self._address.status, _json(self._status))

    def _keep(self, topic: str, payload: str) -> None:
        self._publish(Publication(topic, payload, True))

    def _publish(self, publication: Publication) -> None:
        if self._broker is not None:
            self._broker.publish(publication)

    def _take(self, arrival: Arrival) -> None:
        if arrival.topic == self._address.command:
            self._take_command(arrival)
        elif arrival.topic == self._address.notice:
            text = clip(clean(arrival.payload), _NOTICE_MAX_UNITS)
            if text.strip() != "":
                self._client.present(text, NOTICE_S)
        elif arrival.topic == self._address.state and arrival.payload == "offline":
            # The will of a connection of ours that had been cut.
            self._keep(self._address.state, "online")

    def _take_command(self, arrival: Arrival) -> None:
        body = _parse_object(arrival.payload)
        message = None if body is None else parse_message(_json({**body, "type": "command"}))
        if body is None or not isinstance(message, (Command, BadCommand)):
            self._client.log("ignored a message that is no known command")
            return
        if message.id is None:
            # Whoever gives no id wants no answer.
            self._client.command(message, _drop)
            return
        overlay = body.get("overlay")
        name = (overlay if isinstance(overlay, str) else None, message.id)
        topic = answer_topic(self._address.topic, arrival.response_topic, overlay)

        def answer(frame: str) -> None:
            payload = _json({key: value for key, value in json.loads(frame).items() if key != "type"})
            self._answers[name] = payload
            if topic is not None:
                self._publish(Publication(topic, payload, False, arrival.correlation))

        if name not in self._answers:
            self._answers[name] = None
            if len(self._answers) > REMEMBERED:
                del self._answers[next(iter(self._answers))]
            self._client.command(message, answer)
            return
        known = self._answers[name]
        if known is not None:
            answer(known)


def _as_published(status: Status) -> Status:
    """Leave the level out: what changes many times a second is for a socket."""
    return {name: value for name, value in status.items() if name != "level"}


def _parse_object(text: str) -> dict[str, object] | None:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _drop(_frame: str) -> None:
    """Send nothing."""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
