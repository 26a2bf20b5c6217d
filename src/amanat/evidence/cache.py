"""The unit cache: what one unit yielded, written whole or not at all.

    cache/units/<locator>-<cache key>/<table>.parquet    tables of `extracted.EXTRACTED` with rows
    cache/files/<locator>-<cache key>.json               the units of one outermost file

`locator` is a keyed hash of path, members and part; `cache key` of everything else that can change
the result: size, mtime and inode of the outermost file, code of readers and detectors, schema,
options, keys. So a folder that exists is a finished unit, and looking is all that resuming takes.
A file's list is written when all its units are: then it need not be opened at all.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache as once
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from amanat.evidence.extracted import CODED, EXTRACTED
from amanat.evidence.keys import Keys
from amanat.sources.model import Found, Locator, Stat

ROW_GROUP: Final = 65_536
#: Tables of so many rows stay in memory once they are read.
_KEPT_ROWS: Final = 4_096
_TEMPORARY: Final = ".part-"
_CODE: Final = ("amanat.detect", "amanat.sources", "amanat.evidence", "amanat.terms")


class UnitCache:
    """Results of units by where they lie and what they were made from.

    Safe for several processes at once: each writes other names, and only by renaming.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keys: Keys,
        off: frozenset[str] = frozenset(),
        own_domains: tuple[str, ...] = (),
        verify: bool = False,
        code: str | None = None,
    ) -> None:
        """Open the cache.

        Args:
            folder: `Workspace.cache`.
            keys: names are keyed hashes, so that they do not tell paths.
            off: detectors that are switched off.
            own_domains: our own mail domains, which tell guests from colleagues.
            verify: know nothing, so that every file is read and hashed again.
            code: the version of readers and detectors; None: a hash of their source.
        """
        self._units = folder / "units"
        self._files = folder / "files"
        self._keys = keys
        self._verify = verify
        self._begun: dict[Path, _Begun] = {}
        self._options = json.dumps(
            [
                code or code_version(),
                keys.key_id,
                keys.things_id,
                sorted(off),
                sorted(own_domains),
            ],
            separators=(",", ":"),
        )
        for made in (self._units, self._files):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)

    def known_file(self, path: str, stat: Stat) -> list[Path] | None:
        """Return the unit folders of an outermost file in their order; None: it must be read.

        Args:
            path: `Found.where.file`, the same string as when it was remembered.
            stat: what the file system says of it now.
        """
        if self._verify:
            return None
        try:
            names = json.loads(self._file_path(path, stat).read_text("ascii"))["units"]
            folders = [self._units / str(name) for name in names]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return folders if all(folder.is_dir() for folder in folders) else None

    def remember_file(self, path: str, stat: Stat, units: Iterable[Path]) -> None:
        """Note that a file is finished: these are all its units, skipped ones included."""
        target = self._file_path(path, stat)
        text = json.dumps({"units": [unit.name for unit in units]})
        temporary = target.with_name(f"{_TEMPORARY}{os.getpid()}-{target.name}")
        _write_durably(temporary, text.encode("ascii"))
        temporary.replace(target)

    def known_unit(self, found: Found) -> Path | None:
        """Return the folder of a finished unit; None: it must be read."""
        folder = self.folder_of(found)
        return folder if not self._verify and folder.is_dir() else None

    def folder_of(self, found: Found) -> Path:
        """Return where a unit's result lies or will lie."""
        return self._units / self._name(found.where, found.stat)

    def begin(self, found: Found) -> "_Begun":
        """Return where long tables of a unit go while it is read; `write_unit` completes them."""
        folder = self.folder_of(found)
        begun = _Begun(self._units / f"{_TEMPORARY}{os.getpid()}-{folder.name}")
        self._begun = {folder: begun}
        return begun

    def write_unit(self, found: Found, tables: dict[str, pa.Table]) -> Path:
        """Keep a unit's tables; the folder appears whole, by renaming.

        Where the unit was begun, `tables` are what comes after the rows that were taken then.

        Args:
            found: the unit.
            tables: tables of `EXTRACTED`; those without rows are not written.

        Raises:
            KeyError: a table is missing.
        """
        folder = self.folder_of(found)
        begun = self._begun.pop(folder, None) or self.begin(found)
        self._begun.pop(folder, None)
        for name in EXTRACTED:
            if tables[name].num_rows:
                begun.append(name, tables[name])
        temporary = begun.close()
        if folder.exists():
            shutil.rmtree(folder)
        temporary.replace(folder)
        _sync_folder(self._units)
        return folder

    def discard_halves(self) -> None:
        """Remove what a stopped run left half-written; only while the workspace is locked."""
        for folder in (self._units, self._files):
            for half in sorted(folder.glob(f"{_TEMPORARY}*")):
                if half.is_dir():
                    shutil.rmtree(half, ignore_errors=True)
                else:
                    half.unlink(missing_ok=True)

    def sweep(self, keep: Iterable[Path]) -> int:
        """Remove all units but these, lists of files that name a removed one, and leavings.

        Only while the workspace is locked: another process's half-written unit would go too.

        Returns:
            How many units were removed.
        """
        kept = {folder.name for folder in keep}
        removed = 0
        for folder in sorted(self._units.iterdir()):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
                removed += not folder.name.startswith(_TEMPORARY)
        for path in sorted(self._files.iterdir()):
            try:
                names = set(json.loads(path.read_text("ascii"))["units"])
            except (OSError, ValueError, KeyError, TypeError):
                names = {""}
            if not names <= kept or path.name.startswith(_TEMPORARY):
                path.unlink(missing_ok=True)
        return removed

    def _file_path(self, path: str, stat: Stat) -> Path:
        return self._files / f"{self._name(Locator(path), stat)}.json"

    def _name(self, where: Locator, stat: Stat) -> str:
        place = locator_hash(self._keys, where)
        made_from = json.dumps([stat.size, stat.modified_ns, stat.inode, self._options])
        return f"{place}-{self._keys.opaque(made_from, 'content')}"


