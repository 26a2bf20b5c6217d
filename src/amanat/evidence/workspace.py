"""The workspace: one folder an organisation, with register, rules, audits and reports in it.

The key is not in it (`keystore`); the manifest names it, and holds what a rotation carried over,
sealed with it (`carry`). The folders that are audited are never written, so they may be deleted
afterwards.
"""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from amanat.evidence.carry import carry_over, with_carried
from amanat.evidence.keys import Keys
from amanat.evidence.keystore import EPOCH_VARIABLE, KeyStore, parse_backup
from amanat.evidence.manifest import SCHEMA_VERSION, Manifest, read_manifest, write_manifest
from amanat.evidence.settings import TEMPLATE, Settings, read_settings
from amanat.terms.errors import UserError

_FOLDERS: Final = ("register", "rules", "audits", "reports", "cache")
_SYNCED: Final = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "box sync")
_QUERY_LIMITED: Final = 0x1000
# A lock this young may still be empty: its writer is between making and filling it.
_BARE_LOCK: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: where it lies, its manifest, settings and warnings (sentences)."""

    path: Path
    manifest: Manifest
    settings: Settings
    store: KeyStore
    warnings: tuple[str, ...] = ()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: datetime,
        create: bool = True,
        environ: Mapping[str, str] | None = None,
    ) -> "Workspace":
        """Open a workspace; make it, with its key, where there is none.

        Args:
            path: its folder.
            now: the day that is written into a new manifest.
            create: make it where it is missing.
            environ: the environment, for `AMANAT_KEY_HOME`; None: that of the process.

        Raises:
            UserError: it is missing and may not be made; `amanat.toml` or the manifest is wrong.
        """
        path = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept as the user wrote them
        environ = os.environ if environ is None else environ
        manifest_path = path / "manifest.json"
        if not manifest_path.is_file():
            if not create:
                raise UserError(
                    where=str(path),
                    found="no workspace",
                    wanted="a folder with manifest.json",
                    remedy="run `amanat audit FOLDER` first, or name the workspace: --workspace",
                )
            return cls._make(path, now=now, environ=environ)
        manifest = read_manifest(manifest_path)
        settings = read_settings(path / "amanat.toml")
        _folders(path)
        store = KeyStore(manifest.workspace_id, settings.key_command, environ)
        return cls(path, manifest, settings, store, _warnings(path))

    @classmethod
    def _make(cls, path: Path, *, now: datetime, environ: Mapping[str, str]) -> "Workspace":
        if path.exists() and not path.is_dir():
            raise UserError(
                where=str(path),
                found="a file",
                wanted="a folder for the workspace",
                remedy="name another place with --workspace",
            )
        settings = read_settings(path / "amanat.toml")
        _folders(path)
        store = KeyStore(f"w-{secrets.token_hex(8)}", settings.key_command, environ)
        keys = store.create()
        manifest = Manifest(
            SCHEMA_VERSION,
            store.workspace_id,
            keys.key_id,
            keys.epoch,
            now.astimezone(UTC).date().isoformat(),
        )
        if not (path / "amanat.toml").exists():
            (path / "amanat.toml").write_text(TEMPLATE, "utf-8")
        write_manifest(path, manifest)
        return cls(path, manifest, settings, store, _warnings(path))

    @property
    def register(self) -> Path:
        """Folder of the register's files."""
        return self.path / "register"

    @property
    def rules(self) -> Path:
        """Folder of the workspace's own rules."""
        return self.path / "rules"

    @property
    def audits(self) -> Path:
        """Folder of audits, one folder each."""
        return self.path / "audits"

    @property
    def reports(self) -> Path:
        """Folder of reports."""
        return self.path / "reports"

    @property
    def cache(self) -> Path:
        """Folder of the unit cache: pseudonymised, and dropped first by `amanat prune`."""
        return self.path / "cache"

    def keys(self) -> Keys:
        """Return the key that the manifest names.

        Raises:
            UserError: it is missing or another one.
        """
        keys = self.store.load(epoch=self.manifest.epoch, expected=self.manifest.key_id)
        return with_carried(keys, self.manifest.carried)

    def keys_named(self, key_id: str) -> Keys:
        """Return the key that an audit was made with: this one, or the one before, while kept.

        Raises:
            UserError: it is an older one, missing, or another one.
        """
        if key_id == self.manifest.key_id:
            return self.keys()
        if key_id != self.manifest.previous_key_id:
            raise UserError(
                where=str(self.path),
                found=f"an audit with the key {key_id}",
                wanted=f"one with the key {self.manifest.key_id}, or with the one before it",
                remedy="run `amanat audit FOLDER` again",
            )
        keys = self.store.load(epoch=self.manifest.epoch - 1, expected=key_id)
        return with_carried(keys, self.manifest.previous_carried)

    def rotate(self, *, everything: bool = False) -> "Workspace":
        """Start an epoch with a new key; the old key stays until `forget_previous`.

        Args:
            everything: ids of things (findings, places, lists, accounts ...) change too; else the
                sub-keys that make them are carried over.

        Raises:
            UserError: the key is missing, or a command gives the same key again.
        """
        old = self.keys()
        epoch = self.manifest.epoch + 1
        keys = self.store.create(epoch=epoch)
        if keys.key_id == self.manifest.key_id:
            raise UserError(
                where=self.store.where(),
                found="the same key again",
                wanted="a new key",
                remedy=f"let the command print another key when {EPOCH_VARIABLE} is {epoch}",
            )
        return self._with(
            msgspec.structs.replace(
                self.manifest,
                key_id=keys.key_id,
                epoch=epoch,
                previous_key_id=self.manifest.key_id,
                carried={} if everything else carry_over(old, keys),
                previous_carried=self.manifest.carried,
            )
        )

    def forget_previous(self) -> "Workspace":
        """Remove the key before the last rotation: its fingerprints can no longer be made."""
        self.store.forget(epoch=self.manifest.epoch - 1)
        return self._with(
            msgspec.structs.replace(self.manifest, previous_key_id=None, previous_carried={})
        )

    def restore(self, backup: str) -> Keys:
        """Keep the key of a backup line again.

        Raises:
            UserError: the line does not check out, or is another workspace's key.
        """
        secret, epoch = parse_backup(backup)
        keys = Keys.of(secret, epoch=epoch)
        wanted = {
            self.manifest.epoch: self.manifest.key_id,
            self.manifest.epoch - 1: self.manifest.previous_key_id,
        }
        if wanted.get(epoch) != keys.key_id:
            raise UserError(
                where="backup of the key",
                found=f"the key {keys.key_id}",
                wanted=f"the key {self.manifest.key_id}",
                remedy="find the backup of this workspace's key",
            )
        self.store.keep(secret, epoch=epoch)
        return keys

    def check_sources(self, folders: Iterable[Path]) -> tuple[str, ...]:
        """Say what is amiss with the folders to audit; sentences to warn with.

        Raises:
            UserError: a folder lies inside the workspace, or is the workspace.
        """
        home = self.path.resolve()
        warnings = []
        for folder in folders:
            source = folder.resolve()
            if source == home or home in source.parents:
                raise UserError(
                    where=str(folder),
                    found="a folder inside the workspace",
                    wanted="a folder of exports",
                    remedy="keep exports outside the workspace; it holds evidence only",
                )
            if source in home.parents:
                warnings.append(
                    f"The workspace lies inside {folder}, which is audited; it is left out."
                )
        return tuple(warnings)

    @contextlib.contextmanager
    def lock(self, *, now: datetime) -> Iterator[None]:
        """Hold the workspace: two audits do not run in it at once.

        Raises:
            UserError: another process holds it.
        """
        path = self.path / "lock"
        _take_lock(path, now=now)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def spill(self) -> Iterator[Path]:
        """Give a folder for what a join cannot hold in memory: evidence, and gone afterwards.

        Only while the workspace is locked: what a killed run left there goes too.
        """
        folder = self.cache / "spill"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def audit_ids(self) -> list[str]:
        """Return the ids of kept audits, oldest first."""
        if not self.audits.is_dir():
            return []
        names = [entry.name for entry in self.audits.iterdir() if entry.is_dir()]
        return sorted((name for name in names if _parts(name)), key=lambda name: _parts(name) or ())

    def _with(self, manifest: Manifest) -> "Workspace":
        write_manifest(self.path, manifest)
        return replace(self, manifest=manifest)


