"""Memory that is let go of goes back to the system, so that the peak is what is really held."""

import ctypes
import gc
import sys
from contextlib import suppress
from typing import Final

import pyarrow as pa

_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 8 << 20


def plain_allocator() -> None:
    """Let Arrow take memory as NumPy does, and give large pieces back as soon as they are free.

    Arrow's own allocator keeps for each thread what was freed; the C library of Linux learns from
    large pieces to keep them too, unless it is told from where on a piece is large.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


def let_go() -> None:
    """Give memory that is no longer used back to the system, that of objects in a ring too."""
    gc.collect()
    pa.system_memory_pool().release_unused()
