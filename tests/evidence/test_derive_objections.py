"""What the team objects to leaves what rules see, is counted, and touches nothing else."""

from datetime import date

import pyarrow as pa
from derive_units import derived, rows_of, unit

from amanat.evidence.schema import REGISTER

TEXT = {"note": {"free_text": True, "personal": "no"}}
TABLE = REGISTER["register_objections"].arrow


def objecting(*entries):
    plain = {"kind": "not_personal", "by": "user-2", "on_day": date(2026, 11, 20)}
    rows = [{"seq": seq, **plain, **entry} for seq, entry in enumerate(entries)]
    full = [{name: row.get(name) for name in TABLE.names} for row in rows]
    return {"register_objections": pa.Table.from_pylist(full, schema=TABLE)}


def hit(row, category="pan", shape="aaaaa9999a"):
    return {"row_ordinal": row, "category": category, "shape": shape}


def notes(*mentions, unit_id="u-5", kind="notes", **values):
    rows = [{"has_text": True} for _ in range(4)]
    given = {"object": kind, "columns": TEXT, "rows": rows, "people": None} | values
    return unit(unit_id, mentions=mentions, **given)


HITS = (hit(0), hit(1, shape="999 999"), hit(2, "aadhaar", "9999 9999 9999"))


def left(*entries, units=None):
    tables = derived(*(units or [notes(*HITS)]), said=objecting(*entries))
    return (
        rows_of(tables, "mentions", "row_ordinal", "category"),
        rows_of(tables, "set_aside", "seq", "hits", "fields"),
        rows_of(tables, "mention_people", "category", "records"),
    )


def test_without_objections_all_hits_stay_and_nothing_is_counted():
    assert left() == (
        [(0, "pan"), (1, "pan"), (2, "aadhaar")],
        [],
        [("aadhaar", 1), ("pan", 2)],
    )


def test_a_place_and_a_kind_set_these_hits_aside_everywhere():
    hits, counts, people = left({"place_id": "files/notes", "category": "pan"})
    assert hits == [(2, "aadhaar")]
    assert counts == [(0, 2, 0)]
    assert people == [("aadhaar", 1)]


def test_a_shape_leaves_other_shapes_and_another_place_leaves_all():
    assert left({"shape": "999 999", "category": "pan"})[:2] == (
        [(0, "pan"), (2, "aadhaar")],
        [(0, 1, 0)],
    )
    hits, counts, _ = left({"place_id": "files/other", "category": "pan"})
    assert len(hits) == 3
    assert counts == [(0, 0, 0)]


def test_a_wrong_kind_is_told_as_the_right_one():
    entry = {"kind": "wrong_kind", "category": "aadhaar", "right_category": "customer_id"}
    hits, counts, people = left(entry | {"dataset_id": "files/notes"})
    assert hits == [(0, "pan"), (1, "pan"), (2, "customer_id")]
    assert counts == [(0, 1, 0)]
    assert people == [("customer_id", 1), ("pan", 2)]


def test_a_hit_that_one_objection_took_is_no_business_of_the_next():
    first, second = {"category": "pan"}, {"kind": "test_data"}
    scope = {"dataset_id": "files/notes"}
    assert left(first | scope, second | scope)[:2] == ([], [(0, 2, 0), (1, 1, 0)])


def test_a_field_that_is_no_personal_data_is_one_for_no_rule():
    columns = {
        "ref": {"category": "phone", "personal": "yes", "tier": "likely", "hits": 3, "filled": 3},
        "mail": {"category": "email", "personal": "yes", "tier": "confirmed", "hits": 3},
    }
    contacts = unit("u-1", columns=columns, rows=[{} for _ in range(3)])
    kept = rows_of(derived(contacts), "fields", "field_id", "category", "personal")
    assert kept == [("mail", "email", "yes"), ("ref", "phone", "yes")]
    place = {"dataset_id": "files/contact", "field_id": "ref"}
    tables = derived(contacts, said=objecting(place))
    assert rows_of(tables, "fields", "field_id", "category", "personal", "hits") == [
        ("mail", "email", "yes", 3),
        ("ref", None, "no", 0),
    ]
    assert rows_of(tables, "set_aside", "hits", "fields") == [(0, 1)]
    right = place | {"kind": "wrong_kind", "right_category": "card"}
    tables = derived(contacts, said=objecting(right))
    assert ("ref", "card", "yes", "financial") in rows_of(
        tables, "fields", "field_id", "category", "personal", "spdi_class"
    )
