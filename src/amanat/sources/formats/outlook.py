"""Outlook files (MSG): their messages are a table like any mail; attachments are members."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from amanat.sources.dialect import Columns
from amanat.sources.format import Entry, Form, Format, Peek
from amanat.sources.limits import Limits
from amanat.sources.mail.outlook import SHORT, Attachment, notes_of, open_attachment
from amanat.sources.mail.rows import COLUMNS
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.ole import MAGIC, Compound
from amanat.sources.opening import damaged
from amanat.sources.tabular import batches_aside


def _is_msg(peek: Peek) -> bool:
    # Of a file that is cut the directory may be gone: then its name tells, and reading says why.
    lost = peek.suffix == "msg" and peek.head.startswith(MAGIC) and not peek.streams
    return lost or SHORT in peek.streams


def _form(_found: Found, _limits: Limits) -> Form:
    return Form("msg", Columns(tuple((name,) for name in COLUMNS)), COLUMNS)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    return batches_aside("msg:batches", head, notes, limits)


class _Attachments:
    """The attachments of all messages in the file, as members of a container."""

    forward = False

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        self._file = Compound(raw)
        self._limits = limits
        self._known: dict[str, Attachment] | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the attachments in order."""
        for each in self._attachments().values():
            yield Entry(each.name, each.size, None, each.modified, each.reason)

    def open(self, name: str) -> BinaryIO:
        """Open an attachment."""
        return self.window(name)

    def window(self, name: str) -> BinaryIO:
        """Open an attachment for seeking: it lies in the file as it is."""
        found = self._attachments().get(name)
        if found is None:
            raise damaged()
        return open_attachment(self._file, found)

    def close(self) -> None:
        """Forget the list."""
        self._known = None

    def _attachments(self) -> dict[str, Attachment]:
        if self._known is None:
            notes = notes_of(self._file, self._limits)
            self._known = {each.name: each for note in notes for each in note.attachments}
        return self._known


FORMATS: Final = (
    Format(
        "msg",
        suffixes=("msg",),
        magic=(MAGIC,),
        tells=_is_msg,
        like="eml",
        form=_form,
        batches=_batches,
        parts=lambda _found, _limits: iter(["message"]),
        archive=_Attachments,
    ),
)
