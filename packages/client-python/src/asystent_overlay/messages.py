"""The messages between client and overlay, as docs/protocol.md of the project defines them. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from .settings import Setting, Value, is_number, setting_as_sent
from .state import State
from .text import clean, units

#: All commands of version 2.
COMMANDS = (
    "set_monitoring",
    "toggle_monitoring",
    "stop_tts",
    "set_volume",
    "set_muted",
    "start_listening",
    "send_text",
    "set_setting",
)
#: Why a command was not carried out.
REJECTION_CODES = ("invalid", "unsupported", "busy", "unavailable", "failed")

_ID_MAX_UNITS = 100
_LINE_MAX_UNITS = 200
_TYPED_MAX_UNITS = 2_000

#: The words from which older overlays tell the phase.
_WORDS = {"ready": "Ready", "listening": "Listening...", "thinking": "Processing...", "speaking": "Speaking..."}
_ERROR_WORDS = ("error", "błąd", "failed")
_ERROR_PREFIX = {"en": "Error: ", "pl": "Błąd: "}
_NOTICE_LINES = {
    "notification": "Notification: ",
    "briefing": "Daily Briefing",
    "day_summary": "Day Summary: ",
    "summary": "Summary: ",
}

#: The fields of a status, without its envelope.
Status = Mapping[str, object]


@dataclass(frozen=True)
class Identity:
    """An overlay, as its hello describes it."""

    id: str
    name: str
    version: str


@dataclass(frozen=True)
class Hello:
    """An overlay's hello, and what it takes that older ones do not."""

    overlay: Identity
    accepts: Collection[str]


@dataclass(frozen=True)
class Command:
    """A command with its arguments. Without an id, which is version 1, it gets no answer."""

    id: str | None
    name: str
    args: Mapping[str, Value]


@dataclass(frozen=True)
class BadCommand:
    """A command that is unknown (`unsupported`), or has wrong arguments (`invalid`)."""

    id: str | None
    code: str


Message = Union[Hello, Command, BadCommand]


def status_fields(state: State, language: str) -> Status:
    """Return the fields of a status. Words and flags are for overlays that don't know `phase`."""
    fields: dict[str, object] = {
        "status": _status_line(state, language),
        "text": state.answer,
        "is_listening": state.phase == "listening",
        "is_speaking": state.phase == "speaking",
        "wake_word_detected": False,
        "overlay_visible": state.is_on_show,
        "monitoring": state.monitoring,
        "turn": state.turn,
        "phase": "paused" if state.phase == "ready" and not state.monitoring else state.phase,
        "heard": state.heard,
        "level": state.level,
        "spoken": state.spoken,
        "notice": None if state.notice is None else vars(state.notice),
        "activity": state.activity,
        "needs_user": state.needs_user,
    }
    if state.volume is not None:
        fields["volume"] = state.volume
    if state.muted is not None:
        fields["muted"] = state.muted
    return fields


def update_frame(before: Status | None, now: Status, accepts: Collection[str]) -> str | None:
    """Return the frame that tells an overlay what has changed, None if there is nothing to tell it.

    `before` is what it was told last, None if it was told nothing.
    """
    if before is None:
        return status_frame(now)
    differs = {name for name in (*before, *now) if before.get(name) != now.get(name)}
    if not differs or (differs == {"level"} and "level" not in accepts):
        return None
    if differs == {"text"} and "text_delta" in accepts:
        had, has = str(before["text"]), str(now["text"])
        if has.startswith(had):
            return _frame({"type": "text_delta", "turn": now["turn"], "at": len(had), "append": has[len(had) :]})
    return status_frame(now)


def status_frame(status: Status) -> str:
    """Return a whole status."""
    return _frame({"type": "status", "data": status})


def poll_body(status: Status, last_spoken: str) -> str:
    """Return the answer to `GET /api/status`."""
    return _frame({**status, "tts_playing": status["is_speaking"], "last_tts": last_spoken})


