"""Read hostile formats aside: in a child process with bounded memory and time.

A PDF or an Office file that hangs its reader, eats memory or makes it crash costs that one unit,
with its reason. Memory is bounded by the system on Linux; time is bounded everywhere, by killing.
Without an audit a child is started like any other; an audit says with `prepare` how a sealed
process starts one, and what the child has to refuse besides what it refuses by itself.
"""

import os
import signal
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Final

import msgspec

from amanat.sources.confined import FAILED, ITEM, serve
from amanat.sources.errors import SourceError
from amanat.sources.limits import DEFAULT, Limits

#: One answer of a child is never larger, bytes.
_LARGEST: Final = 256 << 20
#: A child is replaced after so many files: what a library forgot to free goes with it.
_FILES: Final = 200
#: Signals by which a process ends that got no more memory: killed, or aborted by its library.
_NO_MEMORY: Final = frozenset({"SIGKILL", "SIGABRT", "SIGTRAP", "SIGILL"})

Start = Callable[[BaseProcess], None]


@dataclass(slots=True)
class _Ways:
    """How a child is started, and what seals it."""

    start: Start
    seal: Callable[[], object] | None


_ways = _Ways(lambda child: child.start(), None)


def prepare(*, start: Start, seal: Callable[[], object]) -> None:
    """Say how children are started from now on.

    Args:
        start: starts a process that is ready to be; also where this process is sealed.
        seal: called in the child first of all; a function of a module, so that it can be named.
    """
    _ways.start, _ways.seal = start, seal


def aside(reader: str, *arguments: Any, limits: Limits = DEFAULT) -> Generator[Any, None, None]:
    """Yield what a reader yields, while it runs in a child.

    Args:
        reader: `module:function` within `amanat.sources`; it takes the arguments and yields values
            of built-in types (text, numbers, bytes, None, lists, dictionaries of them).
        arguments: anything that can be pickled, as a `Locator` and `Limits`.
        limits: `max_memory` bytes beyond those of an idle child; `max_seconds` of waiting for it.

    Raises:
        SourceError: as the reader raised it, or `too_slow`, `over_memory`, `reader_fault`.
    """
    child = _take()
    kept = False
    try:
        child.ask(reader, arguments, limits)
        left: float = limits.max_seconds
        while True:
            began = monotonic()
            kind, value = child.answer(left)
            left -= monotonic() - began
            if kind != ITEM:
                break
            yield value
        if kind == FAILED:
            kept = value != "over_memory"
            raise _error(value)
        kept = value is False
    finally:
        _give_back(child) if kept and child.files < _FILES else child.end()


class _Child:
    """One child process and the pipe to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.owner = os.getpid()
        self.files = 0
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, _ways.seal), name="reader", daemon=True
        )
        try:
            _ways.start(self._process)
        finally:
            theirs.close()

    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, reader: str, arguments: tuple[Any, ...], limits: Limits) -> None:
        self.files += 1
        try:
            self._pipe.send((reader, arguments, limits.max_memory, limits.max_seconds))
        except OSError:
            raise _error(self._why_gone()) from None

    def answer(self, seconds: float) -> tuple[int, Any]:
        try:
            if not self._pipe.poll(max(seconds, 0)):
                raise _error("too_slow")
            said = msgspec.msgpack.decode(self._pipe.recv_bytes(_LARGEST))
        except (EOFError, OSError):
            raise _error(self._why_gone()) from None
        except msgspec.DecodeError:
            raise _error("reader_fault") from None
        kind, value = said
        return kind, value

    def end(self) -> None:
        self._pipe.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()

    def _why_gone(self) -> str:
        self._process.join(1)
        code = self._process.exitcode
        if code is None or code >= 0:
            return "reader_fault"
        name = signal.Signals(-code).name
        if name == "SIGXCPU":
            return "too_slow"
        return "over_memory" if name in _NO_MEMORY else "reader_fault"


_idle: list[_Child] = []


def _take() -> _Child:
    while _idle:
        child = _idle.pop()
        # A forked process inherits the list, and must leave its parent's children alone.
        if child.owner == os.getpid():
            if child.alive():
                return child
            child.end()
    return _Child()


def _give_back(child: _Child) -> None:
    _idle.append(child)


def _error(reason: str) -> SourceError:
    return SourceError(
        reason, "a file that its reader does not get through", "one that opens", "save it again"
    )
