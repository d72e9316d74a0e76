"""The client of an assistant that uses asyncio."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from . import state as states
from .access import Access
from .commands import CommandRejected, Dispatcher
from .discovery import discovery
from .messages import Command, Identity, Status, hello_frame, status_fields
from .options import Configured, Options
from .pace import Pace
from .pairing import Pairing, open_pairing
from .publisher import Client, Mqtt, OpenBroker, Publisher
from .server import Events, Server
from .settings import Setting, Value, check_settings, with_value
from .signals import handling_signals
from .state import Notice, State
from .topics import parse_address

ACTIONS = ("open_settings", "toggle_visibility", "quit")

#: The shortest time between two levels, as overlays draw them: each one wakes every overlay.
LEVEL_STEP_S = 0.15

_log = logging.getLogger("asystent_overlay")

Self = TypeVar("Self", bound="Overlay")


class Overlay(Configured):
    """Shows on every connected overlay what the assistant does; also while none is connected, for the next one.

    Every method returns at once and waits for no overlay. Use it in one event loop; with threads, `SyncOverlay`.
    """

    @classmethod
    def _with(cls, options: Options) -> Overlay:
        overlay = cls.__new__(cls)
        overlay._options = options
        overlay._prepare()
        return overlay

    def _prepare(self) -> None:
        options = self._options
        self._state = options.state
        self._settings = options.settings
        #: How often each of these was changed by the assistant itself.
        self._changes: dict[str, int] = dict.fromkeys(("phase", "monitoring", "volume", "muted", "settings"), 0)
        self._is_stopped = False
        self._level_pace = Pace(LEVEL_STEP_S)
        self._notice_end: asyncio.TimerHandle | None = None
        self._pairing: Pairing | None = None
        self._access = Access(options.host)
        self._dispatcher = Dispatcher(options.callbacks.offered(), options.language, self._carry_out)
        events = Events(hello=self._hello, command=self._dispatcher.take, log=_log.info)
        self._server = Server(self._access, events, self._status())
        self._publisher = None if options.mqtt is None else self._publisher_for(options.mqtt)
        #: The ports that it listens on; 0 if it does not.
        self.ws_port = 0
        self.http_port = 0

    async def __aenter__(self: Self) -> Self:
        """Listen on the ports, and connect to the broker without waiting for it.

        Raise PortsTakenError or AddressError.
        """
        open_broker = None if self._publisher is None else _broker_opener()
        if self._options.listens:
            await self._listen()
        if self._publisher is not None and open_broker is not None:
            self._publisher.start(open_broker)
        return self

    async def _listen(self) -> None:
        options, tls = self._options, None
        if options.secure is not None:
            self._pairing = open_pairing(options.secure, options.host, options.name)
            self._access.set_key(self._pairing.key)
            tls = _tls(self._pairing)
        self.ws_port, self.http_port = await self._server.start(options.host, options.ws_ports, options.http_ports, tls)
        try:
            if self._pairing is not None:
                self._pairing.write(self.ws_port, self.http_port)
        except OSError:
            await self.aclose()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye to the overlays."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close every socket, free the ports, and cancel callbacks that still run. Harmless when called again.

        Behind a broker, overlays see that the assistant has gone.
        """
        self._level_pace.cancel()
        self._end_notice_later(None)
        self._dispatcher.stop()
        await self._server.stop()
        if self._publisher is not None:
            await self._publisher.stop()

    # What the assistant does.

    async def listening(self, *, heard: str | None = None) -> None:
        """Listen to the user: a new turn, unless the assistant is listening already.

        heard: what the user has said so far, as far as it was understood.
        """
        await self._turn(states.listening(self._state, heard))

    async def thinking(self, *, heard: str | None = None, activity: str | None = None) -> None:
        """Work on the answer: after listening in the same turn, otherwise in a new one.

        heard: what the user has said or typed.
        activity: what is done meanwhile, in a few words, such as a tool that is in use.
        """
        await self._turn(states.thinking(self._state, heard, activity))

    async def say(self, text: str) -> None:
        """Add a text to the answer, which is being spoken.

        After `stop_tts` nothing is added until the next `listening`, `thinking`, `ready` or `error`.
        """
        if not self._is_stopped:
            await self._set(states.say(self._state, text))

    async def write(self, text: str) -> None:
        """Add a text to the answer, which is only shown: for assistants without a voice."""
        if not self._is_stopped:
            await self._set(states.write(self._state, text))

    async def needs_user(self, waiting: bool = True) -> None:
        """Tell that the assistant waits for the user's answer, such as to what it has just said.

        That is over with the next turn, or with `needs_user(False)`.
        """
        await self._set(states.waiting(self._state, waiting))

    async def spoken(self, characters: int) -> None:
        """Tell how many characters of the answer have been spoken."""
        await self._set(states.spoken(self._state, characters))

    async def ready(self) -> None:
        """End the turn. Its answer stays on the screen for a moment."""
        await self._turn(states.ready(self._state))

    async def error(self, message: str) -> None:
        """End the turn with an error, in one line for people."""
        await self._turn(states.failed(self._state, message))

    async def level(self, level: float | None) -> None:
        """Tell how loud the microphone hears the user, 0 to 1; None when it is closed.

        Call it as often as you like: overlays get the newest, seven times a second, as they draw it.
        """
        states.heard_at(self._state, level)
        if level is None:
            self._level_pace.cancel()
            await self._set(states.heard_at(self._state, None))
        else:
            self._level_pace.call(lambda: self._show(states.heard_at(self._state, level)))
            await asyncio.sleep(0)

    async def notify(
        self, title: str, text: str = "", *, kind: str = "notification", seconds: float | None = 10.0
    ) -> None:
        """Present something that nobody asked for.

        kind: `notification`, `briefing`, `day_summary` or `summary`.
        seconds: how long; None means until `ready()`, or the next turn.
        """
        await self._set(states.notify(self._state, Notice(kind, title, text)))
        self._end_notice_later(seconds)

    async def update(
        self,
        *,
        monitoring: bool | None = None,
        volume: float | None = None,
        muted: bool | None = None,
    ) -> None:
        """Tell that the wake word, the volume or the mute was changed, such as by voice."""
        for name, value in (("monitoring", monitoring), ("volume", volume), ("muted", muted)):
            if value is not None:
                self._changes[name] += 1
        await self._set(states.changed(self._state, monitoring=monitoring, volume=volume, muted=muted))

    async def set_settings(self, settings: Sequence[Setting]) -> None:
        """Replace the settings that overlays draw."""
        self._changes["settings"] += 1
        self._change_settings(check_settings(settings))
        await asyncio.sleep(0)

    async def ask_overlays(self, action: str) -> None:
        """Ask the overlays once to `open_settings`, `toggle_visibility` or `quit`; not those behind a broker."""
        if action not in ACTIONS:
            raise ValueError(f"{action!r} is no action; there are {', '.join(ACTIONS)}")
        self._server.send_once({"action": action})
        await asyncio.sleep(0)

    # What else there is to know.

    @property
    def state(self) -> State:
        """What the overlays are told."""
        return self._state

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings, with their values."""
        return self._settings

    @property
    def overlays(self) -> int:
        """The number of connected overlays."""
        return len(self._server.overlays)

    @property
    def identities(self) -> Sequence[Identity]:
        """The overlays that have told who they are."""
        return [o.identity for o in self._server.overlays.values() if o.identity is not None]

    @property
    def pairing_file(self) -> Path | None:
        """The file that pairs an overlay with this assistant; None without `secure`."""
        return None if self._pairing is None else self._pairing.file

    async def replace_key(self) -> None:
        """Make a new key, write the pairing file again, and disconnect the overlays: they have to be paired again."""
        if self._pairing is None:
            raise ValueError("there is no key without secure")
        self._access.set_key(self._pairing.replace_key())
        self._pairing.write(self.ws_port, self.http_port)
        self._server.drop_old_keys()

    async def until_signal(self) -> None:
        """Wait until the process is asked to end, by SIGTERM or Ctrl-C. Only in the main thread."""
        loop = asyncio.get_running_loop()
        asked = asyncio.Event()
        with handling_signals(lambda: loop.call_soon_threadsafe(asked.set)):
            await asked.wait()

    # The rest.

    async def _turn(self, state: State) -> None:
        """Show a state that says where the turn is; what `stop_tts` has stopped is over."""
        self._is_stopped = False
        self._changes["phase"] += 1
        await self._set(state)

    async def _set(self, state: State) -> None:
        self._show(state)
        # So that commands are taken in a loop of small steps as well.
        await asyncio.sleep(0)

    def _show(self, state: State) -> None:
        self._state = state
        status = self._status()
        self._server.show(status)
        if self._publisher is not None:
            self._publisher.show(status)

    def _status(self) -> Status:
        return status_fields(self._state, self._options.language)

    def _end_notice_later(self, seconds: float | None) -> None:
        if self._notice_end is not None:
            self._notice_end.cancel()
        self._notice_end = None
        if seconds is not None:
            loop = asyncio.get_running_loop()
            self._notice_end = loop.call_later(seconds, lambda: self._show(states.without_notice(self._state)))

    def _change_settings(self, settings: tuple[Setting, ...]) -> None:
        if settings != self._settings:
            self._settings = settings
            self._server.greet_again()
            if self._publisher is not None:
                self._publisher.greet()

    def _publisher_for(self, mqtt: Mqtt) -> Publisher:
        options, commands = self._options, self._options.callbacks.offered()

        def present(text: str, seconds: float) -> None:
            self._show(states.notify(self._state, Notice("notification", "", text)))
            self._end_notice_later(seconds)

        told = discovery(parse_address(mqtt.url), options.name, options.version, commands, options.language)
        client = Client(self._hello, told, self._dispatcher.take, present, _log.info)
        return Publisher(mqtt, client, self._status())

    def _hello(self) -> str:
        options = self._options
        return hello_frame(options.name, options.version, options.callbacks.offered(), self._settings)

    async def _carry_out(self, command: Command) -> None:
        """Call the callback, and show the effect unless the callback has shown one."""
        name, args = command.name, dict(command.args)
        if name == "toggle_monitoring":
            name, args = "set_monitoring", {"on": not self._state.monitoring}
        if name == "set_monitoring" and args["on"] is self._state.monitoring:
            return
        if name == "set_setting":
            args["value"] = self._checked(str(args["key"]), args["value"])
        before = dict(self._changes)
        await self._options.callbacks.call(name, args)
        self_shown = {field for field, count in self._changes.items() if count != before[field]}
        if name == "stop_tts" and "phase" not in self_shown:
            await self._stop_answer()
        elif name == "set_monitoring" and "monitoring" not in self_shown:
            await self.update(monitoring=bool(args["on"]))
        elif name == "set_volume" and "volume" not in self_shown:
            await self.update(volume=float(args["level"]))
        elif name == "set_muted" and "muted" not in self_shown:
            await self.update(muted=bool(args["muted"]))
        elif name == "set_setting" and "settings" not in self_shown:
            changed = with_value(self._settings, str(args["key"]), args["value"])
            self._change_settings(self._settings if changed is None else changed)

    def _checked(self, key: str, value: Value) -> Value:
        """Return the value that a setting gets; raise CommandRejected if it takes no such value."""
        changed = with_value(self._settings, key, value)
        if changed is None:
            raise CommandRejected("invalid")
        return next(setting.value for setting in changed if setting.key == key)

    async def _stop_answer(self) -> None:
        """End the answer, with what the assistant still adds to it."""
        if states.has_growing_answer(self._state):
            await self._set(states.ready(self._state))
            self._is_stopped = True


def _broker_opener() -> OpenBroker:
    """Return what connects to a broker; raise ImportError without the package for it."""
    try:
        from .broker import PahoBroker
    except ImportError as error:
        raise ImportError("to publish, install asystent-overlay[mqtt], which brings paho-mqtt 2") from error
    return PahoBroker


def _tls(pairing: Pairing) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(pairing.certificate, pairing.private_key)
    return context
