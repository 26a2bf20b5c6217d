from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from amanat.engine.base import Engine, EngineError
from amanat.engine.duckdb import DuckDB


@pytest.fixture
def engine():
    with DuckDB(threads=2) as engine:
        engine.register(
            "people",
            pa.table(
                {
                    "person": pa.array([b"a" * 16, None], pa.binary(16)),
                    "on_day": pa.array([1, None], pa.date32()),
                    "seen_at": pa.array([1, None], pa.timestamp("us", tz="UTC")),
                    "said": ["9876543210", None],
                }
            ),
        )
        yield engine


def test_a_registered_table_is_read_with_its_nulls(engine: Engine):
    rows = engine.query("select person, on_day, seen_at from people order by said nulls last")
    assert rows.column("person").to_pylist() == [b"a" * 16, None]
    assert rows.schema.field("seen_at").type == pa.timestamp("us", tz="UTC")


def test_a_second_table_of_a_name_takes_the_place_of_the_first(engine: Engine):
    engine.register("people", pa.table({"person": ["x"]}))
    assert engine.query("select count(*) as n from people").to_pylist() == [{"n": 1}]


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_parquet('a.parquet')",
        "select * from read_csv('a.csv')",
        "select * from glob('*')",
        "select * from 'a.csv'",
        "copy people to 'a.csv'",
        "attach 'a.db'",
        "install httpfs",
        "load httpfs",
        "set threads = 1",
        "pragma memory_limit = '1MB'",
        "set enable_external_access = true",
        "drop view people",
        "create table kept as select * from people",
        "select 1; select 2",
        "export database 'here'",
        "",
    ],
)
def test_nothing_but_one_select_over_registered_tables_runs(engine, sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("a\n1\n")
    with pytest.raises(EngineError):
        engine.query(sql)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert engine.query("select count(*) as n from people").to_pylist() == [{"n": 2}]


def test_a_local_variable_is_no_table(engine: Engine):
    hidden = pa.table({"a": [1]})
    with pytest.raises(EngineError):
        engine.query("select * from hidden")
    assert hidden.num_rows == 1


def test_an_error_carries_no_cell_and_no_literal(engine: Engine):
    for sql in ("select cast(said || 'x' as integer) as n from people", "select '98765 43210' x y"):
        with pytest.raises(EngineError) as caught:
            engine.query(sql)
        fault = caught.value
        assert "98765" not in str(fault)
        assert fault.__cause__ is None
        assert fault.__context__ is None


def test_an_error_names_the_missing_table_but_no_value_that_stands_for_one(engine: Engine):
    with pytest.raises(EngineError, match=r"\(peeple\)"):
        engine.query("select 1 from peeple")
    with pytest.raises(EngineError) as caught:
        engine.query('select "asha@example.in" from people')
    assert "asha" not in str(caught.value)


def test_a_name_that_is_no_plain_word_is_refused(engine: Engine):
    with pytest.raises(EngineError):
        engine.register('x"; drop', pa.table({"a": [1]}))


def test_written_rows_come_back_and_no_half_file_stays(engine: Engine, tmp_path: Path):
    written = engine.write("select on_day from people order by on_day", tmp_path / "days.parquet")
    assert written == 2
    assert pq.read_table(tmp_path / "days.parquet").num_rows == 2
    assert [path.name for path in tmp_path.iterdir()] == ["days.parquet"]


def test_threads_change_no_byte_of_what_is_written(tmp_path: Path):
    table = pa.table({"n": list(range(200_000))})
    for threads in (1, 2):
        with DuckDB(threads=threads) as engine:
            engine.register("numbers", table)
            engine.write(
                "select n % 97 as m, count(*) as c, max(n) as n from numbers group by n % 97 order by m",
                tmp_path / f"{threads}.parquet",
            )
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()


def test_what_does_not_fit_is_spilled_into_the_given_folder_only(tmp_path: Path):
    table = pa.table({"n": pa.array(range(400_000)), "w": pa.array(["w" * 60] * 400_000)})
    sql = "select w || cast(n as varchar) as v from numbers order by v desc"
    with DuckDB(memory_mb=16) as engine:
        engine.register("numbers", table)
        with pytest.raises(EngineError):
            engine.query(sql)
    with DuckDB(memory_mb=64, temp=tmp_path / "spill") as engine:
        engine.register("numbers", table)
        assert engine.query(sql).num_rows == 400_000
