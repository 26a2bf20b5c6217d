import pytest

RULE = "shared-without-consent"
ASOF = "flow_id | unit_id | row_ordinal | purpose_id | person | on_day | continuing | state | at_known | by_channel | no_layout_known\n"
FLOWS = """
    flow_id | source_system_id | recipient_id | layout     | refuted | last_seen_on
    f       | crm              | mail         | seen       | false   | 2026-10-01
    hearsay | crm              | tool         | looks_like | false   | 2026-10-01
    refuted | crm              | gone         | seen       | true    | 2026-10-01
    silent  | crm              | far          | seen       | false   | 2026-09-09
"""
PURPOSES = """
    purpose_id | class      | ground      | fact
    news       | newsletter | consent     | false
    care       | support    | s7a         | true
    court      | other      | s7d         | true
    vague      | support    | s7a         | false
    vaguecourt | other      | s7d         | false
    words      | scoring    | other_words | false
    empty      | sales      | -           | false
"""
COMPLETE = "subject | on_day\nconsents | 2026-11-20\npurposes | 2026-11-20"


def asof(*rows):
    return ASOF + "\n".join(
        f"{flow} | u | {place} | {purpose} | asha | {day} | {going} | {state} | 1 | 0 | {known}"
        for place, (flow, purpose, state, day, going, known) in enumerate(rows)
    )


def case(purpose, state, *, flow="f", day="2026-03-02", going="false", known="1"):
    return (flow, purpose, state, day, going, known)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (case("news", "given"), ("passes", None)),
        (case("news", "withdrawn"), ("fails", None)),
        (case("news", "never"), ("fails", None)),
        (case("news", "later_only"), ("fails", None)),
        (case("news", "never", day="2026-11-21"), ("cannot_tell", "consent_none_found")),
        (case("news", "undated"), ("cannot_tell", "consent_undated")),
        (case("news", "overlap"), ("cannot_tell", "consent_overlap")),
        (case("news", "state_only"), ("cannot_tell", "consent_state_only")),
        (case("news", "unmapped"), ("cannot_tell", "label_unmapped")),
        (case("news", "unmatched"), ("cannot_tell", "person_unmatched")),
        (case("care", "never"), ("passes", None)),
        (case("care", "withdrawn"), ("fails", None)),  # an objection ends section 7(a)
        (case("care", "overlap"), ("cannot_tell", "consent_overlap")),  # it may be an objection
        (case("court", "withdrawn"), ("passes", None)),  # clauses (b) to (i) go on
        (case("vague", "never"), ("cannot_tell", "ground_fact_missing")),
        (case("vague", "given"), ("passes", None)),
        (case("vaguecourt", "withdrawn"), ("cannot_tell", "ground_fact_missing")),
        (case("words", "never"), ("cannot_tell", "ground_other_words")),
        (case("words", "withdrawn"), ("fails", None)),
        (case("empty", "never"), ("fails", None)),
        (case("class-marketing", "withdrawn"), ("fails", None)),
        (case("-", "-"), ("cannot_tell", "purpose_unknown")),
        (case("news", "withdrawn", flow="hearsay"), ("cannot_tell", "layout_unseen")),
        (case("news", "never", flow="hearsay"), ("cannot_tell", "layout_unseen")),
        (case("news", "given", flow="hearsay"), ("passes", None)),
        (case("news", "withdrawn", known="0"), ("cannot_tell", "layout_unseen")),
    ],
)
def test_a_disclosure_is_held_against_consent_and_ground(row, found, judge_rows):
    rows = judge_rows(
        RULE,
        consent_asof=asof(row),
        flows=FLOWS,
        register_purposes=PURPOSES,
        register_complete=COMPLETE,
    )
    mine = rows[row[0], "u", 0]
    assert (mine.verdict, mine.reason) == found
    # a known flow without rows is judged by nobody; a refuted one is none
    silent = rows["silent", None, None]
    assert (silent.verdict, silent.reason) == ("cannot_tell", "content_unknown")
    assert "refuted" not in {key[0] for key in rows}


@pytest.mark.parametrize(
    ("purpose", "reason"),
    [
        ("news", "consent_none_found"),
        ("empty", "consent_none_found"),
        ("words", "ground_other_words"),
    ],
)
def test_no_consent_found_is_no_fault_where_nobody_says_that_this_is_all(
    purpose, reason, judge_rows
):
    rows = judge_rows(
        RULE, consent_asof=asof(case(purpose, "never")), flows=FLOWS, register_purposes=PURPOSES
    )
    assert rows["f", "u", 0].reason == reason


