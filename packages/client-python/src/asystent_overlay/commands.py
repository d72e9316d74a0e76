"""The commands of overlays, and who carries them out."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, fields
from typing import Callable, Union

from .messages import REJECTION_CODES, BadCommand, Command, ack_frame
from .settings import Value
from .text import clean, clip

#: A callback may be a coroutine function; what it returns is ignored.
Action = Callable[[], object]


_REJECTIONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "invalid": "This value is not valid.",
        "unsupported": "This command is not known.",
        "busy": "A turn is going on.",
        "unavailable": "This is not possible now.",
        "failed": "It failed.",
    },
    "pl": {
        "invalid": "Nieprawidłowa wartość.",
        "unsupported": "Nieznane polecenie.",
        "busy": "Poprzednie pytanie jeszcze trwa.",
        "unavailable": "To teraz niemożliwe.",
        "failed": "Nie udało się.",
    },
}
_MESSAGE_MAX_UNITS = 200
LANGUAGES = tuple(_REJECTIONS)

#: An overlay waits for 3 s. A callback that takes longer has taken the command over.
ANSWER_WITHIN_S = 2.0
#: Commands that may be in progress at once. Beyond, an overlay is told that the assistant is busy.
MAX_RUNNING = 32

_log = logging.getLogger("asystent_overlay")
#: A code and a message for people; None if the command was carried out.
_Outcome = Union[tuple[str, str], None]


class CommandRejected(Exception):
    """Raise this in a callback to tell the overlay that a command is not carried out.

    The codes are `invalid`, `unsupported`, `busy`, `unavailable` and `failed`. The message is for people.
    """

    def __init__(self, code: str, message: str = "") -> None:
        """Reject a command."""
        if code not in REJECTION_CODES:
            raise ValueError(f"{code!r} is no code of a rejection; there are {', '.join(REJECTION_CODES)}")
        super().__init__(message or code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Callbacks:
    """What carries the commands out. An overlay offers its user only those that are given."""

    stop_tts: Action | None = None
    set_monitoring: Callable[[bool], object] | None = None
    set_volume: Callable[[float], object] | None = None
    set_muted: Callable[[bool], object] | None = None
    start_listening: Action | None = None
    send_text: Callable[[str], object] | None = None
    set_setting: Callable[[str, Value], object] | None = None

    def offered(self) -> list[str]:
        """Return the names of the commands for the hello; older overlays know only the toggle."""
        given = [field.name for field in fields(self) if getattr(self, field.name) is not None]
        return [*given, "toggle_monitoring"] if "set_monitoring" in given else given

    async def call(self, name: str, args: Mapping[str, Value]) -> None:
        """Carry a command out; raises what the callback raises."""
        result = getattr(self, name)(*args.values())
        if inspect.isawaitable(result):
            await result


class Dispatcher:
    """Has commands carried out, each in a task of its own, and answers them."""

    def __init__(self, offered: list[str], language: str, carry_out: Callable[[Command], Awaitable[None]]) -> None:
        """Pass the commands that are offered to `carry_out`."""
        self._offered = offered
        self._language = language
        self._carry_out = carry_out
        self._running: set[asyncio.Task[None]] = set()

    def take(self, message: Command | BadCommand, send: Callable[[str], None]) -> None:
        """Carry a command out; `send` sends the answer."""

        def answer(outcome: _Outcome) -> None:
            if message.id is not None:
                send(ack_frame(message.id, None if outcome is None else self._explained(*outcome)))

        if isinstance(message, BadCommand):
            answer((message.code, ""))
        elif message.name not in self._offered:
            answer(("unsupported", ""))
        elif len(self._running) >= MAX_RUNNING:
            answer(("busy", ""))
        else:
            task = asyncio.get_running_loop().create_task(self._run(message, answer))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def stop(self) -> None:
        """Cancel the callbacks that still run, but not the one that calls this."""
        for task in self._running:
            if task is not asyncio.current_task():
                task.cancel()

    async def _run(self, command: Command, answer: Callable[[_Outcome], None]) -> None:
        is_answered = False

        def answer_once(outcome: _Outcome) -> None:
            nonlocal is_answered
            if not is_answered:
                is_answered = True
                answer(outcome)

        timer = asyncio.get_running_loop().call_later(ANSWER_WITHIN_S, answer_once, None)
        try:
            await self._carry_out(command)
            answer_once(None)
        except CommandRejected as rejected:
            answer_once((rejected.code, rejected.message))
        except Exception:
            _log.exception("the callback of %s failed", command.name)
            answer_once(("failed", ""))
        finally:
            timer.cancel()

    def _explained(self, code: str, message: str) -> tuple[str, str]:
        text = message or _REJECTIONS[self._language][code]
        return code, clip(clean(text), _MESSAGE_MAX_UNITS)