def read_unit(folder: Path) -> dict[str, pa.Table]:
    """Return all tables of a unit, empty ones included.

    Args:
        folder: as `UnitCache.write_unit` or `known_file` gave it.
    """
    return {name: read_table(folder, name) for name in EXTRACTED}


class _Begun:
    """A unit under way: tables grow, row group by row group, in a folder of a temporary name."""

    def __init__(self, folder: Path) -> None:
        """Make the folder; what a killed run left there goes."""
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)

    def append(self, name: str, table: pa.Table) -> None:
        """Write the next rows of a table of `EXTRACTED`.

        All calls for a table but the last must bring whole row groups: then its bytes do not
        hang on how many calls there were.
        """
        schema = EXTRACTED[name]
        if name not in self._writers:
            # Fixed row groups, no foreign metadata, one codec: equal rows give equal bytes.
            self._writers[name] = pq.ParquetWriter(
                self._folder / f"{name}.parquet",
                schema,
                compression="zstd",
                compression_level=1,
                version="2.6",
                data_page_version="1.0",
                store_schema=False,
                write_statistics=False,
            )
        self._writers[name].write_table(table.cast(schema), row_group_size=ROW_GROUP)

    def discard(self) -> None:
        """Remove what was written so far; the unit may begin anew."""
        for name, writer in self._writers.items():
            writer.close()
            (self._folder / f"{name}.parquet").unlink()
        self._writers = {}

    def close(self) -> Path:
        """Bring all to the disk; return the folder, ready to take its name."""
        for name, writer in self._writers.items():
            writer.close()
            with (self._folder / f"{name}.parquet").open("rb+") as file:
                os.fsync(file.fileno())
        _sync_folder(self._folder)
        return self._folder


class StoredUnit(Mapping[str, pa.Table]):
    """The tables of a unit as they lie in the cache, each read when it is asked for.

    Small tables are kept, large ones are read again: all units at once need little memory.
    """

    def __init__(self, folder: Path) -> None:
        """Take a folder as `UnitCache.write_unit` or `known_file` gave it."""
        self._folder = folder
        self._kept: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        """Return a table, also one without rows."""
        if name in self._kept:
            return self._kept[name]
        table = read_table(self._folder, name)
        if table.num_rows <= _KEPT_ROWS:
            self._kept[name] = table
        return table

    def some(self, name: str, columns: Sequence[str]) -> pa.Table:
        """Return some columns of a table; words of closed lists come as dictionaries."""
        path = self._folder / f"{name}.parquet"
        if name in self._kept or not path.is_file():
            return self[name].select(columns)
        with pq.ParquetFile(path, read_dictionary=list(CODED.get(name, ()))) as file:
            return file.read(columns=list(columns)).select(columns)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all tables."""
        return iter(EXTRACTED)

    def __len__(self) -> int:
        """Count the tables."""
        return len(EXTRACTED)


def read_table(folder: Path, name: str) -> pa.Table:
    """Return one table of a unit; the empty table where the unit has no row of it."""
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return EXTRACTED[name].empty_table()
    # Hundreds of units have a dozen small tables each: opened as one file, not as a dataset.
    with pq.ParquetFile(path) as file:
        table = file.read(use_threads=False)
    schema = EXTRACTED[name]
    return table if table.schema.equals(schema) else table.select(schema.names).cast(schema)


def locator_hash(keys: Keys, where: Locator) -> str:
    """Return 16 hex digits that stand for a place without telling its path."""
    file = os.path.normcase(os.path.abspath(where.file))  # noqa: PTH100 - text only, no disk
    parts = json.dumps([file, list(where.members), where.part])
    return keys.opaque(parts, "path")


@once
def code_version() -> str:
    """Hash the source of readers, detectors and terms: another version means other results."""
    state = blake2b(digest_size=8)
    for package in _CODE:
        for name, data in sorted(_sources(resources.files(package))):
            state.update(name.encode() + b"\0" + data + b"\0")
    return state.hexdigest()


def _sources(folder: Traversable) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            # What derives evidence and runs SQL comes after the cache.
            if entry.name not in ("__pycache__", "derive", "views"):
                yield from _sources(entry)
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield f"{entry}".rpartition("amanat")[2], entry.read_bytes()


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
