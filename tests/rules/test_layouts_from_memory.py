"""What rests on a column known from memory only neither fails nor passes; its neighbour does."""

import pytest

SURE = [("seen", "fails"), ("generic", "fails"), ("-", "fails"), ("looks_like", "cannot_tell")]


def reason(verdict):
    return "layout_unseen" if verdict == "cannot_tell" else None


@pytest.mark.parametrize(("layout", "verdict"), SURE)
def test_a_grant_by_hearsay_decides_no_access(layout, verdict, judge_rows):
    rows = judge_rows(
        "access-beyond-need",
        places="place_id | dataset_id | people | records\np | d | 3 | 9",
        grants=f"place_id | seq | opened_to | layout\np | 0 | link | {layout}\np | 1 | user | seen",
    )
    (row,) = rows.values()
    assert (row.verdict, row.reason) == (verdict, reason(verdict))


@pytest.mark.parametrize(("layout", "verdict"), SURE)
def test_an_open_note_fails_only_by_a_permission_that_is_known(layout, verdict, judge_rows):
    rows = judge_rows(
        "sensitive-note-open",
        places="place_id | dataset_id | people | text_records | status\np | d | 3 | 9 | read",
        grants=f"place_id | seq | opened_to | layout\np | 0 | domain | {layout}",
        mentions="unit_id | place_id | category | kind | tier | about\n"
        "u | p | health | topic | likely | person",
    )
    (row,) = rows.values()
    assert (row.verdict, row.reason) == (verdict, reason(verdict))


@pytest.mark.parametrize(("layout", "verdict"), [("seen", "passes"), ("looks_like", "cannot_tell")])
def test_a_place_that_is_closed_by_hearsay_does_not_pass(layout, verdict, judge_rows):
    rows = judge_rows(
        "access-beyond-need",
        places="place_id | dataset_id | people | access | access_layout\n"
        f"p | d | 3 | restricted | {layout}",
    )
    (row,) = rows.values()
    assert (row.verdict, row.reason) == (verdict, reason(verdict))


def test_a_place_below_inherits_how_surely_it_is_known(view):
    rows = view(
        "place_access",
        places="place_id | parent_place_id\ntop | -\nsub | top\nsure | top\nsaid | -",
        grants="""
            place_id | seq | opened_to | layout
            top      | 0   | link      | looks_like
            sure     | 0   | user      | seen
        """,
        register_access="place_id | access\nsaid | guests",
    )
    assert {row["place_id"]: (row["access"], row["access_layout"]) for row in rows} == {
        "top": ("public", "looks_like"),
        "sub": ("public", "looks_like"),
        "sure": ("restricted", "seen"),
        "said": ("guests", "seen"),
    }


WIDER_BY_HEARSAY = """
    place_id | seq | opened_to | layout
    p        | 0   | {}        | seen
    p        | 1   | anyone    | looks_like
"""


@pytest.mark.parametrize(
    ("sure", "place", "note"),
    [
        ("guest", "fails", "fails"),
        ("domain", "cannot_tell", "fails"),
        ("user", "cannot_tell", "cannot_tell"),
    ],
)
def test_a_wider_grant_by_hearsay_hides_no_sure_one_that_fails_alone(sure, place, note, judge_rows):
    grants = WIDER_BY_HEARSAY.format(sure)
    of_place = judge_rows(
        "access-beyond-need",
        places="place_id | dataset_id | people\np | d | 3",
        grants=grants,
        register_access="place_id | access\np | need_confirmed",
    )
    assert [row.verdict for row in of_place.values()] == [place]
    of_note = judge_rows(
        "sensitive-note-open",
        places="place_id | dataset_id | people | text_records | status\np | d | 3 | 9 | read",
        grants=grants,
        mentions="unit_id | place_id | category | kind | tier | about\n"
        "u | p | health | topic | likely | person",
    )
    assert [row.verdict for row in of_note.values()] == [note]


def test_a_place_below_inherits_the_sure_grant_too(view):
    rows = view(
        "place_access",
        places="place_id | parent_place_id\np | -\nsub | p\nlow | sub",
        grants=WIDER_BY_HEARSAY.format("guest"),
    )
    assert {row["sure_access"] for row in rows} == {"guests"}
    assert {row["access"] for row in rows} == {"public"}


@pytest.mark.parametrize(("layout", "verdict"), SURE)
def test_a_score_fails_only_where_its_column_is_known(layout, verdict, judge_rows):
    rows = judge_rows(
        "score-not-declared",
        datasets="dataset_id | layout\nd | seen",
        fields="dataset_id | field_id | score | person_level | filled | layout\n"
        f"d | f | computed | true | 5 | {layout}",
        register_complete="subject | on_day\nnotices | 2026-11-20",
    )
    (row,) = rows.values()
    assert (row.verdict, row.reason) == (verdict, reason(verdict))
