"""Nothing leaves the computer during an audit: the process itself refuses."""

import socket
import subprocess
import sys
import textwrap

import pytest


def run(body: str) -> str:
    code = "from amanat.audit.guard import seal_process\nseal_process()\n" + textwrap.dedent(body)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def listener():
    """A TCP and a UDP listener on loopback that record what they hear."""
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    tcp.bind(("127.0.0.1", 0))
    udp.bind(("127.0.0.1", 0))
    tcp.listen(1)
    tcp.settimeout(0.2)
    udp.settimeout(0.2)
    yield tcp, udp
    tcp.close()
    udp.close()


def test_tcp_udp_and_dns_are_refused_and_the_listener_hears_nothing(listener):
    tcp, udp = listener
    heard = run(
        f"""
        import socket
        tries = {{
            "tcp": lambda: socket.create_connection(("127.0.0.1", {tcp.getsockname()[1]}), 1),
            "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(
                b"x", ("127.0.0.1", {udp.getsockname()[1]})
            ),
            "dns": lambda: socket.getaddrinfo("example.com", 80),
            "six": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM),
        }}
        for name, attempt in tries.items():
            try:
                attempt()
                print(name, "went through")
            except PermissionError:
                print(name, "refused")
        """
    )
    assert heard.split("\n")[:4] == ["tcp refused", "udp refused", "dns refused", "six refused"]
    with pytest.raises(TimeoutError):
        tcp.accept()
    with pytest.raises(TimeoutError):
        udp.recvfrom(10)


def test_the_same_attempts_are_heard_without_the_guard(listener):
    tcp, udp = listener
    socket.create_connection(("127.0.0.1", tcp.getsockname()[1]), 1).close()
    tcp.accept()[0].close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.sendto(b"x", ("127.0.0.1", udp.getsockname()[1]))
    assert udp.recvfrom(10)[0] == b"x"


@pytest.mark.parametrize(
    "attempt",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
    ],
)
def test_another_program_cannot_be_started(attempt):
    assert "PermissionError" in run(attempt) or "Refused" in run(attempt)


def test_worker_processes_still_start_and_are_sealed_too():
    heard = run(
        """
        import concurrent.futures, multiprocessing
        from amanat.audit import guard
        if __name__ == "__main__":
            with concurrent.futures.ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), initializer=guard.seal_process
            ) as pool:
                print(pool.submit(len, "abc").result())
        """
    )
    assert heard.strip() == "3"
