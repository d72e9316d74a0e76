"""Many calls, few effects."""

from __future__ import annotations

import asyncio
from typing import Callable

#: The shortest time between two effects: 20 a second.
STEP_S = 0.05


class Pace:
    """Calls what it is given at once, but no sooner than a step after the last call. Of several, the newest counts."""

    def __init__(self, step_s: float = STEP_S) -> None:
        """Wait for nothing."""
        self._step_s = step_s
        self._last_s = float("-inf")
        self._newest: Callable[[], None] = _nothing
        self._timer: asyncio.TimerHandle | None = None

    def call(self, act: Callable[[], None]) -> None:
        """Call `act` now, or as soon as it may be called."""
        self._newest = act
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        wait_s = self._last_s + self._step_s - loop.time()
        if wait_s > 0:
            self._timer = loop.call_later(wait_s, self._fire)
        else:
            self._fire()

    def cancel(self) -> None:
        """Forget what was not called yet."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._newest = _nothing

    def _fire(self) -> None:
        self._last_s = asyncio.get_running_loop().time()
        act = self._newest
        self.cancel()
        act()


def _nothing() -> None:
    """Do nothing."""
