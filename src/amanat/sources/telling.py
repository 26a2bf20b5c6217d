"""Tell a unit's format: by its content where that says it, else by its name's suffix."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO, Final

from amanat.sources import formats
from amanat.sources.format import HEAD, Format, Peek
from amanat.sources.model import Found
from amanat.sources.names import AGREEMENTS, speaks_of_agreement, suffix_of, unread
from amanat.sources.ole import LOCKED

#: Packed forms that no reader here undoes.
_UNPACK_FIRST: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"MSCF")
#: Reasons that a suffix gives, and content may overrule.
BY_NAME: Final = frozenset({None, "format_unsupported", "agreement_not_read", "unpack_first"})


@cache
def known_formats() -> tuple[Format, ...]:
    """Return the `FORMATS` of every module in `sources/formats/`, in the modules' order."""
    found: list[Format] = []
    for name in sorted(module.name for module in iter_modules(formats.__path__)):
        found.extend(import_module(f"{formats.__name__}.{name}").FORMATS)
    return tuple(found)


@cache
def by_word() -> dict[str, Format]:
    """Return the formats by their words."""
    return {each.word: each for each in known_formats()}


@cache
def _by_suffix() -> dict[str, Format]:
    return {suffix: each for each in known_formats() for suffix in each.suffixes}


def named(name: str) -> tuple[str, str | None]:
    """Return the format that a name's suffix tells, and the reason if it is not read.

    A name without a telling suffix is `unknown` and without reason: its content decides.
    """
    own = _by_suffix().get(suffix_of(name))
    if own is None:
        return unread(name)
    return own.word, "agreement_not_read" if speaks_of_agreement(name) else None


def told(found: Found, peek: Peek) -> Found:
    """Return a unit with the format that its content tells, and a reason if it is not read.

    Args:
        found: the unit as its name tells it.
        peek: its beginning.
    """
    fitting = [each for each in known_formats() if each.told(peek)]
    if fitting:
        best = next((each for each in fitting if peek.suffix in each.suffixes), fitting[0])
        # Agreements are not read as notes are: their parties and terms are another question.
        paper = found.agreement and best.word in AGREEMENTS
        return replace(found, format=best.word, reason="agreement_not_read" if paper else None)
    if LOCKED in peek.streams:
        return replace(found, reason="encrypted")
    if peek.head.startswith(_UNPACK_FIRST):
        return replace(found, format="unknown", reason="unpack_first")
    own = by_word().get(found.format)
    if found.reason is not None or own is None or not own.content_decides:
        return found
    # Many products call a table of text or a page ".xls"; its content decides.
    return replace(found, format="unknown", reason=None if peek.is_text else "corrupt")


def format_in(name: str, stream: BinaryIO) -> Format | None:
    """Return the format of seekable bytes; the stream stands at its beginning again.

    Args:
        name: of the file or member.
        stream: all of it; stays open.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    peek = Peek(head, suffix_of(name), lambda: nullcontext(stream))
    fitting = [each for each in known_formats() if each.archive is not None and each.told(peek)]
    stream.seek(0)
    return fitting[0] if fitting else None


def look(name: str, open_start: Callable[[], BinaryIO], whole: Callable[[], BinaryIO]) -> Peek:
    """Read the beginning of a unit.

    Args:
        name: of the file or member.
        open_start: opens it for reading forward.
        whole: opens it for seeking.
    """
    with open_start() as stream:
        pieces: list[bytes] = []
        have = 0
        while have < HEAD and (piece := stream.read(HEAD - have)):
            pieces.append(piece)
            have += len(piece)
    return Peek(b"".join(pieces), suffix_of(name), whole)
