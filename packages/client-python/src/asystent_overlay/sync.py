"""The client of an assistant that uses threads."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import threading
from collections.abc import Awaitable, Coroutine, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, TypeVar

from .commands import Callbacks
from .options import Configured
from .overlay import Overlay
from .settings import Setting
from .signals import handling_signals
from .state import State

_SIGNAL_CHECK_S = 0.5

T = TypeVar("T")
Self = TypeVar("Self", bound="SyncOverlay")


class SyncOverlay(Configured):
    """As `Overlay`, for assistants without asyncio. Any thread may call it, also a callback.

    It serves the overlays in a thread of its own. Each callback is called in a new thread, so it may take its time;
    two of them may run at once.
    """

    def _prepare(self) -> None:
        callbacks = _threaded(self._options.callbacks)
        self._overlay = Overlay._with(dataclasses.replace(self._options, callbacks=callbacks))
        #: While it listens.
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self: Self) -> Self:
        """Listen on the ports; raise PortsTakenError or AddressError."""
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=_run_loop, args=(self._loop,), name="asystent-overlay", daemon=True).start()
        try:
            self._do(self._overlay.__aenter__())
        except BaseException:
            self._end_thread(self._loop)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye to the overlays."""
        self.close()

    def close(self) -> None:
        """Close every socket and free the ports. Harmless when called again."""
        loop = self._loop
        if loop is not None:
            self._do(self._overlay.aclose())
            self._end_thread(loop)

    def listening(self, *, heard: str | None = None) -> None:
        """As `Overlay.listening`."""
        self._do(self._overlay.listening(heard=heard))

    def thinking(self, *, heard: str | None = None, activity: str | None = None) -> None:
        """As `Overlay.thinking`."""
        self._do(self._overlay.thinking(heard=heard, activity=activity))

    def say(self, text: str) -> None:
        """As `Overlay.say`."""
        self._do(self._overlay.say(text))

    def write(self, text: str) -> None:
        """As `Overlay.write`."""
        self._do(self._overlay.write(text))

    def needs_user(self, waiting: bool = True) -> None:
        """As `Overlay.needs_user`."""
        self._do(self._overlay.needs_user(waiting))

    def spoken(self, characters: int) -> None:
        """As `Overlay.spoken`."""
        self._do(self._overlay.spoken(characters))

    def ready(self) -> None:
        """As `Overlay.ready`."""
        self._do(self._overlay.ready())

    def error(self, message: str) -> None:
        """As `Overlay.error`."""
        self._do(self._overlay.error(message))

    def level(self, level: float | None) -> None:
        """As `Overlay.level`."""
        self._do(self._overlay.level(level))

    def notify(self, title: str, text: str = "", *, kind: str = "notification", seconds: float | None = 10.0) -> None:
        """As `Overlay.notify`."""
        self._do(self._overlay.notify(title, text, kind=kind, seconds=seconds))

    def update(
        self,
        *,
        monitoring: bool | None = None,
        volume: float | None = None,
        muted: bool | None = None,
    ) -> None:
        """As `Overlay.update`."""
        self._do(self._overlay.update(monitoring=monitoring, volume=volume, muted=muted))

    def set_settings(self, settings: Sequence[Setting]) -> None:
        """As `Overlay.set_settings`."""
        self._do(self._overlay.set_settings(settings))

    def ask_overlays(self, action: str) -> None:
        """As `Overlay.ask_overlays`."""
        self._do(self._overlay.ask_overlays(action))

    def replace_key(self) -> None:
        """As `Overlay.replace_key`."""
        self._do(self._overlay.replace_key())

    def until_signal(self) -> None:
        """Wait until the process is asked to end, by SIGTERM or Ctrl-C. Only in the main thread."""
        asked = threading.Event()
        with handling_signals(asked.set):
            # Without a timeout, Windows would not run the handler.
            while not asked.wait(_SIGNAL_CHECK_S):
                pass

    @property
    def state(self) -> State:
        """What the overlays are told."""
        return self._overlay.state

    @property
    def settings(self) -> Sequence[Setting]:
        """The settings, with their values."""
        return self._overlay.settings

    @property
    def overlays(self) -> int:
        """The number of connected overlays."""
        return self._overlay.overlays

    @property
    def ws_port(self) -> int:
        """The port for sockets."""
        return self._overlay.ws_port

    @property
    def http_port(self) -> int:
        """The port for HTTP."""
        return self._overlay.http_port

    @property
    def pairing_file(self) -> Path | None:
        """The file that pairs an overlay with this assistant; None without `secure`."""
        return self._overlay.pairing_file

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the overlays' thread, and wait until it is done; raise what it raises."""
        if self._loop is None:
            work.close()
            raise RuntimeError("a SyncOverlay works within its `with` only")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end_thread(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = None
        loop.call_soon_threadsafe(loop.stop)


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped, and close it."""
    try:
        loop.run_forever()
    finally:
        loop.close()


def _threaded(callbacks: Callbacks) -> Callbacks:
    """Return callbacks that run in threads of their own."""
    given = {field.name: getattr(callbacks, field.name) for field in dataclasses.fields(callbacks)}
    return Callbacks(**{name: None if call is None else _in_thread(call) for name, call in given.items()})


def _in_thread(call: Callable[..., object]) -> Callable[..., Awaitable[object]]:
    async def in_thread(*args: object) -> object:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[object] = loop.create_future()

        def run() -> None:
            try:
                outcome = call(*args)
            except Exception as error:
                _tell(loop, done, done.set_exception, error)
            else:
                _tell(loop, done, done.set_result, outcome)

        # A thread of a pool would keep the process from ending.
        threading.Thread(target=run, name="asystent-overlay-command", daemon=True).start()
        return await done

    return in_thread


def _tell(
    loop: asyncio.AbstractEventLoop, done: asyncio.Future[object], tell: Callable[[Any], None], what: object
) -> None:
    """Tell the overlays' thread how a callback has ended, unless nobody waits for it any more."""

    def tell_it() -> None:
        if not done.done():
            tell(what)

    # The loop is closed if the callback has outlived the overlays.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(tell_it)
