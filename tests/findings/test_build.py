from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.findings.identity import finding_id
from amanat.findings.model import Place, Store


def test_notes_give_one_finding_with_every_place_and_the_stored_count_of_people(audited, company):
    (finding,) = audited(**company).of("sensitive-note-open")
    assert finding.text == (
        "2 notes in Notion mention a person's health; anyone with the link can open it."
    )
    assert finding.where == "Notion, page “QBR notes”"
    assert (finding.people, finding.records) == (2, 2)
    assert finding.places.first == (
        Place("notion", "notion/pages", "u-1", 2, 0, 10, 6),
        Place("notion", "notion/pages", "u-1", 3, 0, 11, 6),
    )
    assert finding.places.total == 2
    assert finding.places.stores == (Store("notion", "notion/pages"),)
    assert finding.subject == {"place_id": "notion/pages/p-1", "category": "health"}
    assert (finding.severity, finding.confidence) == ("critical", "medium")
    assert finding.standing == "readiness gap"
    assert finding.cap_inr == 2_500_000_000


def test_what_may_leave_the_house_holds_no_title(audited, company):
    for finding in audited(**company).findings:
        for text in (finding.text, finding.remedy, finding.how, finding.closed_when, finding.owner):
            assert "QBR" not in text
            assert "Winback" not in text
            assert "Churn" not in text
            assert "{" not in text


def test_people_in_flows_are_counted_once_and_staff_not_at_all(audited, company):
    (finding,) = audited(**company).of("shared-without-consent")
    assert finding.records == 2  # asha, and one of the staff
    assert finding.people == 1
    assert finding.where == "CleverTap, list “Winback”"
    assert finding.places.first[0] == Place("clevertap", "clevertap/profile", "u-3", 0)
    assert finding.continuing
    assert finding.event_on == date(2026, 11, 23)


def test_a_field_is_found_in_its_columns(audited, company):
    complete = "subject | on_day\nnotices | 2026-11-20"
    (finding,) = audited(register_complete=complete, **company).of("score-not-declared")
    assert finding.places.first == (Place("clevertap", "clevertap/profile", "u-3", None, 6),)
    assert finding.people == 3


def test_what_cannot_be_told_says_why_and_how_long_it_takes_to_settle(audited, company):
    found = audited(**company).of("shared-without-consent", "cannot_tell")
    assert found[0].reasons == (("consent_none_found", 1),)
    assert found[0].text == "CleverTap: No consent was found in what was read."
    assert found[0].minutes == 10


def test_on_the_first_day_of_the_act_the_verdict_stays_and_the_standing_changes(audited, company):
    before = audited(**company)
    company["as_of"] = "on_day\n2027-05-13"
    after = audited(**company)
    assert [each.id for each in before.findings] != []
    assert {each.id for each in before.of("sensitive-note-open")} == {
        each.id for each in after.of("sensitive-note-open")
    }
    assert after.of("sensitive-note-open")[0].standing == "binds today"


def test_what_fails_comes_first_and_equal_input_gives_equal_findings(audited, company):
    once, again = audited(**company), audited(**company)
    assert once.findings == again.findings
    verdicts = [each.verdict for each in once.findings]
    assert verdicts == sorted(verdicts, key=["fails", "cannot_tell", "passes"].index)


def test_ids_are_unique(audited, company):
    ids = [each.id for each in audited(**company).findings]
    assert len(set(ids)) == len(ids)


@given(st.lists(st.one_of(st.none(), st.text(max_size=8)), max_size=3))
def test_an_id_hangs_on_rule_identity_and_verdict_alone(identity):
    named = finding_id("a-rule", identity)
    assert named == finding_id("a-rule", list(identity))
    assert len(named) == 16
    assert named != finding_id("another-rule", identity)
    assert named != finding_id("a-rule", identity, "cannot_tell")
    assert named != finding_id("a-rule", [*identity, "x"])


def test_another_date_or_count_is_no_new_finding(audited, company):
    before = audited(**company).of("identity-number-in-note")
    company["mentions"] += (
        "            u-2 | 9 | 4 | 3 | 12 | aadhaar | freshdesk/tickets | freshdesk/tickets | reply"
        " | government_id | confirmed | false | nobody | -\n"
    )
    after = audited(**company).of("identity-number-in-note")
    assert [each.id for each in before] == [each.id for each in after]
    assert (before[0].records, after[0].records) == (1, 2)


def test_a_sender_that_only_overlap_names_is_not_written_as_fact(audited, company):
    (listed,) = audited(**company).of("shared-without-consent")
    assert listed.subject["flow_id"] == "hubspot>clevertap"
    assert listed.text.startswith("Data of 1 person goes to CleverTap after a recorded no for")
    proofs = "flow_id | basis | unit_id | records\nhubspot>clevertap | copied_trace | u-3 | 3"
    (traced,) = audited(flow_proofs=proofs, **company).of("shared-without-consent")
    assert traced.text.startswith("Data of 1 person goes from HubSpot to CleverTap after")


