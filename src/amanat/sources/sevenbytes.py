"""Read the numbers of a 7z's list; what is not there raises ValueError."""

import struct
from collections.abc import Iterator


class Said:
    """The bytes of a list, read forward."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """Bytes that are left."""
        return len(self._data) - self._at

    def take(self, size: int) -> bytes:
        """Return so many bytes."""
        if size > self.left:
            raise ValueError
        self._at += size
        return self._data[self._at - size : self._at]

    def byte(self) -> int:
        """Return one byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """Return a number: the ones at the front of the first byte count the bytes behind it."""
        first = self.byte()
        mask, value = 0x80, 0
        for at in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << 8 * at
            value |= self.byte() << 8 * at
            mask >>= 1
        return value

    def count(self) -> int:
        """Return a number of things of which each takes room in the list."""
        value = self.number()
        if value > self.left * 8:
            raise ValueError
        return value

    def bits(self, count: int) -> list[bool]:
        """Return so many flags."""
        data = self.take(-(-count // 8))
        return [bool(data[at // 8] >> 7 - at % 8 & 1) for at in range(count)]

    def defined(self, count: int) -> list[bool]:
        """Say of so many things whether each is told of."""
        return [True] * count if self.byte() else self.bits(count)

    def crcs(self, count: int) -> list[int | None]:
        """Return so many sums, None where there is none."""
        return [
            struct.unpack("<I", self.take(4))[0] if there else None for there in self.defined(count)
        ]

    def until(self, *wanted: int) -> Iterator[int]:
        """Yield the kinds of what follows, up to the end; what is not wanted is damage."""
        while kind := self.number():
            if kind not in wanted:
                raise ValueError
            yield kind
