"""The store: checks each class, sorts by key, writes whole files with equal bytes."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amanat.evidence.schema import TABLES
from amanat.evidence.store import (
    EvidenceError,
    are_screened,
    checked,
    empty,
    read_table,
    write_all,
    write_table,
)

PLACE = {
    "place_id": "docs/files/p-1",
    "dataset_id": "docs/files",
    "kind": "file",
    "title": "Plan [PERSON]",
    "records": 4,
    "text_records": 4,
    "key_how": "content",
    "status": "read",
}


def places(*changes):
    return pa.Table.from_pylist([PLACE | each for each in changes], schema=TABLES["places"].arrow)


def test_every_table_can_be_written_empty_and_read_again(tmp_path):
    write_all(tmp_path, {name: empty(name) for name in TABLES})
    for name, table in TABLES.items():
        assert read_table(tmp_path, name).schema.equals(table.arrow)
    assert len(list(tmp_path.iterdir())) == len(TABLES)


@settings(max_examples=20)
@given(st.permutations(range(6)))
def test_the_order_of_rows_and_columns_does_not_show_in_the_bytes(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("store")
    table = places(*({"place_id": f"docs/files/p-{n}"} for n in range(6)))
    first = write_table(folder, "places", table).read_bytes()
    other = table.take(order).select(sorted(table.column_names, reverse=True))
    assert write_table(folder, "places", other).read_bytes() == first


def test_fingerprints_are_sorted_as_bytes(tmp_path):
    people = [
        {"person": bytes([n]) * 16, "kind": "contact", "identifiers": 1} for n in (200, 3, 100)
    ]
    write_table(tmp_path, "people", pa.Table.from_pylist(people, schema=TABLES["people"].arrow))
    found = read_table(tmp_path, "people").column("person").to_pylist()
    assert [each[0] for each in found] == [3, 100, 200]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "drawer"},
        {"place_id": "Plan Asha"},
        {"dataset_id": "docs/files "},
        {"place_id": "asha@example.in"},
        {"title": "call asha@example.in"},
        {"title": "call 98765 43210 now"},
        {"title": "a\nb"},
        {"title": "x" * 500},
        {"records": None},
        {"kind": None},
    ],
)
def test_a_string_outside_its_class_or_a_null_is_refused_without_its_value(tmp_path, change):
    with pytest.raises(EvidenceError) as caught:
        write_table(tmp_path, "places", places(change))
    assert not list(tmp_path.iterdir())
    assert not any(str(value) in str(caught.value) for value in change.values() if value)


@pytest.mark.parametrize(
    "text", ["aaaaa@aaaaaa.aa", "9999 9999 9999", "Autumn news 2026", "[PERSON] – QBR", "स्वास्थ्य"]
)
def test_shapes_and_plain_titles_are_screened_text(text):
    assert are_screened([text, f"{text} asha@example.in"]) == [True, False]


def test_a_key_that_comes_twice_is_refused():
    with pytest.raises(EvidenceError, match="twice"):
        checked("places", places({}, {"records": 9}))


def test_a_key_with_nulls_apart_is_no_repeat():
    assert checked("places", places({}, {"place_id": "docs/files/p-2"})).num_rows == 2


def test_another_type_or_a_missing_column_is_refused():
    table = places({})
    with pytest.raises(EvidenceError, match="columns"):
        checked("places", table.drop_columns(["title"]))
    words = table.set_column(table.column_names.index("records"), "records", pa.array(["asha"]))
    with pytest.raises(EvidenceError, match="another type") as caught:
        checked("places", words)
    assert "asha" not in str(caught.value)
    with pytest.raises(EvidenceError, match="no such table"):
        checked("palces", table)


def judged(identity):
    row = {
        "rule_id": "r",
        "row_key": "k",
        "identity": identity,
        "verdict": "fails",
        "continuing": True,
    }
    return pa.Table.from_pylist([row], schema=TABLES["judged"].arrow)


def test_an_identity_is_a_json_list_of_ids():
    assert checked("judged", judged('["hubspot>mailchimp", "health"]')).num_rows == 1
    for bad in ('["Asha Rao"]', '{"a": 1}', "hubspot", '["a", 7]'):
        with pytest.raises(EvidenceError, match="class J"):
            checked("judged", judged(bad))


def test_what_is_not_there_or_damaged_is_an_evidence_error(tmp_path):
    with pytest.raises(EvidenceError):
        read_table(tmp_path, "places")
    (tmp_path / "places.parquet").write_bytes(b"asha@example.in")
    with pytest.raises(EvidenceError) as caught:
        read_table(tmp_path, "places")
    assert "asha" not in str(caught.value)
