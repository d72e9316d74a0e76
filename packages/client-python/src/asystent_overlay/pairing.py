"""The certificate and the key of a client that other machines can reach, and the file that pairs an overlay."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
import ssl
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from .access import check_key

#: Since iOS 13 and macOS 10.15, Apple's systems refuse certificates that are valid for longer.
_VALID = timedelta(days=825)
#: A certificate that expires sooner is replaced, which ends all pairings.
_RENEWED_BEFORE_S = 7 * 24 * 60 * 60
#: The clocks of other machines may be slow.
_CLOCK_TOLERANCE = timedelta(days=1)
_DATE = "%Y%m%d%H%M%SZ"
_KEY_BYTES = 32
_NAME_MAX_UNITS = 60


class PairingError(Exception):
    """The certificate can't be made; the message says what to do."""


@dataclass
class Pairing:
    """The files of a folder, which only their owner can read."""

    folder: Path
    #: The name by which overlays reach the client.
    host: str
    name: str
    key: str

    @property
    def certificate(self) -> Path:
        """The certificate, as PEM."""
        return self.folder / "certificate.pem"

    @property
    def private_key(self) -> Path:
        """The private key, as PEM."""
        return self.folder / "private-key.pem"

    @property
    def file(self) -> Path:
        """The file that pairs an overlay."""
        return self.folder / "pairing.json"

    def write(self, ws_port: int, http_port: int) -> None:
        """Write the pairing file."""
        at = f"[{self.host}]" if ":" in self.host else self.host
        pairing = {
            "url": f"wss://{at}:{ws_port}/",
            "http": f"https://{at}:{http_port}/",
            "key": self.key,
            "certificate": _fingerprint(self.certificate),
            "name": self.name[:_NAME_MAX_UNITS],
        }
        _write_private(self.file, json.dumps(pairing, ensure_ascii=False, indent=2) + "\n")

    def replace_key(self) -> str:
        """Make a new key, and return it."""
        self.key = secrets.token_urlsafe(_KEY_BYTES)
        _write_private(self.folder / "key", self.key + "\n")
        return self.key


def open_pairing(folder: Path, host: str, name: str) -> Pairing:
    """Read certificate and key from a folder.

    Make new ones if they are missing, if other users could read them, or if the certificate expires soon or is for
    another host. Raises PairingError if there is no `openssl` to do that with, and OSError if the folder can't be
    written to.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    public = socket.gethostname() if host in ("0.0.0.0", "::") else host
    pairing = Pairing(folder, public, name, (_read_private(folder / "key") or "").strip())
    has_both = _read_private(pairing.certificate) is not None and _read_private(pairing.private_key) is not None
    if not has_both or not _is_usable(pairing.certificate, public):
        _make_certificate(pairing)
    if pairing.key == "":
        pairing.replace_key()
    check_key(pairing.key)
    return pairing


def _fingerprint(certificate: Path) -> str:
    """Return the SHA-256 of a certificate, in hexadecimal digits with colons."""
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text(encoding="ascii"))
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(der).digest())


def _is_usable(certificate: Path, host: str) -> bool:
    """Return whether a certificate is valid for a while, and for this host."""
    read = ("x509", "-in", certificate.name, "-noout")
    is_valid = _openssl(*read, "-checkend", str(_RENEWED_BEFORE_S), folder=certificate.parent).returncode == 0
    check = "-checkip" if _is_address(host) else "-checkhost"
    return is_valid and "does match" in _openssl(*read, check, host, folder=certificate.parent).stdout


_CONFIG = """
[req]
distinguished_name = subject
prompt = no
[subject]
CN = Asystent Overlay client
[ca]
default_ca = client
[client]
database = database
serial = serial
new_certs_dir = .
default_md = sha256
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""
_SIGN = ("ca", "-batch", "-selfsign", "-notext")


def _make_certificate(pairing: Pairing) -> None:
    """Make a certificate that signs itself: overlays trust its fingerprint, and nothing else."""
    names = dict.fromkeys(_alternative(name) for name in (pairing.host, "127.0.0.1", "localhost"))
    begin = datetime.now(timezone.utc) - _CLOCK_TOLERANCE
    dates = ("-startdate", f"{begin:{_DATE}}", "-enddate", f"{begin + _VALID:{_DATE}}")
    with tempfile.TemporaryDirectory(dir=pairing.folder) as scratch:
        folder = Path(scratch)
        (folder / "config").write_text(_CONFIG.format(names=", ".join(names)), encoding="utf-8")
        (folder / "database").touch()
        (folder / "serial").write_text(f"00{secrets.token_hex(16)}\n", encoding="ascii")
        for arguments in (
            ("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key"),
            ("req", "-new", "-sha256", "-config", "config", "-key", "key", "-out", "request"),
            # Only `ca` sets the day on which a certificate begins in every version of openssl.
            (*_SIGN, *dates, "-config", "config", "-keyfile", "key", "-in", "request", "-out", "certificate"),
        ):
            made = _openssl(*arguments, folder=folder)
            if made.returncode != 0:
                raise PairingError(f"openssl could not make a certificate: {made.stderr.strip()}")
        _write_private(pairing.certificate, (folder / "certificate").read_text(encoding="ascii"))
        _write_private(pairing.private_key, (folder / "key").read_text(encoding="ascii"))


def _openssl(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise PairingError("the program openssl is missing, which makes the certificate: install it") from error


def _alternative(name: str) -> str:
    return f"IP:{name}" if _is_address(name) else f"DNS:{name}"


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _read_private(path: Path) -> str | None:
    """Return the text of a file that only its owner can access; None if there is none.

    On Windows, the folder protects it.
    """
    try:
        mode = path.stat().st_mode
        is_private = os.name == "nt" or stat.S_IMODE(mode) & 0o077 == 0
        return path.read_text(encoding="utf-8") if is_private else None
    except (OSError, UnicodeDecodeError):
        return None


def _write_private(path: Path, text: str) -> None:
    """Replace a file as a whole: after a crash it has either the old text or the new one."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    # A leftover could have another mode.
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
