"""Read the numbers of a 7z's list; what is not there raises ValueError.

A number of things is held to the bytes that are left and to the most that are wanted, before
anything is made of it: what is held in memory grows with neither's claims.
"""

import struct
from collections.abc import Iterator


class TooManyError(Exception):
    """The list speaks of more things than are wanted."""


class Said:
    """The bytes of a list, read forward."""

    def __init__(self, data: bytes, most: int) -> None:
        """Begin at the beginning.

        Args:
            data: the list.
            most: of files, of packed pieces and of what lies in them there are no more than this.
        """
        self._data = data
        self._at = 0
        self.most = most

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
        """Return a number of things of which each but one takes a byte or more in the list.

        Raises:
            ValueError: the list has no room for so many.
            TooManyError: it has, but there are too many.
        """
        value = self.number()
        if value > self.left + 1:
            raise ValueError
        return self.bounded(value)

    def bounded(self, value: int) -> int:
        """Return a number of things.

        Raises:
            TooManyError: there are too many.
        """
        if value > self.most:
            raise TooManyError
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
        """Yield the kinds of what follows, up to the end; what is not wanted is damage.

        So is what comes twice: a few bytes could ask for the same long work again and again.
        """
        left = set(wanted)
        while kind := self.number():
            if kind not in left:
                raise ValueError
            left.remove(kind)
            yield kind
