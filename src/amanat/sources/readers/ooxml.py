"""Open a packed office file and stream its XML; no entity is ever expanded."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.opening import DAMAGE, refused

_PIECE: Final = 256 << 10
_END: Final = b"PK\x05\x06"
#: The end of a zip stands in its last bytes, before a comment of at most 64 KB.
_TAIL: Final = 65_600
_MAIN: Final = "/officeDocument"

#: What an XML stream says: ("start", local name, attributes), ("end", name, None), ("text", ...).
Event = tuple[str, str, dict[str, str] | None]


class Packed:
    """A packed office file (DOCX, PPTX) in memory."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open it.

        Raises:
            SourceError: `truncated`, `corrupt`, `encrypted`, `over_members` or `over_ratio`.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (*DAMAGE, ValueError, NotImplementedError):
            raise error("corrupt" if _END in data[-_TAIL:] else "truncated") from None
        reason = next(filter(None, map(refused, members)), None)
        if reason is not None:
            raise error(reason)
        if len(members) > limits.max_members:
            raise error("over_members")
        if limits.over_ratio(sum(info.file_size for info in members), len(data)):
            raise error("over_ratio")
        self.names = frozenset(info.filename for info in members)

    def main(self, usual: str) -> str:
        """Return the name of the main document, as the package tells it."""
        for kind, target in self.related(""):
            if kind.endswith(_MAIN) and target in self.names:
                return target
        if usual not in self.names:
            raise error("corrupt")
        return usual

    def numbered(self, folder: str, stem: str) -> list[str]:
        """Return `<folder>/<stem><number>.xml`, in the order of their numbers."""
        pattern = re.compile(rf"{re.escape(folder)}/{stem}(\d*)\.xml")
        found = [
            (int(match[1] or 0), match[0]) for match in map(pattern.fullmatch, self.names) if match
        ]
        return [name for _, name in sorted(found)]

    def related(self, name: str) -> list[tuple[str, str]]:
        """Return (type, member) of what a member refers to, in the file."""
        return [(kind, target) for _, kind, target in self.relations(name)]

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """Return (id, type, member) of what a member refers to; links to elsewhere are none."""
        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self.names:
            return []
        found = []
        for kind, element, attributes in self.events(listed):
            if kind == "start" and element == "Relationship" and attributes:
                if attributes.get("TargetMode") == "External":
                    continue
                target = posixpath.normpath(
                    posixpath.join("/", folder, attributes.get("Target", ""))
                )
                found.append((attributes.get("Id", ""), attributes.get("Type", ""), target[1:]))
        return found

    def events(self, name: str) -> Iterator[Event]:
        """Yield what a member's XML says; names are local, of a namespace's attribute `:id`.

        Raises:
            SourceError: `corrupt`, for what is no XML or declares entities.
        """
        said: list[Event] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda element, attributes: said.append(
            ("start", _local(element), {_key(key): value for key, value in attributes.items()})
        )
        parser.EndElementHandler = lambda element: said.append(("end", _local(element), None))
        parser.CharacterDataHandler = lambda text: said.append(("text", text, None))
        # Office files declare no document type: whoever does means an entity bomb.
        parser.StartDoctypeDeclHandler = _refuse
        try:
            with self._zip.open(name) as stream:
                while piece := stream.read(_PIECE):
                    parser.Parse(piece, False)  # noqa: FBT003
                    yield from said
                    said.clear()
            parser.Parse(b"", True)  # noqa: FBT003
            yield from said
        except (*DAMAGE, expat.ExpatError, RuntimeError, NotImplementedError, KeyError):
            raise error("corrupt") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _key(name: str) -> str:
    return f":{_local(name)}" if " " in name else name


def _refuse(*_declared: Any) -> None:
    raise error("corrupt")


def error(reason: str) -> SourceError:
    """Return the error of a packed office file."""
    return SourceError(reason, "an office file that cannot be read", "a whole one", "save it again")
