"""What the assistant does, as plain data, and how each report changes it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .text import clean, clip

#: What an overlay uses of each text, in UTF-16 units.
_LINE_MAX_UNITS = 200
_HEARD_MAX_UNITS = 2_000
_ANSWER_MAX_UNITS = 10_000

NOTICE_KINDS = ("notification", "briefing", "day_summary", "summary")


@dataclass(frozen=True)
class Notice:
    """Information that nobody asked for."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class State:
    """The state of an assistant; `phase` is ready, listening, thinking, speaking or error."""

    phase: str = "ready"
    #: Increases with every question, and with every answer that nobody asked for.
    turn: int = 0
    heard: str = ""
    activity: str = ""
    answer: str = ""
    #: How many characters of the answer have been spoken; None if that is unknown.
    spoken: int | None = None
    #: How loud the microphone hears the user, 0 to 1; None while it is closed.
    level: float | None = None
    #: What failed, in the phase error.
    error: str = ""
    #: Whether an answer that is not spoken should stay on the screen.
    is_on_show: bool = False
    #: Whether the assistant waits for the user's answer.
    needs_user: bool = False
    notice: Notice | None = None
    #: Whether the assistant listens for its wake word.
    monitoring: bool = True
    volume: float | None = None
    muted: bool | None = None


def listening(state: State, heard: str | None) -> State:
    """Listen to the user: a new turn, unless this one is listening already."""
    turn = state if state.phase == "listening" else _new_turn(state)
    return _heard(replace(turn, phase="listening"), heard)


def thinking(state: State, heard: str | None, activity: str | None) -> State:
    """Work on the answer. After listening, and without `heard` while an answer grows, the turn stays the same."""
    goes_on = state.phase in ("listening", "thinking") or (has_growing_answer(state) and heard is None)
    turn = state if goes_on else _new_turn(state)
    turn = replace(turn, level=None, is_on_show=False, needs_user=False)
    return _heard(replace(turn, phase="thinking", activity=_line(activity or "")), heard)


def say(state: State, text: str) -> State:
    """Add to the answer, which is spoken. Without a question, that is a new turn."""
    return replace(_with_answer(state, text), phase="speaking", is_on_show=False)


def write(state: State, text: str) -> State:
    """Add to the answer, which is only shown. Without a question, that is a new turn."""
    return replace(_with_answer(state, text), phase="ready", is_on_show=True)


def spoken(state: State, characters: int) -> State:
    """Tell how much of the answer has been spoken; more than there is counts as all of it."""
    if isinstance(characters, bool) or not isinstance(characters, int) or characters < 0:
        raise ValueError(f"{characters!r} is no number of characters")
    return replace(state, spoken=min(characters, len(state.answer)))


def waiting(state: State, is_waiting: bool) -> State:
    """Wait for the user's answer, until the next turn; the phase goes on."""
    return replace(state, needs_user=bool(is_waiting))


def ready(state: State) -> State:
    """End the turn, and whatever else is shown; a question to the user stays."""
    return replace(state, phase="ready", activity="", level=None, error="", is_on_show=False, notice=None)


def failed(state: State, message: str) -> State:
    """End the turn with an error."""
    line = _line(message)
    if line == "":
        raise ValueError("an error needs a message")
    return replace(ready(state), phase="error", error=line, needs_user=False)


def heard_at(state: State, level: float | None) -> State:
    """Tell how loud the microphone hears the user; it counts while the assistant listens."""
    value = None if level is None else _fraction(level, "a level")
    return replace(state, level=value) if state.phase == "listening" else state


def notify(state: State, notice: Notice) -> State:
    """Present a notice; the phase goes on."""
    if notice.kind not in NOTICE_KINDS:
        raise ValueError(f"{notice.kind!r} is no kind of notice; there are {', '.join(NOTICE_KINDS)}")
    title, text = _line(notice.title), clip(clean(notice.text), _ANSWER_MAX_UNITS)
    if title == "" and text.strip() == "":
        raise ValueError("a notice needs a title or a text")
    return replace(state, notice=Notice(notice.kind, title, text))


def without_notice(state: State) -> State:
    """End the notice; the phase goes on."""
    return replace(state, notice=None)


def changed(state: State, *, monitoring: bool | None, volume: float | None, muted: bool | None) -> State:
    """Change what does not belong to a turn; None leaves it as it is."""
    return replace(
        state,
        monitoring=state.monitoring if monitoring is None else bool(monitoring),
        volume=state.volume if volume is None else _fraction(volume, "a volume"),
        muted=state.muted if muted is None else bool(muted),
    )


def _new_turn(state: State) -> State:
    return State(turn=state.turn + 1, monitoring=state.monitoring, volume=state.volume, muted=state.muted)


def has_growing_answer(state: State) -> bool:
    """Return whether an answer is being spoken or shown."""
    return state.phase == "speaking" or state.is_on_show


def _with_answer(state: State, text: str) -> State:
    goes_on = state.phase in ("listening", "thinking") or has_growing_answer(state)
    turn = state if goes_on else _new_turn(state)
    answer = clip(turn.answer + clean(text), _ANSWER_MAX_UNITS)
    return replace(turn, answer=answer, activity="", level=None)


def _heard(state: State, heard: str | None) -> State:
    return state if heard is None else replace(state, heard=clip(_one_line(heard), _HEARD_MAX_UNITS))


def _line(text: str) -> str:
    return clip(_one_line(text), _LINE_MAX_UNITS)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _fraction(value: float, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError(f"{name} is a number from 0 to 1, not {value!r}")
    return value
