"""What a module of `sources/formats/` says of its formats: how each is told, and how it is read.

The modules are imported whenever folders are walked. So they import a foreign library inside the
functions that need it, never at the top.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, BinaryIO, Final, Protocol

from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, Layout, ReadNotes

#: So many bytes of a unit are looked at to tell its format.
HEAD: Final = 8192


class Peek:
    """The beginning of a unit, and its name's suffix; what lies deeper is read on demand."""

    def __init__(
        self,
        head: bytes,
        suffix: str,
        open_whole: Callable[[], AbstractContextManager[BinaryIO]] | None = None,
    ) -> None:
        """Hold the first bytes.

        Args:
            head: the first `HEAD` bytes, unpacked where the unit is a `.gz`, `.bz2` or `.xz`.
            suffix: of the name, without dot, lower case, without `.gz` and its like.
            open_whole: opens all of it.
        """
        self.head = head
        self.suffix = suffix
        self._open_whole = open_whole

    @cached_property
    def streams(self) -> frozenset[str]:
        """Names of the streams in an OLE file (XLS, DOC, MSG, locked OOXML); none in others."""
        from amanat.sources.ole import is_ole, stream_names  # noqa: PLC0415

        if not is_ole(self.head) or self._open_whole is None:
            return frozenset()
        with self._open_whole() as whole:
            return stream_names(whole)

    @property
    def packed_as(self) -> str | None:
        """What a zip is by its first members: "xl", "word", "ppt", "ods", "odt", "odp", "zip"."""
        from amanat.sources.office import packed_as  # noqa: PLC0415

        return packed_as(self.head, self.suffix)

    @property
    def is_text(self) -> bool:
        """Whether the first bytes may be text."""
        return b"\x00" not in self.head or self.head[:2] in (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Form:
    """A unit's columns before they mean anything.

    `format`: the word of what the content is. `dialect`: frozen, picklable, the reader's own.
    `titles`: raw headers; `named`: for each, whether it was written or made up; `filled`: whether
    the column has a cell in the sample (both empty: all named). `footer`: a report's footer stands
    below. `title`: what people call the unit, where the content says it. `account`, `portal`: of
    the product, where the content tells it. `rows`: first rows, as cells. `documents`: rows are
    pieces of running text, columns title and text. `layout`: what the columns mean, where the
    format itself says so (a mail's headers); None: the layouts of products are tried.
    """

    format: str
    dialect: object
    titles: Sequence[str]
    named: Sequence[bool] = ()
    filled: Sequence[bool] = ()
    rows: Sequence[Sequence[str | None]] = ()
    footer: bool = False
    title: str | None = None
    account: str | None = None
    portal: str | None = None
    documents: bool = False
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of a container.

    `name` opens it and is its place in `Locator.members`. `size`: bytes after unpacking; `packed`:
    bytes in the container, None where it packs its members together. `reason`: why it cannot be
    opened.
    """

    name: str
    size: int
    packed: int | None = None
    modified: datetime | None = None
    reason: str | None = None


class Archive(Protocol):
    """A container that is open. `forward`: members are cheap in their own order only."""

    forward: bool

    def entries(self) -> Iterator[Entry]:
        """Yield files (no folders) in the container's order, each by a name of its own.

        Raises:
            SourceError: the rest cannot be listed; what came before counts.
        """

    def open(self, name: str) -> BinaryIO:
        """Open a member's bytes as a stream.

        Raises:
            SourceError: it is not there, locked or damaged.
        """

    def window(self, name: str) -> BinaryIO | None:
        """Open a member's bytes for seeking, where that costs no memory; else None."""

    def close(self) -> None:
        """Let go of what the archive holds, but not of the stream that it was given."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `word`: of `terms.words.TERMS["format"]`. `suffixes`: without dot. `magic`: what it begins with;
    `tells`: says more exactly, or of text formats: whether the content is surely this. A format
    with neither is text that is told by its suffix. Content wins over suffix; `by_content`: what is
    not told so is never this format, whatever its suffix says, as with `magic`.
    `like`: the word that layouts know it by, where another format holds the same columns.

    What it can do, each raising only `SourceError` (`from None`) with a reason code:
      form      recognise: the columns from the first piece.
      batches   read: record batches of `len(head.columns)` text columns, named anyhow; fills
                notes (bad_records, partly, content_hash).
      parts     names of its sheets, tables or texts: each is a unit `Locator.part`.
      archive   opens it as a container from its seekable bytes; its members are units.
    A container or a format with parts is no unit itself, except with a reason.
    """

    word: str
    suffixes: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    by_content: bool = False
    tells: Callable[[Peek], bool] | None = None
    like: str | None = None
    form: Callable[[Found, Limits], Form] | None = None
    batches: Callable[[Head, ReadNotes, Limits], Iterator[Any]] | None = None
    parts: Callable[[Found, Limits], Iterator[str]] | None = None
    archive: Callable[[BinaryIO, Limits], Archive] | None = None

    @property
    def content_decides(self) -> bool:
        """Whether the content alone tells this format, whatever the suffix says."""
        return self.by_content or bool(self.magic)

    def told(self, peek: Peek) -> bool:
        """Say whether the content is surely this format."""
        if self.tells is not None:
            return self.tells(peek)
        return bool(self.magic) and peek.head.startswith(self.magic)
