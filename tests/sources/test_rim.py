"""Whatever a format's own code lets through costs the one file that it was opened for."""

import struct
import zlib

import pytest

from amanat.sources.errors import SourceError
from amanat.sources.opening import rim

SECRET = "meena.iyer@example.in"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (IndexError, "reader_fault"),
        (KeyError, "reader_fault"),
        (StopIteration, "reader_fault"),
        (AssertionError, "reader_fault"),
        (MemoryError, "over_memory"),
        (RecursionError, "corrupt"),
        (struct.error, "corrupt"),
        (zlib.error, "corrupt"),
        (EOFError, "corrupt"),
        (ValueError, "corrupt"),
        (OSError, "corrupt"),
    ],
)
def test_a_foreign_fault_is_a_reason_and_tells_nothing_of_what_was_read(fault, reason):
    with pytest.raises(SourceError) as caught, rim():
        raise fault(SECRET)
    assert caught.value.reason == reason
    assert caught.value.__suppress_context__
    assert SECRET not in str(caught.value)


def test_an_error_of_ours_passes_as_it_is():
    own = SourceError("encrypted", "a", "b", "c")
    with pytest.raises(SourceError) as caught, rim():
        raise own
    assert caught.value is own


def test_who_stops_the_audit_stops_it():
    with pytest.raises(KeyboardInterrupt), rim():
        raise KeyboardInterrupt