def test_what_people_lack_is_said_of_those_who_fail(audited, company):
    complete = "subject | on_day\nconsents | 2026-11-20\npurposes | 2026-11-20"
    (both,) = audited(register_complete=complete, **company).of("shared-without-consent")
    assert "goes to CleverTap after a recorded no, or without any consent for" in both.text
    company["consents"] = company["consents"].splitlines()[1]
    (never,) = audited(register_complete=complete, **company).of("shared-without-consent")
    assert "goes to CleverTap without any consent for" in never.text


def test_a_note_counts_once_whatever_it_mentions_and_no_more_people_than_notes(audited, company):
    company["mentions"] += (
        "            u-1     | 3           | 1              | 40          | 6           | health"
        "   | notion/pages      | notion/pages/p-1  | text     | topic         | likely    | false"
        "  | person | -"
    )
    company["mention_people"] = company["mention_people"].replace("health   | 2 ", "health   | 5 ")
    (finding,) = audited(**company).of("sensitive-note-open")
    assert (finding.records, finding.people) == (2, 2)
    assert finding.text.startswith("2 notes ")


@pytest.mark.parametrize(
    ("purpose", "named"), [("class-newsletter", "newsletter"), ("class-mates", "class-mates")]
)
def test_a_built_in_purpose_is_named_in_words(purpose, named, audited):
    found = audited(
        flows="flow_id | basis | refuted\nf | list | false",
        flow_purposes=f"flow_id | purpose_id\nf | {purpose}",
        register_complete="subject | on_day\npurposes | 2026-11-20",
    )
    (finding,) = found.of("purpose-without-ground")
    assert finding.text.startswith(f"The purpose {named} is used")
    assert f"for {named} in register" in finding.remedy
    assert finding.where == f"purpose {named}"
    assert finding.subject["purpose_id"] == purpose


COPIES = {
    "systems": "system_id | product | kind | holds_personal | status\n"
    "hubspot | hubspot | crm | yes | read",
    "datasets": "dataset_id | system_id | kind | status\nhubspot/contacts | hubspot | table | read",
    "units": "unit_id | dataset_id | snapshot_id | status\nu-1 | hubspot/contacts | s-1 | read\n"
    "u-2 | hubspot/contacts | s-2 | read\nu-3 | hubspot/contacts | s-3 | read",
    "copies": """
        snapshot_id | dataset_id       | system_id | original_id | relation | share | taken_on   | months_least | months_most | people | people_new | gone | gone_new | erased | erased_undated | layout
        s-1         | hubspot/contacts | hubspot   | hubspot     | history  | 900   | 2022-01-02 | 58           | 58          | 40     | 40         | 4    | 4        | 0      | 0              | seen
        s-2         | hubspot/contacts | hubspot   | hubspot     | history  | 950   | 2023-01-02 | 46           | 46          | 42     | 4          | 2    | 0        | 0      | 0              | seen
        s-3         | hubspot/contacts | hubspot   | hubspot     | history  | 960   | 2026-09-02 | 2            | 2           | 50     | 8          | 0    | 0        | 0      | 0              | seen
    """,
    "register_retention": "rule_id | covers | trigger | max_months | hold\n"
    "r | copies | collection | 24 | false",
}  # fmt: skip


def test_two_old_copies_in_one_dataset_are_one_finding_that_counts_people_once(audited):
    done = audited(**COPIES)
    (old,) = done.of("copy-outlives-original")
    assert (old.people, old.subject) == (
        44,
        {"dataset_id": "hubspot/contacts", "original_id": "hubspot"},
    )
    assert old.text == (
        "2 copies still lie about, the oldest with 90 % of HubSpot of 2 Jan 2022; 4 of their people"
        " are not in HubSpot's newest export."
    )
    (young,) = done.of("copy-outlives-original", "passes")
    assert young.people == 50


def test_an_old_copy_has_the_same_id_whatever_day_it_shows(audited):
    (before,) = audited(**COPIES).of("copy-outlives-original")
    touched = COPIES["copies"].replace("2022-01-02", "2022-03-09")
    (after,) = audited(**COPIES | {"copies": touched}).of("copy-outlives-original")
    assert after.id == before.id
    assert "9 Mar 2022" in after.text


def test_who_is_gone_is_held_against_what_was_read_of_the_original(audited):
    snapshots = "snapshot_id | dataset_id | relation\ns-1 | hubspot/contacts | history\n"
    asked = COPIES | {"snapshots": f"{snapshots}s-9 | hubspot/contacts | asked"}
    cut = COPIES | {"datasets": COPIES["datasets"].replace("table | read", "table | partly")}
    for doubtful in (asked, cut):
        (old,) = audited(**doubtful).of("copy-outlives-original")
        assert old.text.endswith(", which may not be whole.")
