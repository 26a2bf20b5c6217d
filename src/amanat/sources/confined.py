"""The child in which one file after another is read: no sockets, no files written, no children.

It holds no key and no setting. It gets the place of a file and gives back text through a pipe, as
MessagePack, which can carry nothing but data. What a hostile file makes of a reader stays here.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Any, Final

import msgspec

from amanat.sources.errors import SourceError
from amanat.sources.opening import DAMAGE

#: The first word of each answer.
ITEM, END, FAILED = 0, 1, 2
_READERS: Final = "amanat.sources."
_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.startfile",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "shutil.",
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: A child that keeps so much more than it began with has no room for another large file.
_SPENT: Final = 192 << 20
_STATM: Final = Path("/proc/self/statm")


def serve(pipe: Connection, seal: Callable[[], object] | None) -> None:
    """Answer requests until the other end is closed.

    Args:
        pipe: gives (reader, arguments, bytes of memory, seconds); takes answers.
        seal: what else an audit refuses in each of its processes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _silence()
    # Arrow's own allocator takes a gigabyte of address space at once, which is counted here.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    if seal is not None:
        seal()
    _confine()
    already = _address_space()
    while True:
        try:
            reader, arguments, memory, seconds = pipe.recv()
        except (EOFError, OSError):
            return
        # What a reader's library takes by being there is not what a file costs.
        before = _address_space()
        function = _function(reader)
        already += max(0, _address_space() - before)
        # Nor what earlier files left in use: a child that kept much is not asked again.
        _bound(_address_space() + memory, seconds)
        for answer in _answers(function, arguments, already + _SPENT):
            try:
                pipe.send_bytes(answer)
            except (OSError, ValueError):
                return


def _answers(
    function: Callable[..., Iterator[Any]] | None, arguments: Sequence[Any], most: int
) -> Iterator[bytes]:
    """Yield what a reader gives, then how it ended; foreign errors lose their words here.

    The end says too whether more than `most` bytes of address space stay in use.
    """
    if function is None:
        yield _failed("reader_fault")
        return
    try:
        for item in function(*arguments):
            yield msgspec.msgpack.encode((ITEM, item))
        last = msgspec.msgpack.encode((END, _address_space() > most))
    except SourceError as error:
        last = _failed(error.reason)
    except MemoryError:
        last = _failed("over_memory")
    except (*DAMAGE, OSError, ValueError):
        last = _failed("corrupt")
    except RecursionError:
        last = _failed("over_depth")
    except Exception:  # noqa: BLE001 - foreign messages may hold cell values
        last = _failed("reader_fault")
    yield last


def _failed(reason: str) -> bytes:
    return msgspec.msgpack.encode((FAILED, reason))


def _function(reader: str) -> Callable[..., Iterator[Any]] | None:
    module, _, name = reader.partition(":")
    if not module.startswith(_READERS):
        return None
    try:
        return getattr(import_module(module), name, None)
    except (ImportError, MemoryError):
        return None


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _silence() -> None:
    """Send what libraries print to nowhere: it may hold what they read."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        with suppress(OSError):
            os.dup2(nowhere, standard)
    os.close(nowhere)


def _confine() -> None:
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    # The kernel holds libraries to it that are not Python: no file grows.
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (0, 0))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = any(letter in (mode or "") for letter in "wax+")
        if not writes and not (isinstance(flags, int) and flags & _WRITING):
            return
    elif not event.startswith(_REFUSED):
        return
    raise PermissionError(f"{event} refused: a reader only reads")


def _address_space() -> int:
    """Return the bytes of address space that this process has before it reads anything."""
    try:
        import resource  # noqa: PLC0415  POSIX only

        return int(_STATM.read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return 1 << 30


def _bound(memory: int, seconds: int) -> None:
    """Hold this process to so many bytes and seconds of work from now, where the system can."""
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    used = int(time.process_time()) + 1
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, used + seconds)):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))
