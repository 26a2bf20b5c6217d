"""Files are read in a child that may hang, eat memory or crash: that costs the one file."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import hostile_readers
import pytest

from amanat.sources import aside as room
from amanat.sources.aside import aside
from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits

SECRET = "meena.iyer@example.in"
_LINUX = sys.platform == "linux"


@pytest.fixture(scope="module", autouse=True)
def hostile():
    """Children of these tests know the hostile readers; other tests get children of their own."""
    before = (room._ways.start, room._ways.seal)
    end_all()
    room.prepare(start=lambda child: child.start(), seal=hostile_readers.install)
    yield
    end_all()
    room._ways.start, room._ways.seal = before


def end_all():
    while room._idle:
        room._idle.pop().end()


def read(name, *arguments, **limits):
    bounds = Limits(**limits)
    return list(aside(f"{hostile_readers.NAME}:{name}", *arguments, limits=bounds))


def reason(name, *arguments, **limits):
    with pytest.raises(SourceError) as raised:
        read(name, *arguments, **limits)
    assert SECRET not in str(raised.value)
    return raised.value.reason


def test_what_a_reader_yields_comes_in_order():
    assert read("count", 1000) == list(range(1000))


def test_one_child_reads_file_after_file_and_is_replaced_in_time():
    first, second = read("whoami"), read("whoami")
    assert first == second != [os.getpid()]
    room._idle[0].files = 10_000
    assert read("whoami") == first, "it ends after the file, not before"
    assert read("whoami") != first


def test_two_files_at_once_have_two_children():
    end_all()
    one = aside(f"{hostile_readers.NAME}:count", 3)
    other = aside(f"{hostile_readers.NAME}:count", 3)
    assert [next(one), next(other), next(one), next(other)] == [0, 0, 1, 1]
    one.close()
    other.close()


def test_a_file_that_nobody_reads_to_its_end_leaves_no_child_behind():
    end_all()
    reading = aside(f"{hostile_readers.NAME}:count", 10_000_000)
    assert next(reading) == 0
    reading.close()
    assert room._idle == []


@pytest.mark.parametrize("name", ["sleep", "spin"])
def test_a_reader_that_hangs_is_too_slow_and_the_next_file_is_read(name):
    began = time.monotonic()
    assert reason(name, max_seconds=1) == "too_slow"
    assert time.monotonic() - began < 10
    assert read("count", 2) == [0, 1]


@pytest.mark.skipif(not _LINUX, reason="memory is bounded by the kernel of Linux")
def test_a_reader_that_eats_memory_is_over_memory_and_the_next_file_is_read():
    assert reason("eat", max_memory=256 << 20) == "over_memory"
    assert read("count", 2) == [0, 1]


@pytest.mark.skipif(not _LINUX, reason="memory is bounded by the kernel of Linux")
def test_what_fits_in_memory_is_read():
    some = aside(f"{hostile_readers.NAME}:eat", limits=Limits(max_memory=512 << 20))
    assert [next(some) for _ in range(16)] == list(range(1, 17))
    some.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("crash", "reader_fault"), ("abort", "over_memory"), ("leave", "reader_fault")],
)
def test_a_reader_that_dies_says_why_as_far_as_its_death_tells(name, expected):
    assert reason(name) == expected
    assert read("count", 2) == [0, 1]


def test_words_of_a_foreign_error_never_come_back():
    assert reason("fail", SECRET) == "reader_fault"
    assert reason("damaged", SECRET) == "corrupt"
    assert reason("deep") == "over_depth"


def test_what_a_library_prints_goes_nowhere(capfd):
    assert read("talk", SECRET) == ["said"]
    said = capfd.readouterr()
    assert said.out + said.err == ""


@pytest.mark.parametrize("name", ["os:getcwd", "amanat.detect.scan:scan"])
def test_only_readers_of_this_room_are_called(name):
    with pytest.raises(SourceError) as raised:
        list(aside(name))
    assert raised.value.reason == "reader_fault"


@pytest.mark.skipif(os.name != "posix", reason="the attempts are those of POSIX")
def test_the_child_writes_nothing_starts_nobody_and_calls_nobody(tmp_path):
    (tmp_path / "kept").write_text("kept")
    outcomes = dict(read("attempts", str(tmp_path)))
    assert outcomes.pop("worker") == "AssertionError", "daemons have no children"
    assert set(outcomes.values()) <= {"PermissionError", "OSError"}, outcomes
    assert (tmp_path / "kept").read_text() == "kept"
    assert [
        each for each in tmp_path.iterdir() if each.stat().st_size and each.name != "kept"
    ] == []


_LEFT = """
    import signal, sys
    # a shell that starts the tests in the background has it ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path.insert(0, {folder!r})
    import hostile_readers
    from amanat.sources import aside as room
    if __name__ == "__main__":
        room.prepare(start=lambda child: child.start(), seal=hostile_readers.install)
        print(*room.aside(hostile_readers.NAME + ":whoami"), flush=True)
        reading = room.aside(hostile_readers.NAME + ":{reader}")
        next(reading)
        print("reading", flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("reader", ["sleep", "spin"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_when_the_parent_is_gone_the_child_ends(tmp_path, how, reader):
    script = tmp_path / "run.py"
    folder = str(Path(hostile_readers.__file__).parent)
    script.write_text(textwrap.dedent(_LEFT.format(folder=folder, reader=reader)))
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as parent:
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == b"reading\n"
        os.kill(child, 0)
        parent.send_signal(how)
        parent.wait(10)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and alive(child):
        time.sleep(0.05)
    assert not alive(child)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child of a dead parent may wait for somebody to take note of its end.
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
