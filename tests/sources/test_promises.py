"""What holds for all of the room: originals are opened in one place, nothing else is opened."""

import ast
import sys
import zipfile
from pathlib import Path

import pytest
from reading import found, rows_of

import amanat.sources
from amanat.sources.errors import SourceError
from amanat.sources.opening import close_containers
from amanat.sources.recognise import recognise

ROOM = Path(amanat.sources.__file__).parent


@pytest.fixture
def opened():
    """Paths opened while the test runs, with their modes."""
    seen: list[tuple[str, str]] = []
    live = [True]

    def hook(event, arguments):
        if live[0] and event == "open":
            seen.append((str(arguments[0]), str(arguments[1])))

    sys.addaudithook(hook)
    yield seen
    live[0] = False


def test_nothing_is_unpacked_to_disk(tmp_path, opened):
    inner = tmp_path / "in.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.csv", "Name,City\nMeena,Pune\n" * 5000)
    with zipfile.ZipFile(tmp_path / "out.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.write(inner, "in.zip")
    inner.unlink()
    opened.clear()
    rows = [rows_of(recognise(unit)) for unit in found(tmp_path)]
    close_containers()
    written = [path for path, mode in opened if any(letter in mode for letter in "wax+")]
    originals = {path for path, _ in opened if path.startswith(str(tmp_path))}
    assert len(rows[0]) == 9999
    assert written == []
    assert originals == {str(tmp_path / "out.zip")}


def test_originals_are_opened_in_one_place():
    places = []
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {
                    "open",
                    "read_bytes",
                    "read_text",
                    "from_path",
                    "memory_map",
                    "connect",
                }:
                    value = getattr(node.func, "value", None)
                    owner = getattr(value, "attr", getattr(value, "id", ""))
                    places.append((path.name, name, owner))
    # Members of a container that is open; the child looks at itself.
    members = {"_zip", "archive", "packed"}
    assert [place for place in places if place[2] not in members] == [
        ("confined.py", "open", "os"),
        ("confined.py", "read_text", "_STATM"),
        ("opening.py", "open", ""),
        # The database's library opens it by its name, to read only.
        ("sqlite.py", "connect", "sqlite3"),
        ("sqlite.py", "connect", "sqlite3"),
    ]


def test_an_error_never_holds_a_cell(tmp_path):
    secret = "meena.iyer@example.in"
    for name, content in {
        "a.json": f'[{{"mail":"{secret}"',
        "b.xlsx": f"PK{secret}",
        "c.csv": f"\x01\x02{secret}" * 60,
    }.items():
        (tmp_path / name).write_text(content)
    for unit in found(tmp_path):
        with pytest.raises(SourceError) as error:
            recognise(unit)
        assert secret not in str(error.value)
        assert error.value.__cause__ is None
        assert error.value.__suppress_context__ or error.value.__context__ is None
