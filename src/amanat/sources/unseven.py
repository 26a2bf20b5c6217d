"""Unpack a piece (folder) of a 7z as it is read: nothing beyond the size that its list says."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from amanat.sources.sevens import Coder, Folder, error

_PIECE: Final = 64 << 10
#: A larger window of memory than 7-Zip's best setting asks for is no honest one.
_WINDOW: Final = 256 << 20
_LZMA, _LZMA2, _DELTA, _COPY = b"\x03\x01\x01", b"\x21", b"\x03", b"\x00"
_FILTERS: Final = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x04": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
}


class _Copy:
    """Bytes that were not packed, with the manners of an engine."""

    eof = False

    def __init__(self) -> None:
        self._held = b""

    @property
    def needs_input(self) -> bool:
        return not self._held

    def decompress(self, data: bytes, most: int) -> bytes:
        self._held += data
        piece, self._held = self._held[:most], self._held[most:]
        return piece


class _Inflate:
    """zlib's engine with the manners of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=-15)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def decompress(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, most)


class Piece:
    """A piece as it unpacks, forward only. `position`: unpacked bytes given so far."""

    def __init__(self, raw: BinaryIO, folder: Folder) -> None:
        """Begin at the piece's beginning.

        Raises:
            SourceError: `encrypted`, `unpack_first` or `over_memory`.
        """
        reason = refused(folder)
        if reason is not None:
            raise error(reason)
        self._raw = raw
        self._folder = folder
        self._make = _engine_of(folder.coders or ())
        self.restart()

    def restart(self) -> None:
        """Begin again."""
        self._engine = self._make()
        self._taken = self.position = 0

    def mark(self) -> None:
        """Return nothing: there is no way back but from the beginning."""

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; nothing only at the end.

        Raises:
            EOFError, zlib.error, OSError, lzma.LZMAError: the packed bytes are cut or damaged.
        """
        size = min(size, _PIECE, self._folder.size - self.position)
        while size > 0:
            if self._engine.eof:
                raise EOFError
            packed = self._more() if self._engine.needs_input else b""
            waits = self._engine.needs_input and not packed
            data: bytes = self._engine.decompress(packed, size)
            if data:
                self.position += len(data)
                return data
            if waits:
                raise EOFError
        return b""

    def close(self) -> None:
        """Leave the file open: it is the container's."""

    def _more(self) -> bytes:
        # Other pieces of the same file are read in between.
        self._raw.seek(self._folder.start + self._taken)
        data = self._raw.read(min(_PIECE, self._folder.packed - self._taken))
        self._taken += len(data)
        return data


def refused(folder: Folder) -> str | None:
    """Return the reason why a piece cannot be unpacked, or None."""
    if folder.locked:
        return "encrypted"
    if folder.coders is None or not _is_known(folder.coders):
        return "unpack_first"
    wants = [_window(coder) for coder in folder.coders if coder.id in (_LZMA, _LZMA2)]
    return "over_memory" if any(size > _WINDOW for size in wants) else None


def _is_known(coders: tuple[Coder, ...]) -> bool:
    *filters, last = coders
    if last.id in (_LZMA, _LZMA2):
        settings = len(last.settings) == (5 if last.id == _LZMA else 1)
        # The end of what LZMA packed is not marked: filters would keep its last bytes.
        return settings and (last.id == _LZMA2 or not filters) and all(map(_is_filter, filters))
    return not filters and last.id in (_COPY, *_PLAIN)


def _is_filter(coder: Coder) -> bool:
    if coder.id == _DELTA:
        return len(coder.settings) == 1
    return coder.id in _FILTERS and not coder.settings


_PLAIN: Final[dict[bytes, Callable[[], Any]]] = {
    _COPY: _Copy,
    b"\x04\x01\x08": _Inflate,
    b"\x04\x02\x02": bz2.BZ2Decompressor,
}


def _engine_of(coders: tuple[Coder, ...]) -> Callable[[], Any]:
    if coders[-1].id in _PLAIN:
        return _PLAIN[coders[-1].id]
    steps = [_step(coder) for coder in coders]
    return lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=steps)


def _step(coder: Coder) -> dict[str, int]:
    if coder.id == _DELTA:
        return {"id": lzma.FILTER_DELTA, "dist": coder.settings[0] + 1}
    if coder.id == _LZMA2:
        return {"id": lzma.FILTER_LZMA2, "dict_size": _window(coder)}
    if coder.id == _LZMA:
        bits, most = divmod(coder.settings[0], 9)
        position, low = divmod(bits, 5)
        if position > 4 or most + low > 4:
            raise error("corrupt")
        kind = lzma.FILTER_LZMA1
        return {"id": kind, "dict_size": _window(coder), "lc": most, "lp": low, "pb": position}
    return {"id": _FILTERS[coder.id]}


def _window(coder: Coder) -> int:
    """Return the bytes of memory that a step needs."""
    if coder.id == _LZMA:
        return max(int.from_bytes(coder.settings[1:5], "little"), 4096)
    bits = coder.settings[0]
    if bits >= 40:
        return 0xFFFFFFFF
    return (2 | bits & 1) << bits // 2 + 11
