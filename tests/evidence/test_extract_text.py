import pyarrow as pa
from made_units import KEYS, extracted, fp, head

from amanat.detect import normalise
from amanat.evidence.keys import short_hash
from amanat.sources.model import ColumnRule, Layout

NOTES = Layout(
    "freshdesk",
    "ticket",
    "table",
    columns=(ColumnRule(("email",), "email"), ColumnRule(("note",), "text")),
)
AADHAAR = "2341 2341 2346"
HEALTH = "Spoke to Meena Iyer (meena@example.in, 98765 43210). She has diabetes and was in hospital. Call Ravi Rao."


def noted(*texts):
    return extracted(head(("Email", "Note"), NOTES), [("a@example.in", text) for text in texts])


def name_hash(name):
    return short_hash(normalise.names(pa.array([name], pa.large_string())), key=KEYS.sub("name"))[
        0
    ].as_py()


def test_a_hit_is_a_place_and_a_category_and_never_text():
    text = f"ñote Aadhaar no {AADHAAR} seen"
    mention = next(
        m for m in noted(None, text)["mentions"].to_pylist() if m["category"] == "aadhaar"
    )
    assert (mention["row_ordinal"], mention["column_ordinal"]) == (1, 1)
    assert text[mention["text_offset"] :][: mention["text_length"]] == AADHAAR
    assert mention["fp"] is None
    assert (mention["about"], mention["masked"]) == ("nobody", False)


def test_addresses_and_numbers_in_text_link_by_fingerprint():
    found = {
        m["category"]: m["fp"]
        for m in noted("write meena@EXAMPLE.in or call 98765 43210")["mentions"].to_pylist()
    }
    assert found["email"] == fp("meena@example.in")
    assert found["phone"] == fp("+919876543210", "phone")


def test_a_sensitive_sentence_says_who_may_be_meant_as_keyed_hashes():
    text = "Ravi Rao called. Meena Iyer (meena@example.in) said she has diabetes. Asha Menon wrote."
    tables = noted(text)
    topics = [m for m in tables["mentions"].to_pylist() if m["category"] == "health"]
    assert topics
    assert topics[0]["about"] == "person"
    near = [n for n in tables["mention_names"].to_pylist() if n["mention"] == topics[0]["mention"]]
    names = {n["name"] for n in near if n["name"]}
    assert name_hash("Meena Iyer") in names
    assert name_hash("Ravi Rao") not in names
    assert name_hash("Asha Menon") not in names
    assert {n["fp"] for n in near if n["fp"]} == {fp("meena@example.in")}


def test_mentions_are_in_the_order_of_places_and_numbered_so():
    mentions = noted(HEALTH, f"Aadhaar {AADHAAR}", HEALTH)["mentions"].to_pylist()
    places = [
        (m["row_ordinal"], m["column_ordinal"], m["text_offset"], m["text_length"], m["category"])
        for m in mentions
    ]
    assert places == sorted(set(places))
    assert [m["mention"] for m in mentions] == list(range(len(mentions)))


def test_rows_say_whether_they_hold_text():
    assert noted(None, "hello there")["rows"]["has_text"].to_pylist() == [False, True]


def test_a_column_that_looks_like_text_is_searched_in_an_unknown_table_and_a_typed_one_is_not():
    rows = [
        (f"p{i}@example.in", f"called about the plan again today, Aadhaar {AADHAAR}")
        for i in range(30)
    ]
    tables = extracted(head(("Mail ID", "Remarks")), rows)
    assert set(tables["mentions"]["column_ordinal"].to_pylist()) == {1}
    assert tables["columns"]["free_text"].to_pylist() == [False, True]


def test_detectors_that_are_off_find_nothing():
    from made_units import batches

    from amanat.evidence.extract import extract
    from amanat.sources.model import ReadNotes

    top = head(("Email", "Note"), NOTES)
    tables = extract(
        top,
        batches([("a@example.in", f"Aadhaar {AADHAAR}")]),
        keys=KEYS,
        notes=ReadNotes(),
        off=frozenset({"aadhaar"}),
    )
    assert "aadhaar" not in tables["mentions"]["category"].to_pylist()


def test_a_column_of_text_counts_the_cells_in_which_something_was_found():
    tables = noted("call 98765 43210 or 98765 43211", None, "nothing here", "mail a@example.in")
    note = tables["columns"].to_pylist()[1]
    assert (note["filled"], note["hits"], note["free_text"]) == (3, 2, True)
