"""Readers that misbehave, made known to the reader child under a name of ours."""

import ctypes
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

NAME = "amanat.sources.hostile_readers"


def install():
    """Stand in for what seals the child: it is called there first of all."""
    sys.modules[NAME] = sys.modules[__name__]


def count(most):
    yield from range(most)


def whoami():
    yield os.getpid()


def sleep():
    yield "begun"
    time.sleep(60)


def spin():
    yield "begun"
    while True:
        pass


def eat():
    held = []
    while True:
        held.append(bytearray(16 << 20))
        yield len(held)


def crash():
    yield "begun"
    ctypes.string_at(0)


def abort():
    yield "begun"
    os.abort()


def leave():
    yield "begun"
    os._exit(0)


def fail(secret):
    yield "begun"
    raise KeyError(secret)


def damaged(secret):
    yield "begun"
    raise ValueError(secret)


def deep():
    yield deep_down(0)


def deep_down(number):
    return deep_down(number + 1) + 1


def talk(secret):
    print(secret)  # noqa: T201
    sys.stderr.write(secret)
    os.write(2, secret.encode())
    yield "said"


def attempts(folder):
    """Yield what each attempt to do more than read came to."""
    for attempt in (write, native_write, append, remove, rename, connect, program, fork, worker):
        try:
            attempt(Path(folder))
            outcome = "went through"
        except Exception as error:  # noqa: BLE001
            outcome = type(error).__name__
        yield [attempt.__name__, outcome]


def write(folder):
    (folder / "written").write_text("x")


def append(folder):
    with (folder / "kept").open("a") as out:
        out.write("x")


def native_write(folder):
    """As a library in C would do it, which no audit hook sees; the file may be made, not filled."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.open(str(folder / "native").encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    if libc.write(handle, b"secret", 6) != 6:
        raise OSError(ctypes.get_errno(), "refused")


def remove(folder):
    (folder / "kept").unlink()


def rename(folder):
    (folder / "kept").rename(folder / "lost")


def connect(folder):
    socket.create_connection(("127.0.0.1", 9), 1)


def program(folder):
    subprocess.run(["true"], check=False)


def fork(folder):
    if os.fork() == 0:
        os._exit(0)


def worker(folder):
    process = multiprocessing.get_context("spawn").Process(target=print)
    process.start()
    process.join()
