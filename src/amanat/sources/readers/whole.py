"""Hold a file as a whole, up to a limit: for formats that cannot be read as a stream."""

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.opening import DAMAGE, open_unit

_PIECE = 1 << 20


def whole_bytes(where: Locator, limits: Limits, most: int | None = None) -> bytes:
    """Return all bytes of a unit.

    Args:
        where: the unit.
        limits: bounds on containers.
        most: bytes from which on it is too large; None: `limits.max_workbook`.

    Raises:
        SourceError: `over_size`, `truncated`, or as the opening says.
    """
    most = limits.max_workbook if most is None else most
    pieces: list[bytes] = []
    size = 0
    with open_unit(where, limits) as stream:
        try:
            while piece := stream.read(_PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise _error("over_size")
        except DAMAGE:
            raise _error("truncated") from None
    return b"".join(pieces)


def _error(reason: str) -> SourceError:
    return SourceError(reason, "a file that cannot be held as a whole", "a whole one", "split it")
