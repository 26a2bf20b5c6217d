import base64
import json
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_units import KEYS, extracted, found, head

from amanat.evidence.cache import ROW_GROUP, UnitCache, code_version, locator_hash, read_unit
from amanat.evidence.extract import extract_skipped
from amanat.evidence.extracted import EXTRACTED
from amanat.evidence.keys import Keys
from amanat.sources.model import ColumnRule, Layout, Locator

FOUND = found("Notes of Meena Iyer.csv")
ROWS = [
    ("meena.iyer@example.in", "Meena Iyer", "98765 43210", "Aadhaar 2341 2341 2346, मीना अय्यर की बेटी बीमार है", "x"),
    ("ravi@example.in", "Ravi Rao", None, "Ravi Rao said she has diabetes, write ravi.rao@example.in", None),
]  # fmt: skip
COLUMNS = ("Email", "Full name", "Mobile", "Note", "What Savitri Joshi wants")
CANARIES = (
    "meena.iyer@example.in", "ravi.rao@example.in", "Meena", "Iyer", "Ravi", "98765 43210", "9876543210",
    "2341 2341 2346", "234123412346", "मीना", "अय्यर", "diabetes", "Savitri", "Joshi",
)  # fmt: skip


def unit():
    layout = Layout(None, "table", "table", columns=(ColumnRule(("note",), "text"),))
    return extracted(head(COLUMNS, layout, name=FOUND.where.file), ROWS)


def cache(path, **more):
    return UnitCache(path / "cache", **{"keys": KEYS, "code": "1", **more})


def hits(folder: Path) -> list[str]:
    """Canaries in the bytes, in the decoded tables and in the names below a folder."""
    texts = []
    for path in sorted(folder.rglob("*")):
        texts.append(path.name.encode())
        if path.is_file():
            texts.append(path.read_bytes())
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            texts += [str(table.schema).encode(), str(table.schema.metadata).encode()]
            for column in table.columns:
                for value in column.to_pylist():
                    texts.append(value if isinstance(value, bytes) else str(value).encode())
    whole = b"\n".join(texts).lower()
    spellings = {
        c: [
            c.lower().encode(),
            base64.b64encode(c.encode())[:-2].lower(),
            json.dumps(c)[1:-1].lower().encode(),
        ]
        for c in CANARIES
    }
    return [c for c, forms in spellings.items() if any(form in whole for form in forms)]


def test_no_raw_value_lies_in_the_cache(tmp_path):
    kept = cache(tmp_path)
    folder = kept.write_unit(FOUND, unit())
    kept.remember_file(FOUND.where.file, FOUND.stat, [folder])
    assert read_unit(folder)["mentions"].num_rows
    assert hits(tmp_path) == []


@pytest.mark.parametrize("leak", ["Savitri Joshi", "98765 43210", "मीना"])
def test_the_search_for_raw_values_finds_a_planted_one(tmp_path, leak):
    tables = unit()
    slugs = pa.array([leak] * tables["columns"].num_rows)
    at = tables["columns"].schema.get_field_index("slug")
    tables["columns"] = tables["columns"].set_column(at, "slug", slugs)
    cache(tmp_path).write_unit(FOUND, tables)
    assert hits(tmp_path)


def test_a_unit_reads_back_as_it_was_written(tmp_path):
    tables = unit()
    back = read_unit(cache(tmp_path).write_unit(FOUND, tables))
    assert set(back) == set(EXTRACTED)
    for name in EXTRACTED:
        assert back[name].equals(tables[name]), name


def test_the_same_unit_gives_the_same_bytes_wherever_it_lies(tmp_path):
    def written(name):
        folder = cache(tmp_path / name).write_unit(FOUND, unit())
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert written("a") == written("b")


def test_row_groups_are_of_a_fixed_size(tmp_path):
    rows = [(f"p{i}@example.in",) for i in range(ROW_GROUP + 5)]
    folder = cache(tmp_path).write_unit(FOUND, extracted(head(("Email",)), rows, size=40_000))
    meta = pq.read_metadata(folder / "rows.parquet")
    assert [meta.row_group(at).num_rows for at in range(meta.num_row_groups)] == [ROW_GROUP, 5]