def new_audit_id(as_of: date, existing: Iterable[str]) -> str:
    """Return the next free id of a day: `2026-11-23-1`, then `-2`."""
    taken = [parts[1] for name in existing if (parts := _parts(name)) and parts[0] == as_of]
    return f"{as_of.isoformat()}-{max(taken, default=0) + 1}"


def _parts(name: str) -> tuple[date, int] | None:
    day, _, number = name.rpartition("-")
    with contextlib.suppress(ValueError):
        return date.fromisoformat(day), int(number)
    return None


def _folders(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _FOLDERS:
            (path / name).mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix":
            path.chmod(0o700)
    except OSError as error:
        raise UserError(
            where=str(path),
            found=f"a folder that cannot be written ({error.strerror})",
            wanted="a folder of your own",
            remedy="name another place with --workspace",
        ) from None


def _warnings(path: Path) -> tuple[str, ...]:
    found = []
    real = path.resolve()
    synced = [part for part in real.parts if any(name in part.lower() for name in _SYNCED)]
    if synced or "Mobile Documents" in real.parts:
        found.append(
            "The workspace lies in a synced folder: its evidence leaves this computer. "
            "Choose another place with --workspace."
        )
    tree = next((folder for folder in real.parents if (folder / ".git").exists()), None)
    if tree is not None and not _ignored(real, tree):
        found.append(
            "The workspace lies in a git tree and is not ignored: "
            f"add /{real.relative_to(tree).as_posix()}/ to .gitignore."
        )
    return tuple(found)


def _ignored(path: Path, tree: Path) -> bool:
    # The usual spellings only: a warning too many costs less than running git.
    wanted = path.relative_to(tree).as_posix()
    lines: set[str] = set()
    for name in (".gitignore", ".git/info/exclude"):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            lines |= {line.strip() for line in (tree / name).read_text("utf-8").splitlines()}
    parts = wanted.split("/")
    whole = {"/".join(parts[: end + 1]) for end in range(len(parts))}
    names = {line.strip("/") for line in lines if line and not line.startswith("#")}
    return bool(names & (whole | set(parts)))


def _take_lock(path: Path, *, now: datetime) -> None:
    text = json.dumps({"pid": os.getpid(), "since": now.astimezone(UTC).isoformat()})
    for attempt in (1, 2):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if attempt == 1 and _stale(path, now=now):
                path.unlink(missing_ok=True)
                continue
            raise UserError(
                where=str(path.parent),
                found="another audit at work in this workspace",
                wanted="one at a time",
                remedy=f"wait for it; if there is none, delete {path}",
            ) from None
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return


def _stale(path: Path, *, now: datetime) -> bool:
    try:
        pid = int(json.loads(path.read_text("utf-8"))["pid"])
    except FileNotFoundError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        with contextlib.suppress(OSError):
            age = now.timestamp() - path.stat().st_mtime
            return age > _BARE_LOCK.total_seconds()
        return True
    return not _alive(pid)


def _alive(pid: int) -> bool:
    if os.name == "nt":
        # os.kill(pid, 0) would end the process on Windows: it is asked by handle instead.
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
        handle = kernel.OpenProcess(_QUERY_LIMITED, False, pid)  # noqa: FBT003
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
