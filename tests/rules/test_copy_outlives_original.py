import pytest

RULE = "copy-outlives-original"
COLUMNS = "snapshot_id | dataset_id | system_id | original_id | relation | taken_on | months_least"
COLUMNS += " | months_most | erased | erased_undated | erased_months | layout"
BY_DAY = "rule_id | covers | trigger | max_months | hold\nr | copies | collection | 24 | false"


def judged(judge_rows, copies, retention=BY_DAY):
    rows = judge_rows(RULE, copies=f"{COLUMNS}\n{copies}", register_retention=retention)
    return {key[0]: (row.verdict, row.reason) for key, row in rows.items()}


def one(least, most, *, erased=0, undated=0, erased_months="-", layout="seen", relation="history"):
    return (
        f"s | hubspot/contacts | hubspot | hubspot | {relation} | 2024-01-02 | {least} | {most}"
        f" | {erased} | {undated} | {erased_months} | {layout}"
    )


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (24, 24, ("fails", None)),
        (23, 23, ("passes", None)),
        (24, "-", ("fails", None)),
        (0, 23, ("passes", None)),
        (23, 24, ("cannot_tell", "copy_undated")),  # its day may lie on either side
        (0, "-", ("cannot_tell", "copy_undated")),
    ],
)
def test_a_copy_is_too_old_by_its_last_day_and_young_enough_by_its_first(
    least, most, said, judge_rows
):
    assert judged(judge_rows, one(least, most)) == {"s": said}


def test_without_a_rule_for_copies_nothing_is_alleged(judge_rows):
    every = "rule_id | covers | trigger | max_months | hold\n"
    for rules in (
        every,
        every + "r | all | collection | 12 | false",
        every + "r | backups | collection | 12 | false",
        every + "r | copies | - | 12 | false",
        every + "r | copies | collection | - | false",
    ):
        said = judged(judge_rows, one(90, 91, erased=3, erased_months=80), rules)
        assert said == {"s": ("cannot_tell", "copy_rule_unsaid")}, rules


def test_whom_the_original_erased_is_beyond_every_trigger_and_an_old_copy_alone_is_not(judge_rows):
    rules = BY_DAY.replace("collection", "purpose_end")
    assert judged(judge_rows, one(30, 30, erased=2, erased_months=24), rules) == {
        "s": ("fails", None)
    }
    untied = {"s": ("cannot_tell", "copy_rule_unsaid")}
    assert judged(judge_rows, one(30, 30), rules) == untied
    assert judged(judge_rows, one(30, 30, erased=2, erased_months=23), rules) == untied
    assert judged(judge_rows, one(30, 30, erased=2), rules) == untied
    assert judged(judge_rows, one(1, 1), rules) == untied
    assert judged(judge_rows, one(1, 1, erased=2, erased_months=24), rules) == {
        "s": ("fails", None)
    }


@pytest.mark.parametrize("trigger", ["withdrawal", "contract_end", "purpose_end"])
def test_nothing_is_young_enough_by_a_day_that_no_copy_shows(trigger, judge_rows):
    beside = BY_DAY + f"\nq | copies | {trigger} | 60 | false"
    untold = {"s": ("cannot_tell", "copy_rule_unsaid")}
    assert judged(judge_rows, one(1, 1), beside) == untold
    assert judged(judge_rows, one(1, 1)) == {"s": ("passes", None)}


def test_a_young_copy_does_not_pass_with_people_who_were_erased_nobody_knows_when(judge_rows):
    untold = {"s": ("cannot_tell", "erased_undated")}
    assert judged(judge_rows, one(1, 1, erased=2, undated=2)) == untold
    assert judged(judge_rows, one(1, 1, erased=2, undated=1, erased_months=3)) == untold
    assert judged(judge_rows, one(1, 1, erased=2, erased_months=3)) == {"s": ("passes", None)}
    assert judged(judge_rows, one(25, 25, erased=2, undated=2)) == {"s": ("fails", None)}
    assert judged(judge_rows, one(1, 1, erased=2, undated=1, erased_months=24)) == {
        "s": ("fails", None)
    }


def test_a_rule_below_the_floor_of_a_year_fails_nothing_younger_than_a_year(judge_rows):
    rules = BY_DAY.replace("24", "6")
    assert judged(judge_rows, one(12, 12), rules) == {"s": ("fails", None)}
    assert judged(judge_rows, one(11, 11), rules)["s"][0] == "cannot_tell"
    assert judged(judge_rows, one(5, 5), rules) == {"s": ("passes", None)}


def test_of_two_rules_the_longer_decides_what_fails_and_the_shorter_what_passes(judge_rows):
    rules = BY_DAY + "\nq | copies | collection | 36 | false"
    assert judged(judge_rows, one(36, 36), rules)["s"][0] == "fails"
    assert judged(judge_rows, one(30, 30), rules)["s"][0] == "cannot_tell"
    assert judged(judge_rows, one(20, 20), rules)["s"][0] == "passes"


def test_a_hold_that_may_stand_keeps_a_copy_and_one_that_cites_no_law_does_not(judge_rows):
    head = "rule_id | system_id | covers | trigger | max_months | hold | hold_cites_law\n"
    rule = "r | - | copies | collection | 24 | false | -\n"
    for hold, verdict in (
        ("h | hubspot | backups | - | - | true | true", "cannot_tell"),
        ("h | - | all | - | - | true | -", "cannot_tell"),
        ("h | hubspot | copies | - | - | true | false", "fails"),
        ("h | notion | copies | - | - | true | true", "fails"),
    ):
        assert judged(judge_rows, one(30, 30), head + rule + hold)["s"][0] == verdict, hold


def test_a_rule_is_of_the_store_in_which_the_copy_lies_or_of_its_original(judge_rows):
    head = "rule_id | system_id | dataset_id | covers | trigger | max_months | hold\n"
    loose = one(30, 30).replace("hubspot/contacts | hubspot", "files/t-1 | files")
    for system, dataset, verdict in (
        ("files", "-", "fails"),
        ("hubspot", "-", "fails"),
        ("notion", "-", "cannot_tell"),
        ("files", "files/t-1", "fails"),
        ("files", "files/t-2", "cannot_tell"),
    ):
        rules = f"{head}r | {system} | {dataset} | copies | collection | 24 | false"
        assert judged(judge_rows, loose, rules)["s"][0] == verdict, (system, dataset)


def test_an_export_that_may_be_of_another_account_or_layout_is_asked_about(judge_rows):
    assert judged(judge_rows, one(90, 91, relation="asked")) == {
        "s": ("cannot_tell", "absence_from_partial_export")
    }
    assert judged(judge_rows, one(90, 91, layout="looks_like")) == {
        "s": ("cannot_tell", "layout_unseen")
    }
    assert judged(judge_rows, one(90, 91, layout="generic")) == {"s": ("fails", None)}


def test_each_unit_of_a_copy_is_a_row(judge_rows):
    rows = judge_rows(
        RULE,
        copies=f"{COLUMNS}\n{one(24, 24)}",
        register_retention=BY_DAY,
        units="unit_id | snapshot_id\nu-1 | s\nu-2 | s\nu-3 | other",
    )
    assert sorted(rows) == [("s", "u-1"), ("s", "u-2")]
