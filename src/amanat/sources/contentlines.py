"""Read content lines, as calendars and address cards are written: folded, escaped, in any charset.

One object after another is given, so that a file of any length needs little memory.
"""

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from amanat.sources.lines import LONGEST, lines
from amanat.sources.mail.headers import in_charset
from amanat.sources.stream import Raw, Utf8, decode

#: Lines of an object; no honest one has more.
_MOST: Final = 10_000
_BYTES: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "ATTACH"})
_NAME: Final = re.compile(r"(?:[\w-]{1,60}\.)?([\w-]{1,80})(?=[;:])")
_PARAMETER: Final = re.compile(r';([^=;:"]{1,80})(?:=((?:"[^"]*"|[^";:]){0,2000}))?')
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_FIELD: Final = re.compile(r"((?:[^;\\]|\\.)*)(?:;|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its name and parameters in upper case, its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    def text(self) -> str:
        """Return the value as text."""
        return _plain(self.value)

    def fields(self) -> list[str]:
        """Return the parts of a structured value (`Iyer;Meena;;;`)."""
        return [_plain(found[1]) for found in _FIELD.finditer(self.value)]


@dataclass(slots=True)
class Block:
    """An object between BEGIN and END: its kind in upper case, and its lines in order.

    `whole` is false where the file ended within it; `cut` is true where it was too long to be held.
    """

    kind: str
    lines: list[Line] = field(default_factory=list)
    whole: bool = True
    cut: bool = False

    def first(self, name: str) -> Line | None:
        """Return the first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        """Return the lines of a name, in order."""
        return [line for line in self.lines if line.name == name]


def blocks(raw: Raw, encoding: str, kinds: frozenset[str]) -> Iterator[Block]:
    """Yield the objects of some kinds; what is nested in them (alarms) is left out.

    Args:
        raw: the bytes of the file.
        encoding: "utf-8", "utf-16-le" or "utf-16-be".
        kinds: names in upper case, as `VEVENT`.
    """
    block: Block | None = None
    inner = 0
    for text, cut in _unfolded(raw, encoding):
        line = _line(text)
        if line is None:
            continue
        if line.name == "BEGIN":
            if block is not None:
                inner += 1
            elif line.value.strip().upper() in kinds:
                block = Block(line.value.strip().upper())
        elif line.name == "END" and block is not None:
            if inner:
                inner -= 1
                continue
            yield block
            block = None
        elif block is not None and not inner:
            if len(block.lines) < _MOST:
                block.lines.append(line)
            # What is cut off a picture is no text.
            block.cut |= len(block.lines) >= _MOST or (cut and line.name not in _BYTES)
    if block is not None:
        block.whole = False
        yield block


def _line(text: str) -> Line | None:
    name = _NAME.match(text)
    if name is None:
        return None
    at = name.end()
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(text, at):
        key, value = found[1].strip().upper(), (found[2] or "").replace('"', "")
        # Version 2.1 writes `TEL;CELL`: a type without its name.
        for each, said in ((key, value),) if found[2] is not None else (("TYPE", key),):
            parameters[each] = f"{parameters[each]},{said}" if each in parameters else said
        at = found.end()
    if not text.startswith(":", at):
        return None
    value = text[at + 1 :]
    if "QUOTED-PRINTABLE" in (parameters.get("ENCODING", "").upper(), parameters.get("TYPE", "")):
        data = binascii.a2b_qp(value.encode("utf-8", "replace"))
        value = in_charset(data, parameters.get("CHARSET", "")).replace("\r\n", "\n")
    return Line(name[1].upper(), parameters, value)


def _unfolded(raw: Raw, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield logical lines, and of each whether it was cut: none is held beyond `LONGEST` bytes.

    A space or tab goes on with the line above, so does a soft line end.

    Lines are joined before they are decoded: a letter may be folded between its bytes.
    """
    read = raw.read if encoding == "utf-8" else Utf8(raw, encoding).read
    held = b""
    soft = printable = more = cut = False
    for at, line in enumerate(lines(read)):
        text = line.removeprefix(codecs.BOM_UTF8) if at == 0 else line
        if held and (more or soft or text[:1] in (b" ", b"\t")):
            if len(held) >= LONGEST:
                cut = True
            elif more or soft:
                held = (held if more else held.removesuffix(b"=")) + text
            else:
                held += text[1:]
        else:
            if held:
                yield decode(held, "utf-8"), cut
            held, cut = text, False
            printable = b"QUOTED-PRINTABLE" in text[:200].upper()
        more = len(text) == LONGEST
        soft = printable and text.endswith(b"=") and not more
    if held:
        yield decode(held, "utf-8"), cut


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
