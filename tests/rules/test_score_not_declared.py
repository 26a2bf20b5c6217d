import pytest

RULE = "score-not-declared"
FIELDS = """
    dataset_id | field_id | score          | person_level | filled
    crm        | health   | computed       | true         | 9
    crm        | nps      | said_by_person | true         | 9
    crm        | firm     | of_a_firm      | false        | 9
    crm        | account  | computed       | false        | 9
    crm        | odd      | unclear        | true         | 9
    crm        | level    | computed       | -            | 9
    crm        | unused   | computed       | true         | 0
    crm        | email    | none           | -            | 9
    crm        | told     | unclear        | -            | 9
    hearsay    | churn    | computed       | true         | 9
"""
SCORES = "dataset_id | field_id | person_level | computed\ncrm | told | true | false"
DATASETS = "dataset_id | layout\ncrm | generic\nhearsay | looks_like"
COMPLETE = "subject | on_day\nnotices | 2026-11-20"
NOTICE = "notice_id | valid_from | valid_to | read\nn-1 | 2025-01-01 | {} | {}"


IN_FORCE = NOTICE.format("-", "true")


def run(judge_rows, *, complete=COMPLETE, notice=IN_FORCE, terms=""):
    return judge_rows(
        RULE,
        fields=FIELDS,
        register_scores=SCORES,
        datasets=DATASETS,
        register_notices=notice,
        register_notice_terms="notice_id | kind | term\n" + terms,
        register_complete=complete,
    )


def test_a_computed_score_about_people_needs_a_notice_that_names_it(judge_rows):
    rows = run(judge_rows, terms="n-1 | purpose | support")
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("crm", "health"): ("fails", None),
        ("crm", "nps"): ("passes", None),
        ("crm", "firm"): ("passes", None),
        ("crm", "account"): ("passes", None),
        ("crm", "odd"): ("cannot_tell", "score_kind_unclear"),
        ("crm", "level"): ("cannot_tell", "score_level_unclear"),
        ("crm", "unused"): ("passes", None),
        ("crm", "told"): ("passes", None),  # the register says: said by the person
        ("hearsay", "churn"): ("cannot_tell", "layout_unseen"),
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"terms": "n-1 | use | scoring"}, ("passes", None)),
        ({"terms": "n-1 | use | profiling"}, ("passes", None)),
        ({"notice": NOTICE.format("-", "false")}, ("cannot_tell", "notice_unread")),
        ({"complete": "subject | on_day"}, ("cannot_tell", "register_not_complete")),
        (
            {"terms": "n-1 | use | scoring", "notice": NOTICE.format("2026-01-01", "true")},
            ("fails", None),
        ),
    ],
)
def test_a_notice_counts_while_it_is_in_force_and_was_read(changes, found, judge_rows):
    row = run(judge_rows, **changes)["crm", "health"]
    assert (row.verdict, row.reason) == found
