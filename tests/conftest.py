"""Fixtures of all rooms: `judge` runs a rule over tables that are drawn as text."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from textwrap import dedent
from typing import Any

import pyarrow as pa
import pytest

from amanat.engine.duckdb import DuckDB
from amanat.evidence.schema import TABLES
from amanat.evidence.views import VIEWS, define_views, register_tables, view_sql
from amanat.rules.load import Rule, load_rules
from amanat.rules.run import judge as run_rule
from amanat.rules.run import raw_rows
from amanat.sources.opening import close_containers

AS_OF = date(2026, 11, 23)
#: A drawn cell that stands for nobody and nothing; an empty cell is null too.
_NULLS = ("", "-")


@dataclass(frozen=True)
class Judged:
    """One row that a rule gave."""

    verdict: str
    reason: str | None
    event_on: date | None
    continuing: bool


@pytest.fixture(scope="session", autouse=True)
def _containers_are_closed() -> Iterator[None]:
    yield
    close_containers()


def fingerprint(name: str) -> bytes:
    """Stand in for a keyed fingerprint, so that a failing test names who is meant."""
    return name.encode().ljust(16, b"\0")[:16]


@cache
def _view_schemas() -> Mapping[str, pa.Schema]:
    schemas = {}
    with DuckDB() as engine:
        register_tables(engine, {})
        define_views(engine)
        for name in VIEWS:
            schemas[name] = engine.query(f"select * from {name} where 1 = 0").schema
    return schemas


def _schema(name: str) -> pa.Schema:
    return TABLES[name].arrow if name in TABLES else _view_schemas()[name]


def _cell(text: str, kind: pa.DataType) -> Any:
    if text in _NULLS:
        return None
    if pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return fingerprint(text)
    if pa.types.is_boolean(kind):
        return {"true": True, "false": False}[text]
    if pa.types.is_integer(kind):
        return int(text)
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_timestamp(kind):
        moment = datetime.fromtimestamp(int(text) * 60, UTC) if text.isdigit() else None
        return moment or datetime.fromisoformat(text).astimezone(UTC)
    return text


def draw(name: str, text: str) -> pa.Table:
    """Read a table drawn with `|`; columns that are not drawn are null."""
    lines = [
        [cell.strip() for cell in line.split("|")]
        for line in dedent(text).strip("\n").splitlines()
        if line.strip()
    ]
    schema = _schema(name)
    head, rows = lines[0], lines[1:]
    unknown = set(head) - set(schema.names)
    assert not unknown, f"{name} has no column {sorted(unknown)}"
    columns = {}
    for field in schema:
        if field.name in head:
            place = head.index(field.name)
            values = [_cell(row[place], field.type) for row in rows]
        else:
            values = [None] * len(rows)
        columns[field.name] = pa.array(values, field.type)
    loose = pa.schema([field.with_nullable(True) for field in schema])
    return pa.table(columns, schema=loose)


def needed(sql: str) -> list[str]:
    """Return the views that a query reads, and those that these read, in order."""
    found: set[str] = set()
    waiting = [sql]
    while waiting:
        words = set(re.findall(r"[a-z_]+", waiting.pop()))
        new = (words & set(VIEWS)) - found
        found |= new
        waiting += [view_sql(name) for name in new]
    return [name for name in VIEWS if name in found]


def rule_of(rule_id: str) -> Rule:
    """Return a built-in rule."""
    return {rule.id: rule for rule in load_rules()}[rule_id]


@pytest.fixture
def drawn_engine() -> Iterator[Callable[..., DuckDB]]:
    """Give an engine with drawn tables and views; views that `sql` reads are computed."""
    engines: list[DuckDB] = []

    def start(sql: str | None = None, **tables: str) -> DuckDB:
        tables.setdefault("as_of", f"on_day\n{AS_OF}")
        drawn = {name: draw(name, text) for name, text in tables.items()}
        engine = DuckDB(threads=1)
        engines.append(engine)
        register_tables(engine, drawn)
        for name in set(drawn) & set(VIEWS):
            engine.register(name, drawn[name])
        wanted = VIEWS if sql is None else needed(sql)
        define_views(engine, frozenset(VIEWS) - frozenset(wanted) | frozenset(drawn))
        return engine

    yield start
    for engine in engines:
        engine.close()


@pytest.fixture
def judge_rows(drawn_engine) -> Callable[..., dict[tuple[Any, ...], Judged]]:
    """Run a rule: {row key: verdict, reason, event_on, continuing}."""

    def run(rule: str | Rule, **tables: str) -> dict[tuple[Any, ...], Judged]:
        found = rule_of(rule) if isinstance(rule, str) else rule
        engine = drawn_engine(found.sql, **tables)
        rows = raw_rows(engine, found).to_pylist()
        judged = run_rule(engine, found)
        result = {
            tuple(row[name] for name in found.row_key): Judged(
                row["verdict"],
                row["reason"] if row["verdict"] == "cannot_tell" else None,
                row["event_on"],
                bool(row["continuing"]),
            )
            for row in rows
        }
        assert len(result) == len(rows) == judged.num_rows, "two rows share a row key"
        return result

    return run


@pytest.fixture
def judge(judge_rows) -> Callable[..., dict[tuple[Any, ...], str]]:
    """Run a rule: {row key: verdict}."""

    def run(rule: str | Rule, **tables: str) -> dict[tuple[Any, ...], str]:
        return {key: row.verdict for key, row in judge_rows(rule, **tables).items()}

    return run


@pytest.fixture
def view(drawn_engine) -> Callable[..., list[dict[str, Any]]]:
    """Compute a view over drawn tables: its rows."""

    def run(name: str, **tables: str) -> list[dict[str, Any]]:
        sql = view_sql(name)
        rows: list[dict[str, Any]] = drawn_engine(sql, **tables).query(sql).to_pylist()
        return rows

    return run
