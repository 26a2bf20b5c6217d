"""How far a hostile or careless file may go before it is left out, with a reason."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on containers and on what has to be held in memory as a whole.

    `max_ratio` counts unpacked bytes for each packed byte, and only above `ratio_floor` unpacked
    bytes: a small file of one letter packs better than any bomb. Sizes are bytes.
    `max_line`: a record of delimited text or JSON lines that is longer is a bad one.
    `max_memory` and `max_seconds` are what one file may cost that is read aside;
    a workbook may cost `max_workbook_memory`, since a sheet of a million rows is held as a whole.
    """

    max_depth: int = 3
    max_members: int = 100_000
    max_ratio: int = 200
    ratio_floor: int = 16 * MEBIBYTE
    max_nested: int = 512 * MEBIBYTE
    max_workbook: int = 256 * MEBIBYTE
    max_document: int = 64 * MEBIBYTE
    max_mail: int = 128 * MEBIBYTE
    max_line: int = 64 * MEBIBYTE
    max_memory: int = 1536 * MEBIBYTE
    max_workbook_memory: int = 3072 * MEBIBYTE
    max_seconds: int = 300

    def over_ratio(self, unpacked: int, packed: int) -> bool:
        """Say whether `unpacked` bytes are more than a packed file of that size may hold."""
        return unpacked > self.ratio_floor and unpacked > self.max_ratio * max(packed, 1)


DEFAULT = Limits()
