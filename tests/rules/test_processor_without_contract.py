import pytest

RULE = "processor-without-contract"
FLOWS = """
    vendor_id | system_id | recipient_role | role_how | receives | how   | ended | ended_on   | last_seen_on
    mailer    | mail-a    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    lapsed    | call-a    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    evergreen | desk-a    | data-processor | presumed | yes      | holds | 0     | -          | 2027-06-01
    late      | desk-b    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    unread    | docs-a    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    none      | ads-a     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    none      | ads-b     | data-processor | register | yes      | sent  | 0     | -          | 2027-07-01
    maybe     | chat-a    | -              | -        | yes      | sent  | 0     | -          | 2027-06-01
    bank      | pay-a     | data-fiduciary | register | yes      | sent  | 0     | -          | 2027-06-01
    undated   | mail-b    | data-processor | register | yes      | sent  | 0     | -          | -
    -         | misc-a    | data-processor | presumed | yes      | holds | 0     | -          | 2027-06-01
    nothing   | idle-a    | data-processor | register | no       | said  | 0     | -          | -
    gone      | past-a    | data-processor | register | yes      | sent  | 1     | 2027-01-01 | 2026-12-01
    says-none | free-a    | data-processor | presumed | yes      | holds | 0     | -          | 2027-07-01
    whole     | form-a    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    vague     | form-b    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    other     | svc-b     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    group     | grp-a     | both           | register | yes      | sent  | 0     | -          | 2027-06-01
    named     | lost-a    | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    draftonly | reg-a     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    over      | reg-b     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    filed     | reg-c     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
    redone    | two-a     | data-processor | register | yes      | sent  | 0     | -          | 2027-06-01
"""
COVER = """
    contract_id | source | vendor_id | system_id | proof    | party     | term             | valid_from | valid_to   | file_state | says_none
    c1          | paper  | mailer    | mail-a    | signed   | ours      | fixed            | 2025-01-01 | 2028-01-01 | read       | false
    c2          | paper  | lapsed    | call-a    | signed   | ours      | fixed            | 2020-01-01 | 2021-01-01 | read       | false
    c3          | paper  | evergreen | desk-a    | signed   | ours      | until-terminated | 2024-01-01 | -          | read       | false
    c4          | paper  | late      | desk-b    | signed   | ours      | fixed            | 2027-06-02 | 2029-01-01 | read       | false
    c5          | paper  | unread    | docs-a    | -        | -         | unknown          | -          | -          | unread     | false
    c6          | paper  | undated   | mail-b    | signed   | ours      | fixed            | 2025-01-01 | 2028-01-01 | read       | false
    c7          | entry  | says-none | -         | -        | -         | unknown          | -          | -          | none       | true
    c8          | entry  | whole     | form-a    | signed   | ours      | fixed            | 2025-01-01 | 2028-01-01 | none       | false
    c9          | entry  | vague     | form-b    | signed   | ours      | unknown          | 2025-01-01 | -          | none       | false
    c10         | paper  | other     | svc-a     | signed   | ours      | fixed            | 2025-01-01 | 2028-01-01 | read       | false
    c11         | paper  | group     | grp-a     | signed   | group_other | fixed          | 2025-01-01 | 2028-01-01 | read       | false
    c12         | entry  | named     | -         | cannot_tell | -      | unknown          | -          | -          | missing    | false
    c13         | entry  | draftonly | reg-a     | draft    | ours      | fixed            | 2025-01-01 | 2028-01-01 | none       | false
    c16         | entry  | over      | reg-b     | signed   | ours      | fixed            | 2025-01-01 | 2026-01-01 | none       | false
    c17         | entry  | filed     | reg-c     | draft    | ours      | fixed            | 2025-01-01 | 2028-01-01 | missing    | false
    c14         | paper  | redone    | two-a     | draft    | ours      | fixed            | 2025-01-01 | 2028-01-01 | read       | false
    c15         | paper  | redone    | two-a     | accepted | ours      | renews           | 2026-01-01 | -          | read       | false
"""


