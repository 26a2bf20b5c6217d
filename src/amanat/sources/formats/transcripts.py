"""Transcripts and subtitles (VTT, SRT): a row what somebody said, with its times."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from typing import Any, Final, cast

from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.lines import beginning, lines
from amanat.sources.mail.rows import Row, batch_of
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.stream import Raw, Utf8

COLUMNS: Final = ("Start", "End", "Speaker", "Text")
_ROWS: Final = 4_000
_CLOCK: Final = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMES: Final = re.compile(rf"\s*({_CLOCK})\s+-->\s+({_CLOCK})")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s+([^<>]{1,200})>")
_TAG: Final = re.compile(r"</?[a-z0-9][^<>]{0,200}>|</?>", re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*(?:>>\s*)?([^\W\d_][^:<>\n]{0,59}):\s+(?=\S)")
#: Of cues, so many per mille begin with a name and a colon in a transcript that names speakers.
_LABELLED: Final = 500
#: What a block is that is no cue: its words are read, but for looks.
_LOOKS: Final = ("STYLE", "REGION", "WEBVTT")
_MOST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Cues:
    """Timed text. `labelled`: what is said begins with the speaker's name and a colon."""

    encoding: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    """A block: its times, or none for a comment, and its lines."""

    start: str | None
    end: str | None
    text: str


def _form(found: Found, limits: Limits) -> Form:
    encoding, text = beginning(found.where, limits)
    cues = [cue for cue in _cues(text.splitlines()) if cue.start is not None]
    voices = any(_VOICE.search(cue.text) for cue in cues)
    labels = sum(1 for cue in cues if _LABEL.match(cue.text))
    labelled = bool(cues) and not voices and labels * 1000 >= _LABELLED * len(cues)
    return Form(found.format, Cues(encoding, labelled), COLUMNS)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield what was said, in order; blocks without times that are no comments are bad records."""
    dialect = cast("Cues", head.dialect)
    rows: list[Row] = []
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        read = Utf8(raw, dialect.encoding).read
        for cue in _cues(line.decode("utf-8", "replace") for line in lines(read)):
            notes.bad_records += cue.start is None and not cue.text.startswith("NOTE")
            rows += _said(cue, labelled=dialect.labelled)
            if len(rows) >= _ROWS:
                yield batch_of(rows, COLUMNS)
                rows = []
        if rows:
            yield batch_of(rows, COLUMNS)
        if raw.cut:
            notes.partly = "truncated_tail"
        notes.content_hash = raw.digest()


def _cues(texts: Iterable[str]) -> Iterator[_Cue]:
    """Yield blocks between blank lines; a block of words alone has no times."""
    block: list[str] = []
    size = 0
    for line in texts:
        if not line.strip():
            yield from _block(block)
            block, size = [], 0
            continue
        if size > _MOST:
            # Far too long for a cue: what follows was said at the same time.
            yield from _block(block)
            block, size = _heading(block), 0
        block.append(line)
        size += len(line)
    yield from _block(block)


def _heading(block: list[str]) -> list[str]:
    """Return a block's number and times; nothing of a block that has none."""
    places = (at for at, line in enumerate(block[:2]) if _TIMES.match(line))
    return block[: next(places, -1) + 1]


def _block(block: list[str]) -> Iterator[_Cue]:
    if not block or block[0].startswith(_LOOKS):
        return
    # Before the times stands at most a cue's number or name.
    for at, line in enumerate(block[:2]):
        times = _TIMES.match(line)
        if times is not None:
            text = "\n".join(block[at + 1 :])
            if text.strip():
                yield _Cue(times[1].replace(",", "."), times[2].replace(",", "."), text)
            return
    yield _Cue(None, None, "\n".join(block))


def _said(cue: _Cue, *, labelled: bool) -> Iterator[Row]:
    """Yield a row for each voice in a cue."""
    speaker: str | None = None
    at = 0
    for voice in _VOICE.finditer(cue.text):
        yield from _row(cue, speaker, cue.text[at : voice.start()], labelled=labelled)
        speaker, at = voice[1].strip(), voice.end()
    yield from _row(cue, speaker, cue.text[at:], labelled=labelled)


def _row(cue: _Cue, speaker: str | None, text: str, *, labelled: bool) -> Iterator[Row]:
    label = _LABEL.match(text) if labelled and speaker is None else None
    if label is not None:
        speaker, text = label[1].strip(), text[label.end() :]
    words = unescape(_TAG.sub("", text)).strip()
    if words:
        yield cue.start, cue.end, unescape(speaker) if speaker else None, words


FORMATS: Final = (
    Format(
        "vtt",
        suffixes=("vtt",),
        tells=lambda peek: peek.head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"),
        form=_form,
        batches=_batches,
    ),
    Format("srt", suffixes=("srt",), form=_form, batches=_batches),
)
