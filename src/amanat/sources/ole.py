"""Name the streams of an OLE file (XLS, DOC, PPT, MSG, locked OOXML) from its directory."""

import struct
from typing import BinaryIO, Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: In it lies an Office file that needs a password.
LOCKED: Final = "EncryptedPackage"
_END: Final = 0xFFFFFFFA  # this and above: no sector
#: So many sectors of a directory are looked at; four to thirty-two names stand in each.
_MOST: Final = 256


def is_ole(head: bytes) -> bool:
    """Say whether a file that begins so is an OLE file."""
    return head.startswith(MAGIC)


def stream_names(stream: BinaryIO) -> frozenset[str]:
    """Return the names in an OLE file's directory, as far as it is whole.

    Args:
        stream: all of the file, seekable.
    """
    reader = _Sectors(stream)
    names: set[str] = set()
    for data in reader.directory():
        for at in range(0, len(data) - 63, 128):
            name = data[at : at + 64].decode("utf-16-le", "replace").split("\x00", 1)[0]
            if name:
                names.add(name)
    return frozenset(names)


class _Sectors:
    """The sectors of an OLE file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._header = self._read(0, 512)
        shift = struct.unpack_from("<H", self._header, 30)[0] if len(self._header) == 512 else 0
        self._size = 1 << shift if shift in (9, 12) else 512

    def directory(self) -> list[bytes]:
        """Return the directory's sectors in their order."""
        if len(self._header) < 512:
            return []
        sector = struct.unpack_from("<I", self._header, 48)[0]
        pieces: list[bytes] = []
        seen: set[int] = set()
        while sector < _END and sector not in seen and len(pieces) < _MOST:
            seen.add(sector)
            pieces.append(self._sector(sector))
            sector = self._following(sector)
        return pieces

    def _following(self, sector: int) -> int:
        # The first 109 sectors of the table stand in the header: they reach 6.8 MB or more.
        index, offset = divmod(sector, self._size // 4)
        if index >= 109:
            return _END
        table = struct.unpack_from("<I", self._header, 76 + 4 * index)[0]
        data = self._sector(table) if table < _END else b""
        following: int = _END
        if len(data) == self._size:
            following = struct.unpack_from("<I", data, 4 * offset)[0]
        return following

    def _sector(self, number: int) -> bytes:
        return self._read((number + 1) * self._size, self._size)

    def _read(self, offset: int, size: int) -> bytes:
        self._stream.seek(offset)
        return self._stream.read(size)