def test_only_a_paper_that_was_read_and_is_in_force_covers_a_processor(judge_rows):
    rows = judge_rows(
        RULE,
        flows_latest=FLOWS,
        contract_cover=COVER,
        register_complete="subject | on_day\ncontracts | 2027-06-20",
    )
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("mailer", "mail-a"): ("passes", None),
        ("lapsed", "call-a"): ("fails", None),
        ("evergreen", "desk-a"): ("passes", None),
        ("late", "desk-b"): ("fails", None),  # data before paper
        ("unread", "docs-a"): ("cannot_tell", "contract_unread"),
        ("none", "ads-a"): ("fails", None),
        ("none", "ads-b"): ("cannot_tell", "register_not_complete"),  # seen after the complete day
        ("maybe", "chat-a"): ("cannot_tell", "role_unknown"),
        ("bank", "pay-a"): ("passes", None),
        ("undated", "mail-b"): ("cannot_tell", "content_unknown"),
        ("misc-a", "misc-a"): ("cannot_tell", "vendor_unresolved"),
        ("nothing", "idle-a"): ("passes", None),
        ("gone", "past-a"): ("cannot_tell", "relation_ended"),
        ("says-none", "free-a"): ("fails", None),  # the register itself says: no contract
        ("whole", "form-a"): ("passes", None),  # term, dates, party and service told
        ("vague", "form-b"): ("cannot_tell", "contract_term_unknown"),
        ("other", "svc-b"): ("fails", None),  # the paper is for another service
        ("group", "grp-a"): ("fails", None),  # the paper is with another company of the group
        ("named", "lost-a"): ("cannot_tell", "contract_missing_file"),
        ("draftonly", "reg-a"): ("fails", None),  # all that the complete register has is a draft
        ("over", "reg-b"): ("fails", None),  # ... has ended
        ("filed", "reg-c"): ("cannot_tell", "contract_missing_file"),  # its file may say more
        ("redone", "two-a"): ("passes", None),  # one draft, one accepted
    }


def test_without_a_complete_register_no_missing_paper_is_alleged(judge):
    verdicts = judge(RULE, flows_latest=FLOWS, contract_cover=COVER)
    assert verdicts["none", "ads-a"] == "cannot_tell"
    assert verdicts["draftonly", "reg-a"] == "cannot_tell"
    assert verdicts["lapsed", "call-a"] == "fails"


def test_the_day_is_that_of_the_last_flow_and_what_is_held_goes_on(judge_rows):
    rows = judge_rows(RULE, flows_latest=FLOWS, contract_cover=COVER)
    assert str(rows["lapsed", "call-a"].event_on) == "2027-06-01"
    assert not rows["lapsed", "call-a"].continuing
    assert rows["says-none", "free-a"].continuing
    assert str(rows["gone", "past-a"].event_on) == "2027-01-01"


@pytest.mark.parametrize(
    ("complete", "seen", "ended", "found"),
    [
        ("2026-11-20", "2026-11-23", "2026-06-30", "fails"),  # over, and complete since
        ("2026-06-30", "2026-11-23", "2026-06-30", "fails"),
        ("2026-06-29", "2026-11-23", "2026-06-30", "cannot_tell"),  # complete before the end
        ("2026-11-20", "2026-06-01", "2026-06-30", "passes"),  # last seen within the term
        ("2026-11-20", "2026-11-23", "-", "cannot_tell"),  # a fixed term without its end
    ],
)
def test_a_fixed_term_that_was_over_before_the_register_was_complete_fails(
    complete, seen, ended, found, judge
):
    verdicts = judge(
        RULE,
        flows_latest=f"""
            vendor_id | system_id | recipient_role | receives | how   | ended | last_seen_on | day_told
            v         | s         | data-processor | yes      | holds | 0     | {seen}       | 0
        """,
        contract_cover=f"""
            contract_id | source | vendor_id | system_id | proof  | party | term  | valid_from | valid_to | file_state | says_none
            c           | entry  | v         | s         | signed | ours  | fixed | 2025-01-01 | {ended}  | none       | false
        """,
        register_complete=f"subject | on_day\ncontracts | {complete}",
    )
    assert verdicts["v", "s"] == found


@pytest.mark.parametrize(("day_told", "found"), [(1, "fails"), (0, "cannot_tell")])
def test_a_paper_from_after_the_newest_record_fails_only_where_the_export_has_its_day(
    day_told, found, judge
):
    verdicts = judge(
        RULE,
        flows_latest=f"""
            vendor_id | system_id | recipient_role | receives | how   | ended | last_seen_on | day_told
            v         | s         | data-processor | yes      | holds | 0     | 2024-02-01   | {day_told}
        """,
        contract_cover="""
            contract_id | source | vendor_id | system_id | proof  | party | term   | valid_from | file_state | says_none
            c           | paper  | v         | s         | signed | ours  | renews | 2025-01-01 | read       | false
        """,
    )
    assert verdicts["v", "s"] == found
