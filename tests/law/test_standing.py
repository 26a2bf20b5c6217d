from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.law.citation import citation_text, law_lines
from amanat.law.load import control, controls
from amanat.law.standing import other_reading, stale_days, standing
from amanat.law.watch import updates
from amanat.terms.words import STANDINGS

DPDP = "processor-contract-signed"
SPDI = "spdi-sensitive-consent-until-2027"
EVE, FIRST, NEXT = date(2027, 5, 12), date(2027, 5, 13), date(2027, 5, 14)
BEFORE, AFTER = date(2026, 3, 2), date(2027, 8, 1)


@pytest.mark.parametrize(
    ("event_on", "continuing", "as_of", "word"),
    [
        (BEFORE, False, EVE, "readiness gap"),
        (None, True, EVE, "readiness gap"),
        (None, False, EVE, "readiness gap"),
        (EVE, False, FIRST, "before commencement"),
        (FIRST, False, FIRST, "binds today"),
        (EVE, True, FIRST, "binds today"),
        (None, True, FIRST, "binds today"),
        (None, False, FIRST, "binds today"),
        (FIRST, False, NEXT, "binds today"),
        (BEFORE, False, AFTER, "before commencement"),
    ],
)
def test_a_dpdp_gap_stands_by_its_day_and_the_day_of_the_audit(event_on, continuing, as_of, word):
    found = standing(control(DPDP), event_on=event_on, continuing=continuing, as_of=as_of)
    assert found == word


@pytest.mark.parametrize(
    ("event_on", "continuing", "as_of", "word"),
    [
        (BEFORE, False, date(2026, 11, 23), "binds today"),
        (None, True, EVE, "binds today"),
        (date(2010, 1, 1), False, EVE, "before commencement"),
        (None, True, FIRST, "before commencement"),
        (BEFORE, False, FIRST, "before commencement"),
        (None, True, date(2010, 1, 1), "readiness gap"),
    ],
)
def test_the_spdi_rules_bind_until_the_eve_of_phase_3(event_on, continuing, as_of, word):
    found = standing(control(SPDI), event_on=event_on, continuing=continuing, as_of=as_of)
    assert found == word


def test_other_law_in_force_binds_today():
    for name in ("certin-six-hours", "promotional-messages-trai"):
        as_of = date(2026, 11, 23)
        assert standing(control(name), event_on=None, continuing=True, as_of=as_of) == "binds today"


def test_the_other_arguable_day_is_another_reading_on_that_day_only():
    dpdp, spdi = control(DPDP), control(SPDI)
    args = {"event_on": None, "continuing": True}
    assert other_reading(dpdp, **args, as_of=EVE) is None
    assert other_reading(dpdp, **args, as_of=FIRST) == "readiness gap"
    assert other_reading(spdi, **args, as_of=FIRST) == "binds today"
    assert other_reading(dpdp, **args, as_of=NEXT) is None


DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 1, 1))


@given(DAYS | st.none(), st.booleans(), DAYS, st.sampled_from(sorted(controls())))
def test_a_standing_is_always_one_of_three_words_and_time_only_moves_it_on(
    event_on, continuing, as_of, name
):
    order = {"readiness gap": 0, "binds today": 1, "before commencement": 2}
    args = {"event_on": event_on, "continuing": continuing}
    now = standing(control(name), **args, as_of=as_of)
    later = standing(control(name), **args, as_of=as_of + timedelta(days=1))
    assert now in STANDINGS
    assert order[now] <= order[later]
    if control(name).in_force.phase == "phase-3" and as_of < FIRST:
        assert now == "readiness gap"


def test_law_is_stale_after_more_than_ninety_days():
    checked = date(2026, 10, 6)
    assert stale_days(checked, checked + timedelta(days=90)) is None
    assert stale_days(checked, checked + timedelta(days=91)) == 91
    assert stale_days(checked, checked - timedelta(days=1)) is None


def test_citations_read_as_a_report_cites_them():
    assert citation_text(control("access-limited-to-need")) == "DPDP Act s.8(5), Rule 6(1)(b)"
    assert citation_text(control(SPDI)) == "IT Act s.43A; SPDI Rules 2011 rules 3, 4, 5, 6, 7, 8"
    for one in controls().values():
        assert citation_text(one)


def test_a_card_says_what_binds_today_first():
    today = date(2026, 11, 23)
    assert law_lines(control("notes-sensitive-open-access"), today) == (
        ("SPDI Rules", "bind today"),
        ("DPDP s.8(5)", "from 13 May 2027"),
    )
    assert law_lines(control("sharing-needs-purpose-consent"), today) == (
        ("DPDP ss.4(1), 6(1), 7(a)", "from 13 May 2027"),
    )
    assert law_lines(control("reuse-for-marketing"), today)[0] == (
        "TRAI rules",
        "bind today for SMS and calls",
    )


def test_a_card_leaves_out_law_that_does_not_speak_of_what_was_found():
    today = date(2026, 11, 23)
    ids = control("notes-government-and-payment-ids")
    assert [name for name, _ in law_lines(ids, today, category="aadhaar")] == [
        "DPDP s.8(5)",
        "Aadhaar Act",
    ]
    assert [name for name, _ in law_lines(ids, today, category="card")] == [
        "SPDI Rules",
        "DPDP s.8(5)",
    ]
    notes = control("notes-sensitive-open-access")
    assert len(law_lines(notes, today, category="health")) == 2
    assert len(law_lines(notes, today, category="family")) == 1


def test_after_phase_3_a_card_says_that_the_spdi_rules_ended():
    lines = law_lines(control("notes-sensitive-open-access"), FIRST)
    assert lines == (("DPDP s.8(5)", "binds today"), ("SPDI Rules", "ended on 13 May 2027"))


def test_every_control_has_a_line_for_a_card_on_every_side_of_phase_3():
    for one in controls().values():
        for day in (EVE, FIRST):
            lines = law_lines(one, day)
            assert lines
            if day == EVE and one.basis != "other_law":
                assert all("bind" not in when for name, when in lines if name.startswith("DPDP"))


def test_updates_say_what_is_blind_and_what_comes():
    found = updates(date(2026, 11, 23))
    assert found.checked_up_to == date(2026, 10, 6)
    assert found.stale is None
    assert "Board appointments" in found.blind
    assert [entry.id for entry in found.coming][:2] == ["ecommerce-amendment-2026", "phase-3"]
    assert all(entry.kind == "proposal" for entry in found.proposed)
    # On the arguable day itself the milestone has not gone by.
    assert "phase-3" in [entry.id for entry in updates(NEXT).coming]
    assert "phase-3" not in [entry.id for entry in updates(NEXT + timedelta(days=1)).coming]
