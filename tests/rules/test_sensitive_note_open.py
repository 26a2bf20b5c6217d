import pytest

RULE = "sensitive-note-open"
MENTION = "unit_id | row_ordinal | column_ordinal | text_offset | text_length | category | dataset_id | place_id | field_id | kind | tier | about\n"
PLACES = """
    place_id | dataset_id | access       | text_records | status
    open     | d          | public       | 3            | read
    staff    | d          | organisation | 3            | read
    team     | d          | group        | 3            | read
    closed   | d          | restricted   | 3            | read
    unsaid   | d          | -            | 3            | read
    clean    | d          | public       | 3            | read
    half     | d          | public       | 3            | partly
    table    | d          | public       | 0            | read
"""


def hit(place, *, category="health", kind="topic", tier="confirmed", about="person", unit="u"):
    return (
        MENTION
        + f"{unit} | 4 | 1 | 7 | 3 | {category} | d | {place} | note | {kind} | {tier} | {about}"
    )


def verdict_of(rows, place):
    return {key[1]: (row.verdict, row.reason) for key, row in rows.items() if key[0] == place}


@pytest.mark.parametrize(
    ("mention", "place", "found"),
    [
        (hit("open"), "open", ("health", ("fails", None))),
        (hit("staff"), "staff", ("health", ("fails", None))),
        (hit("closed"), "closed", ("health", ("passes", None))),
        (hit("team"), "team", ("health", ("cannot_tell", "access_need_unsaid"))),
        (hit("unsaid"), "unsaid", ("health", ("cannot_tell", "access_unknown"))),
        (hit("open", about="unclear"), "open", ("health", ("cannot_tell", "about_unclear"))),
        (hit("open", about="nobody"), "open", ("none", ("passes", None))),
        (hit("open", tier="possible"), "open", ("none", ("passes", None))),
        (hit("open", kind="identifier", category="email"), "open", ("none", ("passes", None))),
        (hit("open", kind="unknown", category="ifsc"), "open", ("none", ("passes", None))),
    ],
)
def test_a_sensitive_note_fails_where_people_without_need_can_open_it(
    mention, place, found, judge_rows
):
    rows = judge_rows(RULE, places=PLACES, mentions=mention)
    assert verdict_of(rows, place) == dict([found])
    assert verdict_of(rows, "clean") == {"none": ("passes", None)}
    assert verdict_of(rows, "half") == {"none": ("cannot_tell", "place_partly_read")}
    assert verdict_of(rows, "table") == {}  # no text in it


def test_a_group_that_needs_it_passes(judge):
    verdicts = judge(
        RULE,
        places=PLACES,
        mentions=hit("team"),
        register_access="place_id | access\nteam | need_confirmed",
        grants="place_id | seq | opened_to\nteam | 0 | group",
    )
    assert verdicts["team", "health", "u", 4, 1, 7] == "passes"


def test_a_note_of_an_older_export_is_not_alleged_again(judge):
    verdicts = judge(
        RULE,
        places=PLACES,
        mentions=hit("open", unit="u-old"),
        datasets="dataset_id | current_snapshot_id\nd | s-2",
        snapshots="snapshot_id | dataset_id | relation\ns-1 | d | history\ns-2 | d | current",
        units="unit_id | dataset_id | snapshot_id | status\nu-old | d | s-1 | read",
    )
    assert "fails" not in verdicts.values()


def test_a_place_without_such_words_in_a_filtered_export_says_nothing(judge_rows):
    (row,) = judge_rows(
        RULE,
        places="place_id | dataset_id | status | text_records\nclean | d | read | 3",
        partial_exports="dataset_id\nd",
    ).values()
    assert (row.verdict, row.reason) == ("cannot_tell", "absence_from_partial_export")
