"""Objections in the register: read strictly, all faults at once, and never a value of anybody."""

from datetime import date

import pytest
from full_register import never

from amanat.register.faults import RegisterError
from amanat.register.files import checked, read_register, tables
from amanat.register.model import Objection
from amanat.register.write import write_objection

GOOD = {
    "kind": "not_personal",
    "place_id": "files/t-1",
    "category": "pan",
    "by": "user-2",
    "on_day": date(2026, 11, 20),
    "reason": "Codes of our machines.",
}


def faults(values):
    with pytest.raises(RegisterError) as caught:
        checked("objections", values, refuse=never)
    return [str(fault) for fault in caught.value.faults]


def test_an_objection_comes_out_as_a_row_without_its_free_words(tmp_path):
    write_objection(tmp_path, checked("objections", GOOD, refuse=never))
    rows = tables(read_register(tmp_path, refuse=never))["register_objections"]
    nothing = dict.fromkeys(("dataset_id", "field_id", "shape", "right_category"))
    wanted = {"seq": 0, **GOOD, **nothing}
    del wanted["reason"]
    assert rows == [wanted]
    assert "machines" in (tmp_path / "objections.toml").read_text()


def test_a_newer_word_on_the_same_thing_takes_its_place_and_another_thing_is_added(tmp_path):
    for more in ({}, {"kind": "test_data"}, {"shape": "aaaaa9999a"}):
        write_objection(tmp_path, checked("objections", GOOD | more, refuse=never))
    kept = read_register(tmp_path, refuse=never).objections
    assert [(each.kind, each.shape) for each in kept] == [
        ("test_data", None),
        ("not_personal", "aaaaa9999a"),
    ]


@pytest.mark.parametrize(
    ("shape", "kept"),
    [("9999-AAAA", "9999-aaaa"), (" 99.99 ", "99.99"), ("a?a?", "a?a?"), ("9" * 60, "9" * 60)],
)
def test_a_shape_is_kept_as_evidence_has_it(shape, kept):
    entry = checked("objections", GOOD | {"shape": shape}, refuse=never)
    assert isinstance(entry, Objection)
    assert entry.shape == kept


@pytest.mark.parametrize(
    "shape", ["ABCPE1234F", "9998", "99b9", "नमस्ते", "9" * 61, "a9", "--", "", "99\n99"]
)
def test_what_could_be_a_value_or_says_nothing_is_no_shape_and_is_not_quoted(shape):
    [fault] = faults(GOOD | {"shape": shape})
    assert "key shape" in fault
    assert len(shape) < 4 or shape not in fault


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place_id": None}, "a place_id, a dataset_id or a shape"),
        ({"category": None}, "a category or a field_id"),
        ({"field_id": "note"}, "the dataset_id of the field"),
        ({"dataset_id": "files/t-1"}, "one of place_id and dataset_id"),
        ({"kind": "wrong_kind"}, "without the other"),
        ({"right_category": "voter_id"}, "without the other"),
        ({"kind": "wrong_kind", "right_category": "pan"}, "two categories"),
        ({"kind": "known_and_fine"}, "one of: not_personal"),
        ({"category": "pancake"}, "outside the list"),
        ({"by": None}, "no key by"),
        ({"kind": "test_data", "category": None, "shape": "999"}, "a category or a field_id"),
    ],
)
def test_an_objection_that_says_too_little_or_too_much_is_a_fault(change, said):
    assert any(said in fault for fault in faults(GOOD | change))


def test_a_whole_place_or_dataset_may_be_test_data():
    for scope in ({}, {"place_id": None, "dataset_id": "files/t-1"}):
        values = GOOD | {"kind": "test_data", "category": None} | scope
        assert isinstance(checked("objections", values, refuse=never), Objection)


def test_all_faults_of_the_file_come_at_once(tmp_path):
    (tmp_path / "objections.toml").write_text(
        '[[objection]]\nkind = "not_personal"\n[[objection]]\nkid = 1\n'
    )
    with pytest.raises(RegisterError) as caught:
        read_register(tmp_path, refuse=never)
    assert len(caught.value.faults) >= 6
