"""Databases of SQLite: each table is a unit, and none is ever written to."""

import sqlite3
import zipfile

import pytest
from reading import found, read_file, rows_of

from amanat.sources.model import ReadNotes
from amanat.sources.recognise import recognise


def database_of(path, *statements):
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()
    return path


def test_each_table_of_a_database_is_a_unit_and_views_and_search_tables_are_none(tmp_path):
    database_of(
        tmp_path / "app.db",
        "create table people (name text, twice int generated always as (1) virtual)",
        "insert into people values ('Meena')",
        'create table "we""ird name" (a, b)',
        "create view seen as select * from people",
        "create virtual table words using fts5(text)",
        "create table numbered (id integer primary key autoincrement, note)",
    )
    units = found(tmp_path)
    named = [unit.where.part for unit in units if not unit.where.part.startswith("words_")]
    assert named == ["numbered", "people", 'we"ird name']
    people = next(unit for unit in units if unit.where.part == "people")
    assert rows_of(recognise(people)) == [["Meena"]]


def test_two_tables_without_rows_are_not_the_same(tmp_path):
    database_of(tmp_path / "t.db", "create table a (x)", "create table b (y)")
    hashes = set()
    for unit in found(tmp_path):
        notes = ReadNotes()
        assert rows_of(recognise(unit), notes) == []
        hashes.add(notes.content_hash)
    assert len(hashes) == 2


@pytest.mark.parametrize("log", ["-wal", "-journal"])
def test_a_database_in_use_is_told_and_nothing_is_made_beside_it(tmp_path, log):
    path = database_of(tmp_path / "app.db", "create table people (name)")
    (tmp_path / f"app.db{log}").write_bytes(b"x")
    before = sorted(each.name for each in tmp_path.iterdir())
    unit = next(unit for unit in found(path))
    assert (unit.reason, unit.where.part) == ("live_database", None)
    (tmp_path / f"app.db{log}").write_bytes(b"")
    assert [unit.reason for unit in found(path)] == [None]
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_a_database_of_a_log_that_was_closed_is_read_and_stays_as_it_is(tmp_path):
    path = tmp_path / "app.db"
    database = sqlite3.connect(path)
    database.execute("pragma journal_mode = wal")
    database.execute("create table people (name)")
    database.execute("insert into people values ('Meena')")
    database.commit()
    database.close()
    before = path.read_bytes()
    assert before[18] == 2, "it asks for a log"
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(path, "app.db")
    for unit in found(tmp_path):
        assert rows_of(recognise(unit)) == [["Meena"]]
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["app.db", "z.zip"]


def test_a_database_in_use_inside_a_zip_is_told(tmp_path):
    database_of(tmp_path / "app.db", "create table people (name)")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
        packed.write(tmp_path / "app.db", "d/app.db")
        packed.writestr("d/app.db-wal", b"frames")
    units = {unit.where.members[0]: unit.reason for unit in found(tmp_path / "z.zip")}
    assert units["d/app.db"] == "live_database"


def test_a_path_with_signs_of_its_own_opens_no_other_database(tmp_path):
    folder = tmp_path / "a?mode=rwc&x=%41#b"
    folder.mkdir()
    database_of(folder / "t.db", "create table people (name)", "insert into people values ('M')")
    _, rows, _ = read_file(folder / "t.db")
    assert rows == [["M"]]
    assert [each.name for each in folder.iterdir()] == ["t.db"]
