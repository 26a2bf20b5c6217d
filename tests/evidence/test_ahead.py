"""Reading ahead: the same things in the same order, and no thread left behind."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from amanat.evidence.ahead import ahead


def broken(count: int) -> Iterator[int]:
    yield from range(count)
    raise OSError("gone")


def test_all_things_come_in_order() -> None:
    assert list(ahead(iter(range(100)))) == list(range(100))


def test_nothing_gives_nothing() -> None:
    assert list(ahead(iter(()))) == []


def test_what_came_before_an_error_comes_first() -> None:
    got: list[int] = []
    with pytest.raises(OSError, match="gone"):
        got.extend(ahead(broken(0)))
    with pytest.raises(OSError, match="gone"):
        got.extend(ahead(broken(5)))
    assert got == [0, 1, 2, 3, 4]


def test_the_thread_ends_when_nobody_wants_more() -> None:
    before = threading.active_count()
    with closing(ahead(iter(range(1000)))) as things:
        assert next(things) == 0
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
