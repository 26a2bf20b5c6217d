import re
import subprocess
import sys
from datetime import date

import msgspec
import pytest

from amanat.law import load
from amanat.law.days import india_day
from amanat.law.model import Calendar, ControlsFile
from amanat.terms.days import day_text

FIRST_THIRTEEN = (
    "spdi-sensitive-consent-until-2027",
    "inventory-covers-every-store",
    "lawful-basis-recorded",
    "sharing-needs-purpose-consent",
    "reuse-for-marketing",
    "notes-sensitive-open-access",
    "notes-government-and-payment-ids",
    "access-limited-to-need",
    "processor-contract-signed",
    "processor-compliance-verified",
    "score-purpose-declared",
    "data-beyond-purpose",
    "retention-rule-per-category",
)


def _file() -> ControlsFile:
    return load._law()


def test_every_control_loads_and_the_thirteen_judged_ones_are_there():
    assert len(load.controls()) == 70
    assert set(FIRST_THIRTEEN) <= set(load.controls())
    for key, control in load.controls().items():
        assert key == control.id == load.control(key).id
        assert control.fail_when
        assert control.cannot_tell_when
        assert control.fix


def test_an_unknown_control_is_a_key_error():
    with pytest.raises(KeyError):
        load.control("no-such-control")


def test_every_cap_is_that_of_its_schedule_row():
    rows = load.schedule_rows()
    assert sorted(rows) == [1, 2, 3, 4, 5, 6, 7]
    for control in load.controls().values():
        for penalty in (control.penalty, *control.penalty.also):
            if penalty.schedule_row is None:
                assert penalty.cap_inr is None
            else:
                assert penalty.cap_inr == rows[penalty.schedule_row].cap_inr


def test_a_cap_that_is_not_its_rows_is_refused():
    law = _file()
    first = law.controls[1]
    wrong = msgspec.structs.replace(
        first, penalty=msgspec.structs.replace(first.penalty, cap_inr=1)
    )
    with pytest.raises(load.LawError, match=r"inventory.*cap"):
        load.check_caps(msgspec.structs.replace(law, controls=(wrong,)))


def test_the_words_of_a_cap_say_up_to_and_its_sum():
    for row in load.schedule_rows().values():
        assert row.cap_words.startswith("up to ")
        crore = re.search(r"Rs ([\d,]+) crore", row.cap_words)
        if crore:
            assert int(crore[1].replace(",", "")) * 10_000_000 == row.cap_inr


def test_no_control_claims_a_penalty_of_today():
    claim = re.compile(
        r"penalt\w* (today|now)|is (fined|liable)|will be fined|fine of|crore", re.IGNORECASE
    )
    for control in load.controls().values():
        text = " ".join(
            [
                control.title,
                control.fail_when,
                control.cannot_tell_when,
                control.fix,
                control.example,
                control.counsel or "",
                "" if control.basis == "other_law" else control.penalty.note or "",
            ]
        )
        assert not claim.search(text), control.id
        if control.penalty.schedule_row is not None:
            assert control.in_force.phase == "phase-3"
            assert control.in_force.date == load.phase_3().date


def test_phase_3_comes_from_the_calendar_with_both_days():
    assert load.phase_3() == (date(2027, 5, 13), date(2027, 5, 14))
    assert load.phase_3().alt_date == date(2027, 5, 14)


def test_the_law_was_checked_up_to_one_day_in_all_files():
    assert load.law_checked_up_to() == date(2026, 10, 6) == load.calendar().law_checked_up_to


def test_a_phase_3_day_that_is_not_the_calendars_is_refused():
    force = load.control("processor-contract-signed").in_force
    third = load.fixed("phase-3")
    load.check_days("x", force, third)
    with pytest.raises(load.LawError):
        load.check_days("x", msgspec.structs.replace(force, date=date(2027, 5, 12)), third)
    with pytest.raises(load.LawError):
        load.check_days("x", msgspec.structs.replace(force, ends=date(2030, 1, 1)), third)
    spdi = load.control("spdi-sensitive-consent-until-2027").in_force
    load.check_days("x", spdi, third)
    with pytest.raises(load.LawError):
        load.check_days("x", msgspec.structs.replace(spdi, ends=None), third)


def test_clocks_begin_on_a_phase_or_a_day():
    clocks = {clock.id: clock for clock in load.calendar().clocks}
    assert load.clock_since(clocks["breach-board-detail"]) == date(2027, 5, 13)
    assert load.clock_since(clocks["certin-incident"]) == date(2022, 6, 28)
    assert clocks["breach-people"].offset is None
    assert clocks["breach-people"].words == "without delay"


def test_the_calendar_has_all_its_parts():
    book = load.calendar()
    assert (len(book.fixed), len(book.clocks)) == (29, 19)
    assert (len(book.recurring), len(book.good_practice)) == (4, 8)
    assert book.timezone == "Asia/Kolkata"
    assert any("publication" in text for text in [book.publication_date_question.why_it_matters])


def test_clauses_load_and_two_are_required_by_law_outright():
    clauses = load.clauses()
    assert len(clauses) == 31
    required = [one.id for one in clauses.values() if one.mark == "REQUIRED BY LAW"]
    assert required == ["valid-contract", "security-safeguards", "spdi-until-2027"]
    assert clauses["breach-notice-to-us"].numbers is not None


@pytest.mark.parametrize("strange", [{"surprise": 1}, {"timezone": None}])
def test_a_mistyped_key_or_value_is_an_error(strange):
    plain = msgspec.to_builtins(load.calendar())
    assert msgspec.convert(plain, Calendar) == load.calendar()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**plain, **strange}, Calendar)


def test_reading_notes_are_there_for_reports():
    assert "readiness gaps" in load.reading_notes()["in_force"]


def test_importing_the_law_does_not_import_the_yaml_parser():
    code = "import sys, amanat.law.load, amanat.law.standing; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_days_are_written_the_same_in_every_locale():
    assert day_text(date(2027, 5, 3)) == "3 May 2027"
    assert day_text(date(2026, 12, 31)) == "31 Dec 2026"
    assert day_text(date(2026, 1, 1)) == "1 Jan 2026"


def test_a_moment_falls_on_its_indian_day():
    from datetime import UTC, datetime

    assert india_day(datetime(2027, 5, 12, 18, 30, tzinfo=UTC)) == date(2027, 5, 13)
    assert india_day(datetime(2027, 5, 12, 18, 29, tzinfo=UTC)) == date(2027, 5, 12)
    with pytest.raises(ValueError):
        india_day(datetime(2027, 5, 12, 18, 29))  # noqa: DTZ001
