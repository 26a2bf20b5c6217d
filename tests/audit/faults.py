"""Break a run from outside: kill it at a chosen point, and note which originals it opens.

`sitecustomize` is what Python imports first, in workers too, so that nothing of the tool knows.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SITE = '''
"""Count what a run does; kill it where AT says. Python imports this before all else."""

import atexit
import json
import os
import signal
import sys

KIND, _, COUNT = os.environ["AT"].partition(":")
NOTES = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
done = {}


def note(*words):
    os.write(NOTES, (json.dumps(words) + "\\n").encode())


def tick(kind, by=1):
    done[kind] = done.get(kind, 0) + by
    if kind == KIND and done[kind] >= int(COUNT):
        note("killed", kind, done[kind])
        os.kill(int(os.environ["MAIN"]) if "MAIN" in os.environ else os.getpid(), signal.SIGKILL)


def wrapped(holder, name, before=None, after=None):
    real = getattr(holder, name)

    def call(*arguments, **options):
        if before is not None:
            before(*arguments)
        given = real(*arguments, **options)
        return given if after is None else after(given, *arguments)

    setattr(holder, name, call)


class Counted:
    """A stream that counts the bytes that were read."""

    def __init__(self, stream):
        self._stream = stream

    def read(self, *size):
        data = self._stream.read(*size)
        tick("bytes", len(data))
        return data

    def readinto(self, buffer):
        size = self._stream.readinto(buffer)
        tick("bytes", size)
        return size

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()

    def __iter__(self):
        return iter(self._stream)


def where(locator):
    return [locator.file, list(locator.members), locator.part]


from amanat.sources import opening

wrapped(
    opening,
    "open_file",
    lambda path: note("file", str(path)),
    lambda stream, path: Counted(stream),
)
wrapped(opening, "open_unit", lambda locator, *_: note("unit", *where(locator)))

from amanat.sources import read

wrapped(read, "read", lambda head, *_: note("read", *where(head.found.where)))

from amanat.evidence import cache


def kept(folder, self, found, tables):
    note("kept", *where(found.where))
    tick("units")
    return folder


wrapped(cache.UnitCache, "write_unit", lambda *_: tick("writes"), kept)


def remembered(nothing, self, path, *_):
    note("remembered", path)


wrapped(cache.UnitCache, "remember_file", None, remembered)

if "DEEP" in os.environ:
    from amanat.engine.duckdb import DuckDB

    wrapped(DuckDB, "query", lambda *_: tick("queries"))
    from amanat.evidence.derive import build

    wrapped(build, "from_rows", lambda *_: tick("merged"))
    from amanat.evidence import store

    wrapped(store, "write_table", lambda *_: tick("tables"))

    def written(event, arguments):
        if event == "os.rename" and "amanat-work" in str(arguments[1]):
            tick("renames")

    sys.addaudithook(written)

if "MAIN" not in os.environ:
    os.environ["MAIN"] = str(os.getpid())
    atexit.register(lambda: note("done", done))
'''


@dataclass(frozen=True)
class Watched:
    """Environment for runs that are watched, and the file of their notes."""

    folder: Path

    def environ(self, at: str = "never:1") -> dict[str, str]:
        """Return what makes a run be watched, and be killed at `kind:count`."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "sitecustomize.py").write_text(_SITE)
        (self.folder / "notes.jsonl").unlink(missing_ok=True)
        return {
            "PYTHONPATH": str(self.folder),
            "AT": at,
            "NOTES": str(self.folder / "notes.jsonl"),
            "DEEP": "yes",
        }

    def notes(self, word: str) -> list[Any]:
        """Return what was noted under a word, in order."""
        lines = (self.folder / "notes.jsonl").read_text().splitlines()
        found = [json.loads(line) for line in lines]
        return [rest for first, *rest in found if first == word]

    def counts(self) -> dict[str, int]:
        """Return how often the run did what can be counted."""
        counted: dict[str, int] = self.notes("done")[-1][0]
        return counted
