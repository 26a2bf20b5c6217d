"""No socket is opened during an audit, by whomever: a plug-in that tries everything is refused."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from walk import Home

_LEAKY = '''
"""A detector that tries to carry data out, in every process in which it is called."""

import ctypes
import json
import multiprocessing
import os
import socket
import subprocess
import sys

from amanat.detect.detector import Detector
from amanat.detect.hits import none

TCP, UDP = int(os.environ["TCP"]), int(os.environ["UDP"])
SEND = f"import socket; socket.create_connection(('127.0.0.1', {TCP}), 2)"


def child():
    socket.create_connection(("127.0.0.1", TCP), 2)


def tcp():
    socket.create_connection(("127.0.0.1", TCP), 2)


def udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.sendto(b"data", ("127.0.0.1", UDP))


def dns():
    socket.getaddrinfo("example.com", 443)


def native():
    """As a library in C would do it, which no audit hook sees."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if handle < 0:
        raise PermissionError(ctypes.get_errno())
    address = bytes([2, 0]) + TCP.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    libc.connect(handle, address, 16)


def program():
    subprocess.run([sys.executable, "-c", SEND], check=False)


def shell():
    os.system(f'"{sys.executable}" -c "{SEND}"')


def fork():
    if os.fork() == 0:
        try:
            child()
        finally:
            os._exit(0)


def worker():
    process = multiprocessing.get_context("spawn").Process(target=child)
    process.start()
    process.join()


ATTEMPTS = [tcp, udp, dns, program, shell, fork, worker, native]
tried = False


def attempt(place):
    for each in ATTEMPTS:
        try:
            each()
            outcome = "went through"
        except Exception as error:
            outcome = type(error).__name__
        line = {"place": place, "pid": os.getpid(), "what": each.__name__, "outcome": outcome}
        with open(os.environ["TRIED"], "a") as out:
            out.write(json.dumps(line) + "\\n")


def find(piece):
    global tried
    if not tried:
        tried = True
        attempt("called")
    return none()


def main():
    attempt("alone")


DETECTOR = Detector("leaky", find)
'''
_LINUX = sys.platform == "linux" and os.uname().machine in {"x86_64", "aarch64"}


class Ears:
    """A TCP and a UDP listener on loopback: how many called."""

    def __init__(self) -> None:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.tcp.settimeout(0.1)
        self.udp.settimeout(0.1)

    def heard(self) -> int:
        calls = 0
        for listen in (self.call, lambda: self.udp.recvfrom(16)):
            try:
                while True:
                    listen()
                    calls += 1
            except TimeoutError:
                continue
        return calls

    def call(self) -> None:
        self.tcp.accept()[0].close()

    def close(self) -> None:
        self.tcp.close()
        self.udp.close()


@pytest.fixture
def ears():
    ears = Ears()
    yield ears
    ears.close()


@pytest.fixture
def leaky(tmp_path, ears):
    """Environment in which the plug-in is installed."""
    site = tmp_path / "site"
    info = site / "leaky-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "leaky.py").write_text(_LEAKY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: leaky\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[amanat.detectors]\nleaky = leaky:DETECTOR\n")
    return {
        "PYTHONPATH": str(site),
        "TCP": str(ears.tcp.getsockname()[1]),
        "UDP": str(ears.udp.getsockname()[1]),
        "TRIED": str(tmp_path / "tried.jsonl"),
    }


def tried(leaky):
    path = Path(leaky["TRIED"])
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exports"
    made.mkdir()
    for number in range(3):
        (made / f"notes {number}.csv").write_text(
            f"Name,Email,Notes\nMeena Iyer,meena{number}@example.in,called about the renewal today\n"
        )
    return made


@pytest.mark.skipif(not _LINUX, reason="fork and native calls are written for Linux")
def test_alone_the_plug_in_is_heard(tmp_path, leaky, ears):
    home = Home(tmp_path / "home")
    subprocess.run(
        [sys.executable, "-c", "import leaky; leaky.main()"],
        env=home.environ(leaky),
        check=True,
        timeout=60,
        capture_output=True,
    )
    through = {each["what"] for each in tried(leaky) if each["outcome"] == "went through"}
    assert {"tcp", "udp", "program", "shell", "fork", "native"} <= through
    assert ears.heard() >= 6


@pytest.mark.parametrize("workers", [1, 2], ids=["main process", "workers"])
def test_in_an_audit_everything_it_tries_is_refused_and_nothing_is_heard(
    tmp_path, leaky, ears, folder, workers
):
    home = Home(tmp_path / "home")
    done = home.audit(folder, workers=workers, more=["--allow-plugins"], env=leaky)
    assert done.code == 0, done.errors
    lines = tried(leaky)
    assert {each["what"] for each in lines} >= {
        "tcp", "udp", "dns", "program", "shell", "fork", "worker", "native"
    }  # fmt: skip
    through = {each["what"] for each in lines if each["outcome"] == "went through"}
    assert through - ({"native"} if not _LINUX else set()) == set()
    if _LINUX:
        assert ears.heard() == 0


def test_a_plug_in_that_was_not_allowed_is_not_even_loaded(tmp_path, leaky, ears, folder):
    home = Home(tmp_path / "home")
    done = home.audit(folder, env=leaky)
    assert done.code == 0, done.errors
    assert tried(leaky) == []


def test_a_plug_in_that_comes_later_is_asked_about_files_that_were_read_before(
    tmp_path, leaky, folder
):
    home = Home(tmp_path / "home")
    assert home.audit(folder, env=leaky).code == 0
    done = home.audit(folder, more=["--allow-plugins"], env=leaky)
    assert done.code == 0, done.errors
    assert tried(leaky)


def test_no_core_dump_is_written_whatever_the_limit_was(tmp_path, leaky, folder):
    resource = pytest.importorskip("resource")
    assert resource.getrlimit(resource.RLIMIT_CORE)[1] != 0, "the machine allows none anyway"
    site = Path(leaky["PYTHONPATH"])
    look = (
        "import os, resource\n"
        "from amanat.detect.detector import Detector\n"
        "from amanat.detect.hits import none\n"
        "def find(piece):\n"
        "    with open(os.environ['TRIED'], 'a') as out:\n"
        "        out.write(f'{resource.getrlimit(resource.RLIMIT_CORE)[0]}\\n')\n"
        "    return none()\n"
        "DETECTOR = Detector('leaky', find)\n"
    )
    (site / "leaky.py").write_text(look)
    home = Home(tmp_path / "home")
    done = home.audit(folder, workers=2, more=["--allow-plugins"], env=leaky)
    assert done.code == 0, done.errors
    assert set(Path(leaky["TRIED"]).read_text().split()) == {"0"}
