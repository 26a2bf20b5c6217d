"""Look into what was found: which units a file holds, at any depth, and which cannot be read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from amanat.sources.errors import SourceError
from amanat.sources.format import Archive, Entry, Format
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Locator
from amanat.sources.names import is_junk, repaired, speaks_of_agreement
from amanat.sources.opening import DAMAGE, open_container, open_seekable, open_unit, rim
from amanat.sources.telling import BY_NAME, by_word, look, named, told

#: Of a unit that was named, not looked into: whether it is finished, so that it stays closed.
Finished = Callable[[Found], bool]
#: What a container is called of which only the beginning can be listed.
_REST: Final = "the rest of it"
_BOMBS: Final = frozenset({"over_ratio", "over_size"})


def units_of(found: Found, limits: Limits, finished: Finished) -> Iterator[Found]:
    """Yield the units of a file or member, told by content; or itself, with the reason.

    Args:
        found: as its name tells it (`telling.named`).
        limits: bounds on containers.
        finished: says of a unit that its result is kept; it is not opened then.
    """
    if found.reason not in BY_NAME or finished(found):
        yield found
        return
    found = _told(found, limits)
    shape = by_word().get(found.format)
    if found.reason is not None or shape is None or not (shape.parts or shape.archive):
        yield found
    else:
        yield from _parts(found, shape, limits)
        if shape.archive is not None:
            yield from _members(found, shape, limits, finished)


def _told(found: Found, limits: Limits) -> Found:
    try:
        with rim():
            return _looked_at(found, limits)
    except SourceError as error:
        return replace(found, reason=error.reason)


def _looked_at(found: Found, limits: Limits) -> Found:
    where = found.where
    try:
        peek = look(
            where_name(where),
            lambda: open_unit(where, limits),
            lambda: open_seekable(where, limits),
        )
        return told(found, peek)
    except (*DAMAGE, OSError, ValueError):
        # What is damaged from its first byte on says so when it is recognised.
        return found


def where_name(where: Locator) -> str:
    """Return the last name of a locator: of the member, else of the file."""
    return where.members[-1] if where.members else where.file


def _parts(found: Found, shape: Format, limits: Limits) -> Iterator[Found]:
    if shape.parts is None:
        return
    try:
        with rim():
            names = list(shape.parts(found, limits))
    except SourceError as error:
        yield replace(found, reason=error.reason)
        return
    if not names:
        yield replace(found, reason="empty")
    for name in names:
        yield replace(found, where=replace(found.where, part=name))


def _members(
    container: Found, shape: Format, limits: Limits, finished: Finished
) -> Iterator[Found]:
    """Yield the units of a container's members; where that cannot go on, it says so itself."""
    too_deep = len(container.where.members) >= limits.max_depth
    members: list[Found] = []
    reason: str | None = "over_depth" if too_deep and shape.parts is None else None
    if reason is None:
        try:
            archive = open_container(container.where, limits)
            members, reason = _listed(container, archive, limits)
        except SourceError as error:
            reason = error.reason
    if too_deep and members:
        members, reason = [], "over_depth"
    for member in members:
        yield from units_of(member, limits, finished)
    if reason is None and not members and shape.parts is None:
        reason = "empty"
    if reason is not None:
        # Beside units of its own the container is another one: it is never taken for all of them.
        part = _REST if members or shape.parts is not None else None
        yield replace(container, where=replace(container.where, part=part), reason=reason)


def _listed(container: Found, archive: Archive, limits: Limits) -> tuple[list[Found], str | None]:
    """Return a container's members as their names tell them, in the order to read them in.

    With them comes the reason why the list is not whole, or None; beyond a limit there are none.
    """
    files: dict[str, Entry] = {}
    unpacked = count = 0
    reason: str | None = None
    try:
        with rim():
            for entry in archive.entries():
                count += 1
                unpacked += entry.size
                if count > limits.max_members:
                    return [], "over_members"
                if not any(is_junk(part) for part in entry.name.split("/")):
                    files[entry.name] = entry
    except SourceError as error:
        reason = error.reason
    if reason in _BOMBS or limits.over_ratio(unpacked, container.size):
        return [], reason or "over_ratio"
    names = list(files) if archive.forward else sorted(files)
    members = [
        _member(container, files[name], limits, at if archive.forward else None)
        for at, name in enumerate(names)
    ]
    return members, reason


def _member(container: Found, entry: Entry, limits: Limits, position: int | None) -> Found:
    name = repaired(entry.name)
    kind, reason = named(name)
    reason = entry.reason or ("empty" if entry.size == 0 else reason)
    if entry.packed is not None and reason in BY_NAME:
        reason = "over_ratio" if limits.over_ratio(entry.size, entry.packed) else reason
    return replace(
        container,
        where=Locator(container.where.file, (*container.where.members, entry.name)),
        format=kind,
        size=entry.size,
        modified_at=entry.modified or container.modified_at,
        modified_how=container.modified_how if entry.modified is None else "container",
        agreement=speaks_of_agreement(name),
        position=container.position if position is None else position,
        reason=reason,
    )


def stem_of(where: Locator) -> str:
    """Return the name of a unit's file or member without folders, packing and suffix."""
    name = PurePosixPath(repaired(where_name(where)).replace("\\", "/")).name
    for packing in (".gz", ".bz2", ".xz"):
        name = name.removesuffix(packing)
    return name.rsplit(".", 1)[0] if "." in name.strip(".") else name