def test_a_finished_unit_is_known_and_a_changed_one_is_not(tmp_path):
    kept = cache(tmp_path)
    assert kept.known_unit(FOUND) is None
    folder = kept.write_unit(FOUND, unit())
    assert cache(tmp_path).known_unit(FOUND) == folder
    for changed in (
        replace(FOUND, stat=replace(FOUND.stat, size=101)),
        replace(FOUND, stat=replace(FOUND.stat, modified_ns=6)),
        replace(FOUND, stat=replace(FOUND.stat, inode=8)),
        replace(FOUND, where=replace(FOUND.where, members=("a.csv",))),
        replace(FOUND, where=replace(FOUND.where, part="Sheet 2")),
    ):
        assert kept.known_unit(changed) is None
    others = (
        {"code": "2"},
        {"keys": Keys.of(b"j" * 32)},
        {"keys": Keys.of(b"k" * 32, carried={"user": b"j" * 32})},
        {"off": frozenset({"pan"})},
        {"verify": True},
    )
    assert [cache(tmp_path, **other).known_unit(FOUND) for other in others] == [None] * 5


def test_a_file_is_known_when_all_its_units_are_there(tmp_path):
    kept, file, stat = cache(tmp_path), FOUND.where.file, FOUND.stat
    inner = replace(FOUND, where=Locator(file, ("inner.csv",)))
    folders = [
        kept.write_unit(FOUND, unit()),
        kept.write_unit(inner, extract_skipped(inner, "encrypted", keys=KEYS)),
    ]
    assert kept.known_file(file, stat) is None
    kept.remember_file(file, stat, folders)
    assert kept.known_file(file, stat) == folders
    assert kept.known_file(file, replace(stat, size=9)) is None
    assert kept.known_file("/exports/other.csv", stat) is None
    assert cache(tmp_path, verify=True).known_file(file, stat) is None
    kept.sweep([folders[0]])
    assert kept.known_file(file, stat) is None
    assert kept.known_unit(FOUND) == folders[0]


def test_an_empty_folder_is_a_known_file_of_no_units(tmp_path):
    kept = cache(tmp_path)
    kept.remember_file("/exports/nothing.zip", FOUND.stat, [])
    assert kept.known_file("/exports/nothing.zip", FOUND.stat) == []


def test_a_half_written_unit_is_no_unit_and_is_swept(tmp_path):
    kept = cache(tmp_path)
    tables = unit()
    tables.pop("grants")
    with pytest.raises(KeyError):
        kept.write_unit(FOUND, tables)
    assert kept.known_unit(FOUND) is None
    (tmp_path / "cache" / "files" / "broken.json").write_text("{")
    kept.sweep([])
    assert [
        path for path in (tmp_path / "cache").rglob("*") if path.parent.name in ("units", "files")
    ] == []


def test_a_unit_that_is_written_again_replaces_the_first(tmp_path):
    kept = cache(tmp_path)
    kept.write_unit(FOUND, extract_skipped(FOUND, "encrypted", keys=KEYS))
    folder = kept.write_unit(FOUND, unit())
    assert read_unit(folder)["unit"]["status"].to_pylist() == ["read"]


def test_names_in_the_cache_hang_on_the_key():
    other = Keys.of(b"j" * 32)
    assert locator_hash(KEYS, FOUND.where) == locator_hash(KEYS, Locator(FOUND.where.file))
    assert locator_hash(KEYS, FOUND.where) != locator_hash(other, FOUND.where)


def test_the_version_of_readers_and_detectors_is_a_hash_of_their_source():
    assert len(code_version()) == 16
    assert code_version() == code_version()
    assert sys.modules["amanat.evidence.cache"].code_version.cache_info().hits


def test_our_own_domains_are_part_of_what_a_result_was_made_from(tmp_path):
    cache(tmp_path).write_unit(FOUND, unit())
    assert cache(tmp_path).known_unit(FOUND) is not None
    assert cache(tmp_path, own_domains=("firm.example.in",)).known_unit(FOUND) is None


def test_what_a_stopped_run_left_half_written_is_discarded_and_finished_units_stay(tmp_path):
    cache = UnitCache(tmp_path, keys=Keys.of(b"k" * 32))
    (tmp_path / "units" / ".part-1-a").mkdir()
    (tmp_path / "units" / ".part-1-a" / "rows.parquet").write_bytes(b"half")
    (tmp_path / "files" / ".part-1-b.json").write_bytes(b"half")
    (tmp_path / "units" / "whole").mkdir()
    cache.discard_halves()
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["files", "units", "whole"]
