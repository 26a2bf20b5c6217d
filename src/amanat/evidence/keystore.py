"""Where the workspace's key lies: never in the workspace.

In this order: a command that prints it (a KMS, on servers), the keyring of the operating system,
else a file for its owner only in the user's configuration folder.
"""

import base64
import binascii
import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from amanat.evidence.keys import KEY_BYTES, Keys, key_id
from amanat.terms.errors import UserError

HOME_VARIABLE: Final = "AMANAT_KEY_HOME"
#: How many times the key was changed, plus one: it tells a command which key is wanted.
EPOCH_VARIABLE: Final = "AMANAT_KEY_EPOCH"
_SERVICE: Final = "amanat"
_PREFIX: Final = "amanat-key"
_CHECK_BYTES: Final = 2
_COMMAND_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Finds, keeps and restores the key of one workspace.

    `command` is argv of a program that prints the key as text (`backup_text`, hexadecimal or
    base64); it is told in `AMANAT_KEY_EPOCH` which one. `environ` is looked at for
    `AMANAT_KEY_HOME`: a folder for the key file, which goes before the keyring.
    """

    workspace_id: str
    command: tuple[str, ...] = ()
    environ: Mapping[str, str] | None = None

    def where(self) -> str:
        """Say in words where the key lies or would lie."""
        if self.command:
            return f"the command {self.command[0]}"
        if self._ring() is not None:
            return "the keyring of this computer"
        return str(self._file(1).parent)

    def load(self, *, epoch: int, expected: str) -> Keys:
        """Return the key of an epoch.

        Raises:
            UserError: there is none, or it is not the one that the manifest names (`expected`).
        """
        secret = self._read(epoch)
        if secret is None:
            raise UserError(
                where=self.where(),
                found="no key for this workspace",
                wanted=f"the key {expected}",
                remedy="run `amanat key restore` with the backup, or start a new workspace",
            )
        if key_id(secret) != expected:
            raise UserError(
                where=self.where(),
                found=f"the key {key_id(secret)}",
                wanted=f"the key {expected}",
                remedy="run `amanat key restore` with the backup of this workspace's key",
            )
        return Keys.of(secret, epoch=epoch)

    def create(self, *, epoch: int = 1) -> Keys:
        """Make a random key, keep it, return it; a command's key is taken as it is."""
        if self.command:
            secret = self._read(epoch)
            if secret is None:
                raise _no_key(self.command[0])
            return Keys.of(secret, epoch=epoch)
        secret = secrets.token_bytes(KEY_BYTES)
        self.keep(secret, epoch=epoch)
        return Keys.of(secret, epoch=epoch)

    def keep(self, secret: bytes, *, epoch: int) -> None:
        """Keep a key where it belongs.

        Raises:
            UserError: the key comes from a command, which we cannot write to.
        """
        if self.command:
            raise UserError(
                where="amanat.toml, key_command",
                found="a key that a command prints",
                wanted="a key that this computer keeps",
                remedy="change the key in your key service, or remove key_command",
            )
        ring = self._ring()
        if ring is not None:
            ring.set_password(_SERVICE, self._account(epoch), backup_text(secret, epoch=epoch))
            return
        _write_private(self._file(epoch), backup_text(secret, epoch=epoch))

    def forget(self, *, epoch: int) -> None:
        """Remove the key of an epoch from here; without a backup it is gone for good."""
        ring = self._ring()
        if ring is not None and not self.command:
            with contextlib.suppress(Exception):
                ring.delete_password(_SERVICE, self._account(epoch))
        if not self.command:
            self._file(epoch).unlink(missing_ok=True)

    def _read(self, epoch: int) -> bytes | None:
        if self.command:
            return parse_key(_run(self.command, epoch))
        ring = self._ring()
        if ring is not None:
            text = ring.get_password(_SERVICE, self._account(epoch))
            if text:
                return parse_key(text)
        path = self._file(epoch)
        if not path.is_file():
            return None
        _refuse_open_file(path)
        return parse_key(path.read_text("ascii", errors="replace"))

    def _ring(self) -> Any | None:
        if (self.environ or {}).get(HOME_VARIABLE):
            return None
        import keyring  # noqa: PLC0415 - slow to import, and not needed with a key file

        ring = keyring.get_keyring()
        return ring if ring.priority >= 1 else None

    def _account(self, epoch: int) -> str:
        return f"{self.workspace_id}:{epoch}"

    def _file(self, epoch: int) -> Path:
        home = (self.environ or {}).get(HOME_VARIABLE)
        if home:
            folder = Path(home)
        else:
            import platformdirs  # noqa: PLC0415 - only where the key lies in a file

            folder = Path(platformdirs.user_config_path("amanat", appauthor=False)) / "keys"
        return folder / (self.workspace_id if epoch == 1 else f"{self.workspace_id}-{epoch}")