def hello_frame(name: str, version: str, commands: Sequence[str], settings: Sequence[Setting]) -> str:
    """Return what the client offers."""
    client = {"name": name, "version": version}
    drawn = [setting_as_sent(setting) for setting in settings]
    return _frame({"type": "hello", "data": {"protocol": 2, "client": client, "commands": commands, "settings": drawn}})


def ack_frame(command_id: str, rejection: tuple[str, str] | None) -> str:
    """Return the answer to a command; `rejection` is the code and a message for people."""
    if rejection is None:
        return _frame({"type": "ack", "id": command_id, "ok": True})
    code, message = rejection
    return _frame({"type": "ack", "id": command_id, "ok": False, "error": {"code": code, "message": message}})


def parse_message(raw: str) -> Message | None:
    """Parse a frame of an overlay; None for anything but a hello or a command. Never raises."""
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(frame, dict):
        return None
    if frame.get("type") == "hello":
        return _hello(frame.get("data"))
    name, command_id = frame.get("command"), frame.get("id")
    if frame.get("type") != "command" or not isinstance(name, str):
        return None
    if "id" in frame and not _is_line(command_id, _ID_MAX_UNITS):
        return None
    if name not in COMMANDS:
        return BadCommand(command_id, "unsupported")
    args = _args(name, frame.get("args"))
    return BadCommand(command_id, "invalid") if args is None else Command(command_id, name, args)


def _hello(data: object) -> Hello | None:
    if not isinstance(data, dict) or not isinstance(data.get("overlay"), dict):
        return None
    protocol, overlay, accepts = data.get("protocol"), data["overlay"], data.get("accepts")
    # The overlay may speak a later version as well.
    if isinstance(protocol, bool) or not isinstance(protocol, int) or protocol < 2:
        return None
    texts = [(overlay.get("id"), _ID_MAX_UNITS), (overlay.get("name"), _LINE_MAX_UNITS)]
    if not all(_is_line(*text) for text in (*texts, (overlay.get("version"), _LINE_MAX_UNITS))):
        return None
    names = frozenset(name for name in accepts if isinstance(name, str)) if isinstance(accepts, list) else frozenset()
    return Hello(Identity(overlay["id"], overlay["name"], overlay["version"]), names)


def _args(name: str, given: object) -> Mapping[str, Value] | None:
    """Return the arguments that a command takes, None if they are wrong."""
    args: dict[str, Any] = given if isinstance(given, dict) else {}
    if name == "set_monitoring":
        return {"on": args["on"]} if isinstance(args.get("on"), bool) else None
    if name == "set_muted":
        return {"muted": args["muted"]} if isinstance(args.get("muted"), bool) else None
    if name == "set_volume":
        level = args.get("level")
        return {"level": level} if is_number(level) and 0 <= level <= 1 else None
    if name == "send_text":
        text = args.get("text")
        stripped = clean(text).strip() if isinstance(text, str) else ""
        return {"text": stripped} if 1 <= units(stripped) <= _TYPED_MAX_UNITS else None
    if name == "set_setting":
        key, value = args.get("key"), args.get("value")
        if isinstance(key, str) and (isinstance(value, (bool, str)) or is_number(value)):
            return {"key": key, "value": value}
        return None
    return {}


def _status_line(state: State, language: str) -> str:
    if state.phase == "error":
        names_it = any(word in state.error.lower() for word in _ERROR_WORDS)
        return state.error if names_it else _ERROR_PREFIX[language] + state.error
    if state.notice is not None and state.phase in ("ready", "speaking"):
        line = _NOTICE_LINES[state.notice.kind]
        return line + (state.notice.title or state.notice.text.split("\n")[0]) if line.endswith(" ") else line
    return _WORDS[state.phase]


def _is_line(text: object, max_units: int) -> bool:
    # Half a character could not be sent back.
    return isinstance(text, str) and 1 <= units(text) <= max_units and clean(text) == text


def _frame(message: Mapping[str, object]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
