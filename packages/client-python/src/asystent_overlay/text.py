"""Texts as the protocol counts them: in UTF-16 units."""

from __future__ import annotations


def clean(text: str) -> str:
    """Return a text that can be sent: halves of characters, which Python allows, are replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def clip(text: str, max_units: int) -> str:
    """Return the beginning of a text that is too long; no character is cut in half."""
    if units(text) <= max_units:
        return text
    return text.encode("utf-16-le")[: 2 * max_units].decode("utf-16-le", "ignore")
