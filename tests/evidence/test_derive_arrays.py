"""What is counted and numbered over all units does not hang on how it is cut for memory."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.evidence.derive.arrays import (
    coded,
    count_distinct,
    distinct_codes,
    distinct_per,
    together,
    words,
)
from amanat.evidence.derive.build import constant, from_columns, stacked
from amanat.evidence.schema import TABLES

HASHES = st.integers(0, 2**64 - 1)
LONG = 70_000


@given(st.lists(st.tuples(st.integers(0, 8), HASHES | st.integers(0, 3))), st.integers(1, 5))
def test_distinct_values_of_groups_are_counted_whatever_the_piece(pairs, piece):
    group = np.array([each[0] for each in pairs], dtype=np.int32)
    value = np.array([each[1] for each in pairs], dtype=np.uint64)
    wanted = [len({v for g, v in pairs if g == each}) for each in range(9)]
    assert distinct_per(group, value, 9, piece=piece).tolist() == wanted


@given(st.lists(st.lists(HASHES | st.integers(0, 3))), st.integers(1, 5))
def test_distinct_hashes_but_none_are_counted_whatever_the_piece(parts, piece):
    arrays = [np.array(part, dtype=np.uint64) for part in parts]
    wanted = len({each for part in parts for each in part} - {0})
    assert count_distinct(arrays, piece=piece) == wanted


@given(st.lists(st.lists(st.binary(min_size=16, max_size=16), unique=True)), st.integers(1, 5))
def test_fingerprints_are_numbered_in_their_order_whatever_the_piece(parts, piece):
    vocabularies = [words(pa.array(part, pa.binary(16))) for part in parts]
    every, places = together(vocabularies, piece=piece)
    assert every.to_pylist() == sorted({each for part in parts for each in part})
    assert [every.take(pa.array(place)).to_pylist() for place in places] == parts


def test_fingerprints_that_begin_alike_stay_apart():
    parts = [[b"same-beg" + bytes(7) + bytes([last])] for last in (3, 1, 2, 1)]
    every, places = together([words(pa.array(part, pa.binary(16))) for part in parts])
    assert [each[-1] for each in every.to_pylist()] == [1, 2, 3]
    assert [place.tolist() for place in places] == [[2], [0], [1], [0]]


@given(st.lists(st.integers(-1, 99)), st.sampled_from([100, 100_000]))
def test_distinct_codes_are_the_same_in_a_crowd_and_in_a_desert(codes, size):
    found = distinct_codes(np.array(codes, dtype=np.int32), size)
    assert found.tolist() == sorted(set(codes) - {-1})


@given(st.lists(st.sampled_from(["email", "phone", "other", None])))
def test_words_are_coded_alike_as_dictionaries(texts):
    plain = pa.chunked_array([pa.array(texts, pa.string())])
    known = ("phone", "email")
    wanted = [known.index(text) if text in known else -1 for text in texts]
    assert coded(plain, known).tolist() == wanted
    assert coded(plain.dictionary_encode(), known).tolist() == wanted


@pytest.mark.parametrize("sizes", [(3, LONG), (LONG, 3), (LONG, LONG), (2, 3)])
def test_long_and_short_parts_of_a_table_lie_under_one_another(sizes):
    parts = [_deletions(f"u-{number:016x}", size) for number, size in enumerate(sizes)]
    table = stacked("deletions", parts).cast(TABLES["deletions"].arrow)
    wanted = [f"u-{number:016x}" for number, size in enumerate(sizes) for _ in range(size)]
    assert table.column("unit_id").to_pylist() == wanted


def _deletions(unit, size):
    shape = TABLES["deletions"].arrow
    columns = {field.name: constant(None, size, field.type) for field in shape}
    text = {"dataset_id": "hubspot/contacts", "how": "flag", "layout": "seen", "unit_id": unit}
    columns |= {
        name: constant(value, size, pa.string()) for name, value in text.items() if name in columns
    }
    return from_columns("deletions", columns | {"row_ordinal": pa.array(range(size), pa.int64())})
