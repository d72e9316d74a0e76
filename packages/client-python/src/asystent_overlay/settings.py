"""Settings of the assistant that overlays draw and change."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Union

from .text import units

if TYPE_CHECKING:
    from typing import TypeGuard  # Python 3.10 or newer.

#: A text for both languages of overlays, or one for each: `{"pl": "Głos", "en": "Voice"}`.
Label = Union[str, Mapping[str, str]]
Value = Union[bool, float, str]

MAX_SETTINGS = 32
_MAX_CHOICES = 64
_KEY_MAX_UNITS = 100
_LABEL_MAX_UNITS = 200
_TEXT_MAX_UNITS = 10_000


@dataclass(frozen=True)
class NumberSetting:
    """A number from `min` to `max`."""

    key: str
    label: Label
    value: float
    min: float
    max: float
    step: float = 1


@dataclass(frozen=True)
class BooleanSetting:
    """A switch."""

    key: str
    label: Label
    value: bool


@dataclass(frozen=True)
class ChoiceSetting:
    """One of several values. Each choice is a text, or a value with its label."""

    key: str
    label: Label
    value: str
    choices: Sequence[str | tuple[str, Label]]


@dataclass(frozen=True)
class TextSetting:
    """A text of at most `max_length` UTF-16 units."""

    key: str
    label: Label
    value: str
    max_length: int = 200


Setting = Union[NumberSetting, BooleanSetting, ChoiceSetting, TextSetting]


def check_settings(settings: Sequence[Setting]) -> tuple[Setting, ...]:
    """Return the settings; raise ValueError for one that overlays could not draw, or too many."""
    if len(settings) > MAX_SETTINGS:
        raise ValueError(f"{len(settings)} settings; an overlay draws {MAX_SETTINGS} at most")
    if len({setting.key for setting in settings}) < len(settings):
        raise ValueError("two settings have the same key")
    for setting in settings:
        fault = _fault(setting)
        if fault is not None:
            raise ValueError(f"the setting {setting.key!r}: {fault}")
    return tuple(settings)


def with_value(settings: Sequence[Setting], key: str, value: Value) -> tuple[Setting, ...] | None:
    """Return the settings with one value replaced; None if there is no such setting, or it does not take the value."""
    for index, setting in enumerate(settings):
        if setting.key == key:
            changed = _with_value(setting, value)
            return None if changed is None else (*settings[:index], changed, *settings[index + 1 :])
    return None


def setting_as_sent(setting: Setting) -> dict[str, object]:
    """Return a setting as the hello describes it."""
    common = {"key": setting.key, "label": setting.label, "value": setting.value}
    if isinstance(setting, NumberSetting):
        return {**common, "type": "number", "min": setting.min, "max": setting.max, "step": setting.step}
    if isinstance(setting, BooleanSetting):
        return {**common, "type": "boolean"}
    if isinstance(setting, ChoiceSetting):
        choices = [c if isinstance(c, str) else {"value": c[0], "label": c[1]} for c in setting.choices]
        return {**common, "type": "choice", "choices": choices}
    return {**common, "type": "string", "maxLength": setting.max_length}


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a finite number, and no bool, which in Python is a number as well."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -math.inf < value < math.inf


def _with_value(setting: Setting, value: Value) -> Setting | None:
    if isinstance(setting, NumberSetting):
        if isinstance(value, str) or not is_number(value) or not setting.min <= value <= setting.max:
            return None
        return replace(setting, value=value)
    if isinstance(setting, BooleanSetting):
        return replace(setting, value=value) if isinstance(value, bool) else None
    if isinstance(setting, ChoiceSetting):
        return replace(setting, value=value) if value in _values(setting) else None
    text = value.strip() if isinstance(value, str) else ""
    return replace(setting, value=text) if text != "" and units(text) <= setting.max_length else None


def _fault(setting: Setting) -> str | None:
    if not 1 <= units(setting.key) <= _KEY_MAX_UNITS:
        return f"its key needs 1 to {_KEY_MAX_UNITS} characters"
    labels = [setting.label]
    if isinstance(setting, NumberSetting):
        numbers = (setting.min, setting.max, setting.step, setting.value)
        if not all(is_number(number) for number in numbers):
            return "min, max, step and value must be finite numbers"
        if not (setting.min < setting.max and setting.step > 0):
            return "min must be below max, and step above 0"
    if isinstance(setting, ChoiceSetting):
        values = _values(setting)
        if not 1 <= len(values) <= _MAX_CHOICES or len(set(values)) < len(values):
            return f"it needs 1 to {_MAX_CHOICES} different choices"
        labels += [choice if isinstance(choice, str) else choice[1] for choice in setting.choices]
        labels += values
    if isinstance(setting, TextSetting):
        if not 1 <= setting.max_length <= _TEXT_MAX_UNITS:
            return f"max_length must be from 1 to {_TEXT_MAX_UNITS}"
        if units(setting.value) > setting.max_length:
            return "its value is longer than max_length"
    elif _with_value(setting, setting.value) is None:
        return "it does not take its own value"
    return None if all(_is_label(label) for label in labels) else f"a label needs 1 to {_LABEL_MAX_UNITS} characters"


def _values(setting: ChoiceSetting) -> list[str]:
    return [choice if isinstance(choice, str) else choice[0] for choice in setting.choices]


def _is_label(label: Label) -> bool:
    if isinstance(label, str):
        return 1 <= units(label) <= _LABEL_MAX_UNITS
    return set(label) == {"pl", "en"} and all(_is_label(text) for text in label.values())