def test_an_empty_ground_is_asked_for_where_purposes_are_not_complete(judge_rows):
    rows = judge_rows(
        RULE,
        consent_asof=asof(case("empty", "never")),
        flows=FLOWS,
        register_purposes=PURPOSES,
        register_complete="subject | on_day\nconsents | 2026-11-20",
    )
    assert rows["f", "u", 0].reason == "ground_silent"


@pytest.mark.parametrize(
    ("taken_at", "told", "found"),
    [
        ("2026-11-20T10:00:00+05:30", "2026-11-20", ("fails", None)),
        ("2026-11-21T01:00:00+05:30", "2026-11-20", ("cannot_tell", "consent_none_found")),
        ("-", "2026-11-22", ("cannot_tell", "consent_none_found")),  # the audit is a day later
        ("-", "2026-11-23", ("fails", None)),
    ],
)
def test_a_row_without_a_day_asks_for_all_consents_up_to_its_export(
    taken_at, told, found, judge_rows
):
    rows = judge_rows(
        RULE,
        consent_asof=asof(case("news", "never", day="-")),
        flows=FLOWS,
        units="unit_id | dataset_id | snapshot_id\nu | d | s",
        snapshots=f"snapshot_id | dataset_id | taken_at\ns | d | {taken_at}",
        register_purposes=PURPOSES,
        register_complete=f"subject | on_day\nconsents | {told}\npurposes | 2026-11-20",
    )
    assert (rows["f", "u", 0].verdict, rows["f", "u", 0].reason) == found


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (("given", "given"), ("passes", None)),
        (("withdrawn", "never"), ("fails", None)),
        (("given", "withdrawn"), ("cannot_tell", "purposes_differ")),
        (("given", "undated"), ("cannot_tell", "purposes_differ")),
        (("undated", "undated"), ("cannot_tell", "consent_undated")),
    ],
)
def test_several_purposes_count_only_where_all_give_the_same(states, found, judge_rows):
    rows = [f"f | u | 0 | {purpose} | asha | 2026-03-02 | false | {state} | 1 | 0 | 1"
            for purpose, state in zip(("news", "winback"), states, strict=True)]  # fmt: skip
    judged = judge_rows(
        RULE,
        consent_asof=ASOF + "\n".join(rows),
        flows=FLOWS,
        register_purposes=PURPOSES,
        register_complete=COMPLETE,
    )
    assert (judged["f", "u", 0].verdict, judged["f", "u", 0].reason) == found


def test_what_goes_on_is_of_today_and_what_is_over_of_its_day(judge_rows):
    rows = judge_rows(
        RULE,
        consent_asof=asof(case("news", "withdrawn"), case("news", "withdrawn", going="true")),
        flows=FLOWS,
    )
    assert [str(rows["f", "u", row].event_on) for row in (0, 1)] == ["2026-03-02", "2026-11-23"]
    assert [rows["f", "u", row].continuing for row in (0, 1)] == [False, True]


@pytest.mark.parametrize("state", ["never", "later_only"])
@pytest.mark.parametrize(
    ("purpose", "holds", "found"),
    [
        ("news", 1, ("cannot_tell", "absence_from_partial_export")),
        ("news", 0, ("fails", None)),  # what is filtered tells of no choices
        ("care", 1, ("cannot_tell", "absence_from_partial_export")),  # an objection may be in it
        ("court", 1, ("passes", None)),
    ],
)
def test_a_yes_that_is_missing_from_a_filtered_export_is_no_fault(
    state, purpose, holds, found, judge_rows
):
    (row,) = [
        row
        for key, row in judge_rows(
            RULE,
            consent_asof=asof(case(purpose, state)),
            flows=FLOWS,
            register_purposes=PURPOSES,
            register_complete=COMPLETE,
            partial_exports=f"dataset_id | holds_choices\nledger | {holds}",
        ).items()
        if key[0] == "f"
    ]
    assert (row.verdict, row.reason) == found


@pytest.mark.parametrize("rule", [RULE, "support-data-in-marketing"])
@pytest.mark.parametrize("state", ["never", "withdrawn", "given"])
def test_a_flow_that_only_overlap_suggests_is_a_question_and_no_finding(rule, state, judge_rows):
    flows = """
        flow_id | recipient_id | recipient_system_kind | basis    | uses_cs_data | layout | refuted
        f       | tool         | marketing             | question | true         | seen   | false
    """
    rows = judge_rows(
        rule,
        consent_asof=asof(case("news", state)),
        flows=flows,
        register_purposes=PURPOSES,
        register_complete=COMPLETE,
    )
    assert [(row.verdict, row.reason) for row in rows.values()] == [
        ("cannot_tell", "purpose_unknown")
    ]
