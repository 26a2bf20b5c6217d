"""Ask the kernel as well to refuse sockets: an audit hook sees Python, this sees every library.

On Linux a filter on system calls (seccomp) refuses every socket that is not local to this machine.
It needs no rights, cannot be taken off again, and holds for all threads and for every child of this
process, whatever program that is. Elsewhere the audit hook stands alone.
"""

import ctypes
import errno
import platform
import sys
from typing import Final

_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_AF_UNIX: Final = 1
#: io_uring opens sockets without the call that is refused here; nobody else needs it.
_IO_URING_SETUP: Final = 425
#: From here on are the calls of another ABI of the same machine (x32).
_FOREIGN: Final = 0x40000000
_NO_NEW_PRIVILEGES: Final = 38
_SET_FILTER, _ALL_THREADS = 1, 1
#: machine: its name in the filter, and its numbers of the calls `socket` and `seccomp`
_MACHINES: Final = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def refuse_sockets() -> bool:
    """Refuse sockets but local ones, here and in all children to come; say whether that is so."""
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, socket, seccomp = known
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 7, machine),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 5, 0, _FOREIGN),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    filled = (_Step * len(steps))(*(_Step(*step) for step in steps))
    program = _Program(len(steps), filled)
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done: int = kernel.syscall(seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))
    return done == 0
