"""Who may talk to the client: no web pages, no foreign names, nobody without a key where keys are needed."""

from __future__ import annotations

import hashlib
import hmac
import re
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MINUTE_S = 60.0
#: Beyond this, wrong keys from one address get 429. The right key is always accepted.
MAX_WRONG_KEYS_PER_MINUTE = 10
#: Addresses with wrong keys that are remembered: an attacker with a whole network has many.
MAX_ADDRESSES = 1_000
KEY_MIN_LENGTH = 16

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Request:
    """The head of a request, and where it came from. Names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    #: The address at which it arrived, and the one that it came from.
    local_address: str
    remote_address: str


@dataclass(frozen=True)
class Refusal:
    """Why a request is refused, and the HTTP status to refuse it with."""

    code: int
    reason: str


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine only."""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


def bearer_key(request: Request) -> str | None:
    """Return the key in a request's header, None without one."""
    match = re.fullmatch(r"Bearer ([\x21-\x7e]{1,500})", request.headers.get("authorization", ""))
    return match.group(1) if match else None


class Access:
    """Decides about requests. Remembers who tried wrong keys."""

    def __init__(self, host: str) -> None:
        """Listen on `host`; no key is needed until there is one."""
        self._names = _own_names(host)
        self._key: str | None = None
        self._wrong_keys: dict[str, tuple[float, int]] = {}

    def set_key(self, key: str) -> None:
        """Accept this key from now on, and no other."""
        self._key = key

    def accepts(self, key: str | None) -> bool:
        """Return whether a request with this key is accepted; the time that it takes gives nothing away."""
        if self._key is None:
            return True
        return key is not None and hmac.compare_digest(_digest(key), _digest(self._key))

    def refusal(self, request: Request, *, is_upgrade: bool, now_s: float) -> Refusal | None:
        """Return why a request is refused, None if it is accepted. `now_s` is a monotonic time."""
        # Browsers let every web page open a socket, and add this header.
        if is_upgrade and "origin" in request.headers:
            return Refusal(403, "a web page asked for it")
        # DNS rebinding: a page whose name resolves to 127.0.0.1 still sends that name as `Host`.
        host = re.sub(r":\d+$", "", request.headers.get("host", "").lower())
        if host not in self._names and host != _as_host(request.local_address):
            return Refusal(403, "the Host is not this machine")
        key = bearer_key(request)
        if self.accepts(key):
            return None
        # Without a key, nothing was guessed: no limit.
        return Refusal(401, "no key") if key is None else self._wrong_key(request.remote_address, now_s)

    def _wrong_key(self, address: str, now_s: float) -> Refusal:
        recent = {a: seen for a, seen in self._wrong_keys.items() if now_s - seen[0] < MINUTE_S}
        self._wrong_keys = recent if len(recent) < MAX_ADDRESSES else {}
        since_s, count = self._wrong_keys.get(address, (now_s, 0))
        self._wrong_keys[address] = (since_s, count + 1)
        if count + 1 > MAX_WRONG_KEYS_PER_MINUTE:
            return Refusal(429, "too many wrong keys")
        return Refusal(401, "a wrong key")


def check_key(key: str) -> None:
    """Raise ValueError for a key that is too short or can't travel in a header; the message does not hold it."""
    if len(key) < KEY_MIN_LENGTH or re.fullmatch(r"[\x21-\x7e]{1,500}", key) is None:
        raise ValueError(f"a key needs {KEY_MIN_LENGTH} to 500 visible ASCII characters")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _own_names(host: str) -> Sequence[str]:
    if is_loopback(host):
        return LOOPBACK_NAMES
    name = socket.gethostname()
    return [own.lower() for own in (*LOOPBACK_NAMES, host, name, f"{name}.local")]


def _as_host(address: str) -> str:
    """Return an address as a `Host` header writes it."""
    plain = address[7:] if address.startswith("::ffff:") else address
    return f"[{plain}]" if ":" in plain else plain
