"""Refuse, inside this process, all that could carry data out of it.

An audit hook cannot be taken off again and sees what Python code does, so a plug-in or a library
that tries to open a connection, look up a name or start another program gets an error. Workers
install it first of all; they and the children that read hostile formats aside (`sources.aside`)
are the only ones an audit starts. `multiprocessing` starts children below the calls that are
refused here: workers may have none but those readers (`refuse_children`, `start_reader`), and on
Linux the kernel refuses sockets to every child and to libraries that are not Python (`kernel`).
"""

import sys
from collections.abc import Callable
from multiprocessing import process
from typing import Any

from amanat.audit.kernel import refuse_sockets
from amanat.sources import aside

_NETWORK = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "http.client.connect",
        "urllib.Request",
    }
)
_PROGRAMS = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.fork",
        "os.forkpty",
        "os.startfile",
    }
)
# Address families that stay on this machine: None is not given; 1 is AF_UNIX.
_LOCAL_FAMILIES = frozenset({1})


class RefusedError(PermissionError):
    """Something tried to leave this computer during an audit, and was refused."""


def _hook(counts: dict[str, int]) -> Callable[[str, tuple[Any, ...]], None]:
    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.__new__":
            family = arguments[1] if len(arguments) > 1 else None
            if family in _LOCAL_FAMILIES:
                return
        elif event not in _NETWORK and event not in _PROGRAMS:
            return
        counts[event] = counts.get(event, 0) + 1
        raise RefusedError(f"{event} refused: nothing leaves this computer during an audit")

    return refuse


_installed: dict[str, int] | None = None


def seal_process() -> dict[str, int]:
    """Refuse sockets and other programs from here on; write no core dump. Once a process.

    Returns:
        what was refused so far, by event; the same object on each call.
    """
    global _installed  # noqa: PLW0603  a hook stays for the life of the process
    if _installed is None:
        _installed = {}
        refuse_sockets()
        sys.addaudithook(_hook(_installed))
        _no_core_dump()
        aside.prepare(start=start_reader, seal=seal_process)
    return _installed


def refuse_children() -> None:
    """Let this process start no child by `multiprocessing` either: a daemon may have none."""
    # The attribute `daemon` refuses to change once a process runs; its check reads this.
    process.current_process()._config["daemon"] = True  # type: ignore[attr-defined]  # noqa: SLF001


def start_reader(child: process.BaseProcess) -> None:
    """Start the child in which files are read aside, also where no other child may be started."""
    config = process.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001
    refused = config.get("daemon")
    config["daemon"] = False
    try:
        child.start()
    finally:
        config["daemon"] = refused


def _no_core_dump() -> None:
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
