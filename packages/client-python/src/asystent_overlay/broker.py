"""The connection to a broker, in a thread of its own. Imported only by assistants that publish."""

from __future__ import annotations

import asyncio
import contextlib
import random
import ssl
import threading
import time
from typing import Any, Callable

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from .publisher import Arrival, Mqtt, Publication
from .topics import parse_address

#: The broker publishes the will after one and a half times this.
KEEPALIVE_S = 30
CONNECT_TIMEOUT_S = 10.0
#: The longest command holds a typed text.
MAX_PAYLOAD_BYTES = 64 * 1024
CLOSE_DEADLINE_S = 1.0

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
#: A refused login is not tried more often.
REFUSED_WAIT_S = 60.0
#: A connection that lived that long was a good one.
STEADY_S = 5.0

#: CONNACK's codes; paho names those of version 5 for both versions.
_VERSION_REFUSED = 132
_LOGIN_REFUSED = (134, 135, 138)


#: It has no types.
_properties: Any = Properties


class PahoBroker:
    """Connects, and again whenever the connection is lost.

    With MQTT 5, or 3.1.1 where the broker knows nothing else.
    """

    def __init__(
        self,
        options: Mqtt,
        will: Publication,
        subscriptions: list[str],
        connected: Callable[[], None],
        arrived: Callable[[Arrival], None],
        log: Callable[[str], None],
    ) -> None:
        """Connect, without waiting for it; the functions are called in the running loop."""
        self._options = options
        self._address = parse_address(options.url)
        self._will = will
        self._subscriptions = subscriptions
        self._connected = connected
        self._arrived = arrived
        self._log = log
        self._tls = self._context() if self._address.is_encrypted else None
        self._loop = asyncio.get_running_loop()
        self._stopping = threading.Event()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        #: The connection that was begun last.
        self._begun: Client | None = None
        #: The one that was accepted, and its version.
        self._client: Client | None = None
        self._version = MQTTProtocolVersion.MQTTv5
        #: The message with which it ends, and those that the broker has confirmed since then.
        self._last_mid: int | None = None
        self._confirmed: set[int] = set()
        threading.Thread(target=self._run, name="asystent-overlay-mqtt", daemon=True).start()

    def publish(self, publication: Publication) -> None:
        """Do nothing without a connection."""
        self._send(publication)

    async def stop(self, last: Publication) -> None:
        """Publish a last message, and end; without an answer of the broker as well."""
        # Both threads write first and read then what the other one writes, so that one of them sees it.
        self._stopping.set()
        client, begun = self._client, self._begun
        if client is None:
            # Nobody has been told anything, so there is nothing to wait for.
            if begun is not None:
                begun.disconnect()
            return
        self._last_mid = self._send(last)
        if self._last_mid in self._confirmed:
            client.disconnect()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._ended), CLOSE_DEADLINE_S)
            return
        client.disconnect()

    def _send(self, publication: Publication) -> int | None:
        client = self._client
        if client is None:
            return None
        properties = None
        if self._version == MQTTProtocolVersion.MQTTv5 and publication.correlation is not None:
            properties = _properties(PacketTypes.PUBLISH)
            properties.CorrelationData = publication.correlation
        sent = client.publish(publication.topic, publication.payload, 1, publication.retain, properties)
        return sent.mid

    # The thread.

    def _run(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._stopping.is_set():
            begun_s = time.monotonic()
            attempt = _Attempt()
            client = self._new_client(attempt)
            failure = "closed"
            try:
                client.connect(self._address.host, self._address.port, KEEPALIVE_S, **self._connect_options())
                self._begun = client
                if self._stopping.is_set():
                    client.disconnect()
                client.loop_forever()
            except Exception as error:
                # Also what the library says of a name that is none, or of bytes that it can't read.
                failure = type(error).__name__
            self._client = None
            if self._stopping.is_set():
                break
            if attempt.is_accepted and time.monotonic() - begun_s >= STEADY_S:
                wait_s = FIRST_WAIT_S
            is_refused = attempt.refusal in _LOGIN_REFUSED
            if is_refused:
                self._say("the broker refuses the user or the password")
            elif attempt.is_accepted:
                self._say("the broker is gone")
            else:
                self._say(f"no connection to {self._address.host}:{self._address.port}: {failure}")
            # A broker that does not know version 5 says so, or just hangs up.
            if not attempt.is_accepted and attempt.refusal in (None, _VERSION_REFUSED):
                v5, v311 = MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311
                self._version = v311 if self._version == v5 else v5
            self._stopping.wait(REFUSED_WAIT_S if is_refused else wait_s * random.uniform(0.75, 1))
            wait_s = min(2 * wait_s, LONGEST_WAIT_S)
        self._call(lambda: None if self._ended.done() else self._ended.set_result(None))

    def _new_client(self, attempt: _Attempt) -> Client:
        # A name of its own: a broker ends the connection of whoever had it before.
        name = f"asystent-client-{random.getrandbits(32):x}"
        clean = None if self._version == MQTTProtocolVersion.MQTTv5 else True
        # Each connection is a new one: nothing of the last is sent again, after something newer.
        client = Client(CallbackAPIVersion.VERSION2, name, clean, None, self._version, reconnect_on_failure=False)
        client.connect_timeout = CONNECT_TIMEOUT_S
        if self._options.username is not None:
            client.username_pw_set(self._options.username, self._options.password)
        if self._tls is not None:
            client.tls_set_context(self._tls)
        client.will_set(self._will.topic, self._will.payload, 1, self._will.retain)

        def on_connect(_client: Client, _data: Any, _flags: Any, code: Any, _properties: Any) -> None:
            if code.is_failure:
                attempt.refusal = int(code.value)
                return
            attempt.is_accepted = True
            if self._version == MQTTProtocolVersion.MQTTv5:
                # No Local: what we publish ourselves is no news.
                client.subscribe([(topic, SubscribeOptions(qos=1, noLocal=True)) for topic in self._subscriptions])
            else:
                client.subscribe([(topic, 1) for topic in self._subscriptions])

        def on_subscribe(_client: Client, _data: Any, _mid: int, codes: Any, _properties: Any) -> None:
            if any(code.is_failure for code in codes):
                self._say("the broker refuses a subscription")
            self._client = client
            if self._stopping.is_set():
                client.disconnect()
                return
            version = "5" if self._version == MQTTProtocolVersion.MQTTv5 else "3.1.1"
            self._say(f"publishing to {self._address.host}:{self._address.port} with MQTT {version}")
            self._call(self._connected)

        def on_message(_client: Client, _data: Any, message: MQTTMessage) -> None:
            if message.retain or len(message.payload) > MAX_PAYLOAD_BYTES:
                return
            given = message.properties
            arrival = Arrival(
                message.topic,
                message.payload.decode("utf-8", "replace"),
                getattr(given, "ResponseTopic", None),
                getattr(given, "CorrelationData", None),
            )
            self._call(lambda: self._arrived(arrival))

        def on_publish(_client: Client, _data: Any, mid: int, _code: Any, _properties: Any) -> None:
            if self._stopping.is_set():
                self._confirmed.add(mid)
                if mid == self._last_mid:
                    client.disconnect()

        client.on_connect, client.on_subscribe = on_connect, on_subscribe
        client.on_message, client.on_publish = on_message, on_publish
        return client

    def _connect_options(self) -> dict[str, Any]:
        if self._version != MQTTProtocolVersion.MQTTv5:
            return {}
        properties = _properties(PacketTypes.CONNECT)
        properties.MaximumPacketSize = 2 * MAX_PAYLOAD_BYTES
        return {"clean_start": True, "properties": properties}

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=None if self._options.ca is None else str(self._options.ca))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._options.cert is not None:
            context.load_cert_chain(self._options.cert, self._options.key)
        return context

    def _say(self, line: str) -> None:
        self._call(lambda: self._log(line))

    def _call(self, call: Callable[[], None]) -> None:
        # The loop is closed if a broker that does not answer has outlived it.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call)


class _Attempt:
    """What came of an attempt to connect."""

    def __init__(self) -> None:
        self.is_accepted = False
        self.refusal: int | None = None
