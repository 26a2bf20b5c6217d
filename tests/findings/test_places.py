from amanat.findings.locating import locate
from amanat.findings.model import MOST_PLACES, NOWHERE, Place, Store, places_among

HEALTH = (
    "            u-1 | {row} | 0 | {offset} | 6 | health | notion/pages | notion/pages/p-1 | text"
    " | topic | likely | false | person | -\n"
)


def with_notes(company, places):
    head, *rows = company["mentions"].strip().splitlines()
    others = [row for row in rows if "health" not in row]
    notes = [HEALTH.format(row=row, offset=offset) for row, offset in places]
    company["mentions"] = "\n".join([head, *others]) + "\n" + "".join(notes)
    return company


def every_place(audited, finding):
    located = locate(audited.engine)
    return [*finding.places.first, *located.after(finding.id, len(finding.places.first))]


def test_many_places_are_kept_as_the_first_and_their_number_and_none_is_lost(audited, company):
    at = [(row, 3) for row in reversed(range(4 * MOST_PLACES))]
    run = audited(**with_notes(company, at))
    (finding,) = run.of("sensitive-note-open")
    whole = [Place("notion", "notion/pages", "u-1", row, 0, 3, 6) for row in range(4 * MOST_PLACES)]
    assert finding.places.total == finding.records == len(whole)
    assert finding.places.first == tuple(whole[:MOST_PLACES])
    assert finding.places.systems == ("notion",)
    assert every_place(run, finding) == whole
    assert locate(run.engine).units_of(finding.id) == ("u-1",)


def test_as_many_as_are_kept_are_all_there_and_one_more_is_cut(audited, company):
    for count in (MOST_PLACES, MOST_PLACES + 1):
        run = audited(**with_notes(dict(company), [(row, 3) for row in range(count)]))
        (finding,) = run.of("sensitive-note-open")
        assert (finding.places.total, len(finding.places.first)) == (count, MOST_PLACES)
        assert len(every_place(run, finding)) == count


def test_two_words_of_one_note_are_two_places_of_one_record(audited, company):
    run = audited(**with_notes(company, [(2, 10), (2, 40), (3, 10)]))
    (finding,) = run.of("sensitive-note-open")
    assert (finding.places.total, finding.records) == (3, 2)
    assert [(each.row, each.offset) for each in finding.places.first] == [(2, 10), (2, 40), (3, 10)]


def test_a_row_that_two_judged_rows_name_is_one_place(audited, company):
    run = audited(**company)
    twice = run.engine.query(
        """select * from judged
        union all
        select * replace (row_key || 'again' as row_key) from judged"""
    )
    before = locate(run.engine)
    run.engine.register("judged", twice)
    again = locate(run.engine)
    assert again.runs == before.runs
    for finding in run.findings:
        assert again.kept(finding.id) == before.kept(finding.id)


def test_what_passes_lies_in_its_units_and_not_row_by_row(audited, company):
    company["consents"] = company["consents"].replace("withdraw", "give")
    (finding,) = audited(**company).of("shared-without-consent", "passes")
    assert finding.records > 1
    assert finding.places.first == (Place("clevertap", "clevertap/profile", "u-3"),)
    assert finding.places.total == 1


def test_a_finding_of_the_register_lies_nowhere_or_in_a_system(audited, company):
    run = audited(
        register_complete="subject | on_day\npurposes | 2026-11-20\nsystems | 2026-11-20", **company
    )
    (purpose, *_) = run.of("purpose-without-ground")
    assert purpose.places == NOWHERE
    system = next(each for each in run.findings if each.rule == "system-outside-inventory")
    assert system.places.systems
    assert locate(run.engine).kept("0" * 16) == NOWHERE


def test_no_judged_row_has_no_place(audited):
    run = audited()
    run.engine.register("judged", run.engine.query("select * from judged where false"))
    located = locate(run.engine)
    assert (located.runs, list(located.after("0" * 16, 0))) == ({}, [])


def test_stores_are_told_once_and_in_order():
    places = [Place("b", "b/x", "u-2", 1), Place("a", None), Place("b", "b/x", "u-1", 4)]
    kept = places_among(places)
    assert kept.stores == (Store("a", None), Store("b", "b/x"))
    assert (kept.total, kept.systems) == (3, ("a", "b"))
