"""Being asked to end."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Callable


@contextlib.contextmanager
def handling_signals(asked: Callable[[], object]) -> Iterator[None]:
    """Call `asked` when SIGINT or SIGTERM arrives; what handled them before does so again afterwards."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: asked()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before):
            signal.signal(number, handler)
