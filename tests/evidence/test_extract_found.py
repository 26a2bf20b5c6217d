"""Extraction with the real readers, from files to tables."""

import zipfile

import pytest
from made_units import KEYS

from amanat.evidence.cache import UnitCache, read_unit
from amanat.evidence.extract import extract_found
from amanat.sources.discover import discover

TABLE = "Mail ID,Remarks,Signup date\np1@example.in,Meena Iyer has diabetes,2026-03-01\np2@example.in,,2026-03-02\n"


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "people.csv").write_text(TABLE)
    (folder / "empty.csv").write_text("")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("people again.csv", TABLE.replace("p2", "p3"))
        archive.writestr("note.txt", "Aadhaar 2341 2341 2346")
    return folder


def units(exports):
    tables = [extract_found(found, keys=KEYS) for found in discover([exports], workspace=None)]
    return [(each["unit"].to_pylist()[0], each) for each in tables]


def test_files_become_units_with_their_reasons(exports):
    found = [
        (unit["status"], unit["reason"], unit["records"], unit["kind"])
        for unit, _ in units(exports)
    ]
    assert sorted(found, key=str) == [
        ("read", None, 1, "documents"),
        ("read", None, 2, "table"),
        ("read", None, 2, "table"),
        ("skipped", "empty", None, None),
    ]


def test_every_unit_has_its_own_id_and_members_of_one_zip_their_parent(exports):
    rows = [unit for unit, _ in units(exports)]
    assert len({unit["unit_id"] for unit in rows}) == len(rows)
    parents = [unit["parent_unit_id"] for unit in rows if unit["parent_unit_id"]]
    assert len(parents) == 2
    assert len(set(parents)) == 1


def test_a_second_run_knows_every_unit_and_opens_nothing(exports, tmp_path):
    cache = UnitCache(tmp_path / "cache", keys=KEYS, code="1")
    found = discover([exports], workspace=None)
    for each in found:
        assert cache.known_unit(each) is None
        cache.write_unit(each, extract_found(each, keys=KEYS))
    files = {each.where.file: each.stat for each in found}
    for file, stat in files.items():
        cache.remember_file(
            file, stat, [cache.folder_of(each) for each in found if each.where.file == file]
        )
    again = UnitCache(tmp_path / "cache", keys=KEYS, code="1")
    known = [again.known_file(file, stat) for file, stat in sorted(files.items())]
    assert [len(folders or []) for folders in known] == [1, 2, 1]
    assert all(
        read_unit(folder)["unit"].num_rows == 1 for folders in known for folder in folders or []
    )
    stand_ins = discover(
        [exports], workspace=None, known=lambda path, stat: again.known_file(path, stat) is not None
    )
    assert len(stand_ins) == 3
