"""What holds for every product: its invented exports are its own, in any order, with any column."""

import re
from dataclasses import replace

import pytest
from exported import AADHAAR, every_case, extracted, head_of, reordered, told, with_column

from amanat.sources.fold import fold
from amanat.sources.guide import GUIDES
from amanat.sources.header import is_footer
from amanat.sources.layouts import known_layouts
from amanat.sources.match import Traits, _fit
from amanat.sources.recognise import _first_cells
from amanat.terms.products import PRODUCTS

CASES = every_case()
TABULAR = [case for case in CASES if case.tabular]


def by_name(cases):
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


@by_name(CASES)
def test_an_export_is_recognised_as_what_it_is(tmp_path, case):
    head = head_of(case, tmp_path)
    assert told(head) == (case.product, case.object, case.how)
    assert (head.layout.kind, head.layout.people) == (case.kind, case.people)


@by_name(TABULAR)
def test_the_order_of_columns_changes_nothing(tmp_path, case):
    head, other = head_of(case, tmp_path / "a"), head_of(reordered(case), tmp_path / "b")
    assert told(other) == told(head)
    assert set(other.columns) == set(head.columns)
    meaning = dict(zip(head.columns, head.rules, strict=True))
    assert dict(zip(other.columns, other.rules, strict=True)) == meaning


@by_name(TABULAR)
def test_aadhaar_numbers_in_a_column_that_somebody_added_are_found(tmp_path, case):
    # So many rows as a real export has: two cells tell little of a column.
    many = replace(case, rows=case.rows * 6, records=case.records * 6)
    tables = extracted(with_column(many, "KYC ref", AADHAAR), tmp_path)
    (unit,) = tables["unit"].to_pylist()
    # Where a layout has these columns and no others, a stranger makes it any team's list.
    closed = head_of(case, tmp_path / "plain").layout.closed
    assert unit["product"] == (None if closed else case.product)
    assert unit["status"] == "read"
    assert "aadhaar" in {row["category"] for row in tables["columns"].to_pylist()}


@by_name(CASES)
def test_no_other_product_is_as_sure_of_an_export(tmp_path, case):
    head = head_of(case, tmp_path)
    folded = [fold(re.sub(r" #\d+$", "", title)) for title in head.columns]
    traits = Traits(
        frozenset(folded),
        head.found.format,
        case.file.rpartition(".")[0],
        any(map(is_footer, case.after.splitlines())),
        _first_cells(folded, case.rows),
    )
    fits = [fit for layout in known_layouts() if (fit := _fit(layout, traits)) is not None]
    sure = {fit.layout.product for fit in fits if fit.certain}
    assert sure <= {case.product}
    assert fits or not case.tabular


def test_every_product_with_a_layout_is_known_and_has_a_guide():
    products = {layout.product for layout in known_layouts() if layout.product is not None}
    assert products <= set(PRODUCTS)
    assert products <= set(GUIDES)


def test_every_product_with_a_layout_has_an_invented_export():
    shown = {case.product for case in CASES}
    assert {layout.product for layout in known_layouts()} - shown <= EARLIER


#: Shown in full by the tests of recognition.
EARLIER = {"gmail", "google-drive", "mailchimp", "notion", None}
