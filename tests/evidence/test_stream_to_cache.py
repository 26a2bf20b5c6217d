"""Long tables grow on disk while a unit is read: the same files, byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from made_units import KEYS, found, head

from amanat.evidence.cache import ROW_GROUP, StoredUnit, UnitCache, read_unit
from amanat.evidence.extract import extract, extract_skipped
from amanat.evidence.extracted import EXTRACTED
from amanat.sources.model import ReadNotes

FOUND = found()
COUNT = 2 * ROW_GROUP + 7


def batches(size: int) -> Iterator[pa.RecordBatch]:
    values = [f"p{at}@example.in" for at in range(COUNT)]
    for begin in range(0, COUNT, size):
        column = pa.array(values[begin : begin + size], pa.large_string())
        yield pa.record_batch([column], names=["Email"])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def written(path: Path, *, stream: bool) -> Path:
    cache = UnitCache(path, keys=KEYS, code="1")
    sink = cache.begin(FOUND) if stream else None
    tables = extract(head(("Email",)), batches(30_000), keys=KEYS, notes=ReadNotes(), sink=sink)
    assert tables["rows"].num_rows == (COUNT % ROW_GROUP if stream else COUNT)
    return cache.write_unit(FOUND, tables)


def test_streamed_and_whole_units_have_equal_bytes(tmp_path):
    whole = files(written(tmp_path / "a", stream=False))
    assert files(written(tmp_path / "b", stream=True)) == whole
    assert {"rows.parquet", "row_ids.parquet"} <= set(whole)


def test_what_was_streamed_of_a_unit_that_failed_is_forgotten(tmp_path):
    cache = UnitCache(tmp_path, keys=KEYS, code="1")
    sink = cache.begin(FOUND)
    extract(head(("Email",)), batches(30_000), keys=KEYS, notes=ReadNotes(), sink=sink)
    sink.discard()
    folder = cache.write_unit(FOUND, extract_skipped(FOUND, "corrupt", keys=KEYS))
    assert [path.name for path in folder.iterdir()] == ["unit.parquet"]


def test_stored_units_read_the_same_tables_when_asked(tmp_path):
    folder = written(tmp_path, stream=True)
    stored = StoredUnit(folder)
    assert set(stored) == set(EXTRACTED)
    assert len(stored) == len(EXTRACTED)
    for name, table in read_unit(folder).items():
        assert stored[name].equals(table)
        assert stored[name].equals(table)
