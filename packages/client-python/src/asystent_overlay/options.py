"""How a client is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from .access import is_loopback
from .commands import LANGUAGES, Action, Callbacks
from .publisher import Mqtt
from .settings import Setting, Value, check_settings
from .state import State, changed
from .text import clean, clip

_NAME_MAX_UNITS = 100


@dataclass(frozen=True)
class Options:
    """The options of an assistant's client; see `Overlay`."""

    name: str
    version: str
    callbacks: Callbacks
    settings: tuple[Setting, ...]
    state: State
    language: str
    host: str
    ws_ports: Sequence[int]
    http_ports: Sequence[int]
    secure: Path | None
    mqtt: Mqtt | None
    listens: bool


class Configured:
    """What `Overlay` and `SyncOverlay` have in common: how they are made."""

    def __init__(
        self,
        name: str,
        *,
        stop_tts: Action | None = None,
        set_monitoring: Callable[[bool], object] | None = None,
        set_volume: Callable[[float], object] | None = None,
        set_muted: Callable[[bool], object] | None = None,
        start_listening: Action | None = None,
        send_text: Callable[[str], object] | None = None,
        set_setting: Callable[[str, Value], object] | None = None,
        settings: Sequence[Setting] = (),
        monitoring: bool = True,
        volume: float | None = None,
        muted: bool | None = None,
        version: str = "1.0.0",
        language: str = "en",
        host: str = "127.0.0.1",
        ws_ports: Sequence[int] = (6001, 6000),
        http_ports: Sequence[int] = (5001, 5000),
        secure: str | Path | None = None,
        mqtt: Mqtt | None = None,
        listens: bool = True,
    ) -> None:
        """Describe the assistant; nothing happens before `with`.

        name, version: of the assistant, for people.
        stop_tts ... set_setting: called when the user of an overlay wants that. An overlay offers only those that
            are given. Raise CommandRejected to reject a command.
        settings: what overlays draw and change with `set_setting`, which is called after the value was checked.
        monitoring: whether the assistant listens for its wake word.
        volume, muted: how loud it speaks, 0 to 1; leave them out if that is unknown.
        language: `en` or `pl`, of the messages about rejected commands.
        host: the address to listen on. One that other machines can reach needs `secure`.
        ws_ports, http_ports: tried in this order; 0 means any free port.
        secure: a folder for certificate, key and pairing file, which are made where they are missing. Overlays
            then need the pairing file, and everything is encrypted.
        mqtt: publishes through an MQTT broker, which needs the extra `asystent-overlay[mqtt]`.
        listens: without it, there are no ports: it only publishes.

        Raises ValueError for options that contradict each other or the protocol.
        """
        if clean(name).strip() == "" or language not in LANGUAGES:
            raise ValueError("an assistant needs a name, and a language: en or pl")
        if not is_loopback(host) and secure is None:
            raise ValueError(f"{host} can be reached from other machines: that needs secure, a folder for the keys")
        callbacks = Callbacks(stop_tts, set_monitoring, set_volume, set_muted, start_listening, send_text, set_setting)
        if settings and set_setting is None:
            raise ValueError("settings need set_setting, which carries their changes out")
        self._options = Options(
            name=clip(clean(name).strip(), _NAME_MAX_UNITS),
            version=clip(clean(version).strip() or "1.0.0", _NAME_MAX_UNITS),
            callbacks=callbacks,
            settings=check_settings(settings),
            state=changed(State(), monitoring=monitoring, volume=volume, muted=muted),
            language=language,
            host=host,
            ws_ports=ws_ports,
            http_ports=http_ports,
            secure=None if secure is None else Path(secure).expanduser(),
            mqtt=mqtt,
            listens=listens,
        )
        self._prepare()

    def _prepare(self) -> None:
        """Set up what needs no event loop."""
