"""What there is to read, before anything is read: files, their units, what they look like."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from amanat.audit.caching import open_cache
from amanat.audit.watch import Inventory, Recognised
from amanat.evidence.cache import UnitCache, read_table
from amanat.evidence.keys import Keys
from amanat.evidence.workspace import Workspace
from amanat.findings.naming import system_title
from amanat.law.days import india_day
from amanat.sources.discover import discover
from amanat.sources.errors import SourceError
from amanat.sources.model import Found, Stat
from amanat.sources.names import date_in
from amanat.sources.recognise import recognise
from amanat.terms.errors import UserError
from amanat.terms.reasons import HARMLESS, SKIPPED

if TYPE_CHECKING:
    from amanat.audit.run import Asked

_NOTHING_READABLE: Final = 3
#: What a product's export cannot show, and what does: named when the product is here without it.
_MISSING: Final = {
    "notion": ("Notion member list", "who can open pages: it is in no page export"),
    "files": ("Drive permission list", "who can open the sheets"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of the folders. `known`: unit folders of an earlier audit; None: it must be read."""

    path: str
    stat: Stat
    units: tuple[Found, ...]
    known: tuple[Path, ...] | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All files in order of their path, their raw names, and the inventory shown before reading."""

    files: tuple[File, ...]
    inventory: Inventory
    names: tuple[str, ...]

    def to_read(self) -> Iterator[Found]:
        """Yield the units of all files that are not known."""
        for file in self.files:
            if file.known is None:
                yield from file.units

    def refuse_nothing_readable(self) -> None:
        """Stop where there is nothing to read at all.

        Raises:
            UserError: no file can be read; exit code 3.
        """
        if self.inventory.recognised:
            return
        found = "no file" if not self.files else "no file that can be read"
        raise UserError(
            where="the folder",
            found=found,
            wanted="at least one export: CSV, XLSX, JSON, JSONL, Markdown, HTML, text or zip",
            remedy="export again what the list above names, then run the same command",
            exit_code=_NOTHING_READABLE,
        )


def survey(workspace: Workspace, asked: "Asked", keys: Keys) -> Survey:
    """Find all files and recognise what is new; a file that is known is not opened."""
    cache = open_cache(
        workspace,
        keys,
        off=asked.off,
        plugins=asked.plugins,
        own=workspace.settings.own.digest,
        verify=asked.verify,
    )
    found = discover(
        asked.folders,
        workspace=workspace.path,
        exclude=asked.exclude,
        known=lambda path, stat: cache.known_file(path, stat) is not None,
        finished=lambda unit: cache.known_unit(unit) is not None,
    )
    by_path: dict[str, list[Found]] = defaultdict(list)
    for unit in found:
        by_path[unit.where.file].append(unit)
    files = []
    for path, units in sorted(by_path.items()):
        known = cache.known_file(path, units[0].stat)
        files.append(
            File(path, units[0].stat, tuple(units), None if known is None else tuple(known))
        )
    return Survey(
        tuple(files),
        _inventory(files, cache),
        tuple(sorted(Path(file.path).name for file in files)),
    )


def files_below(folders: Sequence[Path], workspace: Path) -> list[tuple[Path, Stat]]:
    """Return the files of some folders with what the file system says of them; none is opened."""
    found = discover(folders, workspace=workspace, known=lambda _path, _stat: True)
    return [(Path(unit.where.file), unit.stat) for unit in found]


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a unit looks like: its system and object, or why it cannot be read."""

    system: str | None
    object: str
    taken_on: str
    reason: str | None


def _inventory(files: Sequence[File], cache: UnitCache) -> Inventory:
    objects: dict[str, Counter[str]] = defaultdict(Counter)
    holders: dict[str, set[str]] = defaultdict(set)
    newest: dict[str, str] = defaultdict(str)
    unreadable: list[tuple[str, str]] = []
    for file in files:
        for name, looks in _looks(file, cache):
            if looks.reason is None and looks.system is not None:
                objects[looks.system][looks.object] += 1
                holders[looks.system].add(file.path)
                newest[looks.system] = max(newest[looks.system], looks.taken_on)
            elif looks.reason is not None and looks.reason not in HARMLESS:
                why = SKIPPED[looks.reason]
                unreadable.append((name, f"{why.sentence} Needed: {why.settled_by}."))
    recognised = tuple(
        Recognised(
            title=system_title(system),
            objects=_some(sorted(objects[system])),
            files=len(holders[system]),
            newest=newest[system],
        )
        for system in sorted(objects)
    )
    missing = [_MISSING["notion"]] if "notion" in objects else []
    if "files" in objects and "google-drive" not in objects:
        missing.append(_MISSING["files"])
    return Inventory(
        files=len(files),
        size=sum(file.stat.size for file in files),
        recognised=recognised,
        unreadable=tuple(unreadable),
        missing=tuple(missing),
    )


def _some(names: Sequence[str], most: int = 6) -> tuple[str, ...]:
    shown = tuple(names[:most])
    return (*shown, f"{len(names) - most} more") if len(names) > most else shown


def _looks(file: File, cache: UnitCache) -> Iterator[tuple[str, _Looks]]:
    if file.known is not None:
        for folder in file.known:
            yield Path(file.path).name, _cached(file, folder)
        return
    for unit in file.units:
        known = cache.known_unit(unit)
        name = "/".join([Path(file.path).name, *unit.where.members])
        yield name, _cached(file, known) if known else _fresh(file, unit)


def _cached(file: File, folder: Path) -> _Looks:
    row = read_table(folder, "unit").to_pylist()[0]
    if row["status"] == "skipped":
        return _Looks(None, "", "", row["reason"])
    day = _day(file, row["written_at"])
    # A list whose columns its owner chose is a dataset of its own; before it is read, all are one.
    made = row["object"].removesuffix(f"-{row['signature']}")
    return _Looks(row["product"] or "files", _object(row["product"], made), day, None)


def _fresh(file: File, unit: Found) -> _Looks:
    if unit.reason is not None:
        return _Looks(None, "", "", unit.reason)
    try:
        head = recognise(unit)
    except SourceError as error:
        return _Looks(None, "", "", error.reason)
    return _Looks(
        head.layout.product or "files",
        _object(head.layout.product, head.layout.object),
        _day(file, unit.modified_at),
        None,
    )


def _day(file: File, written: datetime) -> str:
    """Return the day of an export as it can be told before it is read: its name's, else its file's.

    What the content says is not asked: only a unit that was read before could tell it.
    """
    return india_day(date_in(Path(file.path).name) or written).isoformat()


def _object(product: str | None, name: str) -> str:
    if product is not None:
        return name
    return "documents" if name == "documents" else "tables"