def backup_text(secret: bytes, *, epoch: int) -> str:
    """Write a key as one line that people can keep on paper; its last letters check it."""
    body = base64.b32encode(secret + _check(secret, epoch)).decode().rstrip("=")
    groups = "-".join(body[at : at + 6] for at in range(0, len(body), 6))
    return f"{_PREFIX}:{epoch}:{groups}"


def parse_backup(text: str) -> tuple[bytes, int]:
    """Read a key and its epoch from `backup_text`.

    Raises:
        UserError: it is not such a text, or it was mistyped.
    """
    prefix, _, rest = "".join(text.split()).partition(":")
    epoch, _, groups = rest.partition(":")
    body = groups.replace("-", "").upper()
    raw = b""
    with contextlib.suppress(binascii.Error, ValueError):
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    if base64.b32encode(raw).decode().rstrip("=") != body:
        # The last letter has spare bits: another letter there would decode to the same key.
        raw = b""
    secret, check = raw[:KEY_BYTES], raw[KEY_BYTES:]
    number = int(epoch) if epoch.isdecimal() and epoch.isascii() else 0
    if prefix != _PREFIX or len(secret) != KEY_BYTES or check != _check(secret, number):
        raise UserError(
            where="backup of the key",
            found="a text that does not check out",
            wanted=f"one line that begins with {_PREFIX}:",
            remedy="copy the whole line again",
        )
    return secret, number


def parse_key(text: str) -> bytes:
    """Read a key as a backup line, 64 hexadecimal digits or base64; nothing else.

    Raises:
        UserError: it is none of them, or shorter than 32 bytes.
    """
    bare = text.strip()
    if bare.startswith(_PREFIX):
        return parse_backup(bare)[0]
    for decode in (bytes.fromhex, _base64):
        with contextlib.suppress(binascii.Error, ValueError):
            secret = decode(bare)
            if len(secret) >= KEY_BYTES:
                return secret[:KEY_BYTES] if len(secret) == KEY_BYTES else _fold(secret)
    raise UserError(
        where="key",
        found="a text that is no key of 32 bytes",
        wanted="a backup line, 64 hexadecimal digits, or base64",
        remedy="check what the command or file gives",
    )


def _base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _fold(secret: bytes) -> bytes:
    return blake2b(secret, person=b"amanat-long-key", digest_size=KEY_BYTES).digest()


def _check(secret: bytes, epoch: int) -> bytes:
    return blake2b(
        secret + str(epoch).encode(), person=b"amanat-backup", digest_size=_CHECK_BYTES
    ).digest()


def _no_key(program: str) -> UserError:
    return UserError(
        where=f"the command {program}",
        found="no key",
        wanted="a key of 32 bytes on its standard output",
        remedy="run the command by hand, or correct key_command in amanat.toml",
    )


def _run(command: tuple[str, ...], epoch: int) -> str:
    import subprocess  # noqa: PLC0415 - only where a command gives the key

    try:
        done = subprocess.run(  # noqa: S603 - argv from the owner's settings, never a shell
            command,
            capture_output=True,
            check=True,
            timeout=_COMMAND_SECONDS,
            env={**os.environ, EPOCH_VARIABLE: str(epoch)},
        )
    except (OSError, subprocess.SubprocessError):
        # Its output may hold the key: nothing of it is repeated.
        raise _no_key(command[0]) from None
    return done.stdout.decode("ascii", errors="replace")


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _refuse_open_file(path: Path) -> None:
    # Windows keeps other rights than these bits; there the folder's own rights guard the file.
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UserError(
            where=str(path),
            found="a key file that other accounts can read",
            wanted="a file for its owner only (0600)",
            remedy=f"run: chmod 600 '{path}', and think about `amanat key rotate`",
        )
