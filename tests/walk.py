"""Run the command line as a user does: each run is a process of its own, in private folders.

An audit seals its process for good, so that no test may share one with it.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import amanat
from amanat.sample.company import generate
from canary import Search

SOURCE = Path(amanat.__file__).parents[1]
AS_OF = "2026-11-23"
#: The same key in every workspace that has this setting, whatever the workspace is called.
SAME_KEY = f"""key_command = ['{sys.executable}', '-c', 'print("5a" * 32)']\n"""
_SHARED_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Done:
    """What a run left: its exit code and what it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def errors(self) -> str:
        return self.err.decode()


class Home:
    """A user's computer below one folder: home, temporary folder, keys and workspace."""

    def __init__(
        self, root: Path, *, same_key: bool = False, source: Path = SOURCE, patience: int = 180
    ) -> None:
        """Make the folders; `patience`: seconds that a run may take."""
        self.root = root
        self.patience = patience
        self.source = source
        self.workspace = root / "amanat-work"
        self.private = [root / "home", root / "tmp", root / "keys"]
        for folder in (*self.private, self.workspace):
            folder.mkdir(parents=True, exist_ok=True)
        if same_key:
            (self.workspace / "amanat.toml").write_text(SAME_KEY)

    def environ(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of a run; nothing of ours is in it but what it needs."""
        home, temporary, keys = (str(each) for each in self.private)
        extra = dict(more or {})
        paths = [extra.pop("PYTHONPATH", ""), str(self.source)]
        return {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "XDG_CONFIG_HOME": f"{home}/.config",
            "TMPDIR": temporary,
            "AMANAT_KEY_HOME": keys,
            "PYTHONPATH": os.pathsep.join(each for each in paths if each),
            "LC_ALL": "C.UTF-8",
            **extra,
        }

    def start(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start `amanat` with these arguments in the workspace's parent folder."""
        return subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from amanat.cli.main import main; main()",
                *map(str, arguments),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environ(env),
            cwd=self.root,
        )

    def run(
        self, *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> Done:
        """Run `amanat` to its end."""
        with self.start(*arguments, env=env) as process:
            try:
                out, err = process.communicate(stdin, timeout=self.patience)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Done(process.returncode, out, err)

    def on_terminal(self, *arguments: str | Path) -> bytes:
        """Run with a terminal as standard output and error; return what it shows."""
        import pty

        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from amanat.cli.main import main; main()",
                *map(str, arguments),
            ],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env=self.environ({"TERM": "xterm"}),
            cwd=self.root,
        ):
            os.close(theirs)
            shown = b""
            # Linux says OSError when the other end is closed.
            with suppress(OSError):
                while piece := os.read(ours, 1 << 16):
                    shown += piece
        os.close(ours)
        return shown

    def audit(
        self,
        *folders: Path,
        workers: int = 1,
        more: Iterable[str] = (),
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run an audit of these folders in the workspace."""
        options = ("--as-of", AS_OF, "--yes", "--workers", str(workers))
        return self.run("audit", *folders, *options, *more, env=env)

    def at_rest(self) -> list[Path]:
        """Return every folder that a run could have written to."""
        shared = [_SHARED_MEMORY] if _SHARED_MEMORY.is_dir() else []
        return [self.workspace, *self.private, *shared]

    def audits(self) -> list[Path]:
        """Return the folders of finished audits, oldest first."""
        return sorted(each for each in (self.workspace / "audits").glob("20*") if each.is_dir())

    def copy(self, root: Path, *, source: Path | None = None) -> "Home":
        """Return a copy of this computer: same key, same cache, same audits."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Home(root, source=source or self.source)


def kept(home: Home) -> dict[str, bytes]:
    """Return every file of a workspace but those that name it or that a user wrote, by path."""
    own = ("manifest.json", "amanat.toml")
    return {
        path.relative_to(home.workspace).as_posix(): path.read_bytes()
        for path in sorted(home.workspace.rglob("*"))
        if path.is_file() and path.name not in own
    }


def assert_same(left: dict[str, bytes], right: dict[str, bytes]) -> None:
    """Fail with the names of files that differ, and without their content."""
    assert sorted(left.keys() ^ right.keys()) == []
    assert [name for name in left if left[name] != right[name]] == []


def was_killed(done: Done) -> bool:
    """Whether the run ended by SIGKILL."""
    return done.code == -signal.SIGKILL


@dataclass(frozen=True)
class Company:
    """The sample company: where it lies, and how to look for its people's values."""

    folder: Path
    values: tuple[str, ...]
    search: Search

    @property
    def exports(self) -> Path:
        return self.folder / "exports"


@cache
def _company(base: Path) -> Company:
    folder = base / "walked-company"
    generate(folder, people=100)
    values = tuple((folder / "canaries.txt").read_text(encoding="utf-8").splitlines())
    return Company(folder, values, Search(list(values)))


@cache
def _walked(base: Path) -> tuple[Home, Done]:
    company = _company(base)
    home = Home(base / "walked")
    shutil.copytree(company.folder / "register", home.workspace / "register")
    return home, home.audit(company.exports, workers=2)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Give the sample company with 100 people, made once."""
    return _company(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a computer on which the sample was audited once; look, and copy it to change it."""
    home, done = _walked(tmp_path_factory.getbasetemp())
    assert done.code == 0, done.errors
    return home


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Give what that audit wrote on the terminal."""
    return _walked(tmp_path_factory.getbasetemp())[1]
