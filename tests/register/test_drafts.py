import sys
import tomllib
from datetime import date

import pytest
from full_register import FULL, mobiles, never

from amanat.register.draft import (
    Draft,
    Found,
    FoundAgreement,
    FoundField,
    FoundList,
    FoundSystem,
    draft_register,
)
from amanat.register.faults import RegisterError
from amanat.register.files import read_register, tables
from amanat.register.model import Answer
from amanat.register.subjects import FILES, SUBJECTS
from amanat.register.write import write_answers, write_drafts

FOUND = Found(
    systems=(
        FoundSystem("hubspot", "crm", "hubspot", "HubSpot"),
        FoundSystem("sheet-import", "unknown"),
        FoundSystem("ads-a", "ads", "ads-firm"),
    ),
    vendors={"hubspot": "HubSpot"},
    lists=(FoundList("hubspot/list-3", "Autumn\nnews \x1b[31m"),),
    labels=(("hubspot", "product-news"),),
    scores=(FoundField("hubspot/contact", "health-score", "score", "Health score"),),
    fields=(FoundField("hubspot/contact", "birth-date", "birth_date", "Birth date"),),
    agreements=(FoundAgreement("k-1", "hubspot", "HubSpot DPA"), FoundAgreement("k-2")),
    classes=(("hubspot/contact", "health"),),
    waiting={"contracts": 12, "staff": 1},
)


def test_role_is_drafted_first_and_every_draft_is_a_guess():
    drafts = draft_register(FOUND)
    assert drafts[0] == Draft("company", {"role": "unknown"})
    assert {one.subject for one in drafts if not one.guess} == {"complete"}
    assert draft_register(FOUND, role="data-fiduciary")[0].guess is False


def test_drafts_do_not_depend_on_the_order_of_what_was_found():
    turned = Found(
        systems=FOUND.systems[::-1],
        vendors=FOUND.vendors,
        lists=FOUND.lists,
        labels=FOUND.labels,
        scores=FOUND.scores,
        fields=FOUND.fields,
        agreements=FOUND.agreements[::-1],
        classes=FOUND.classes,
        waiting=FOUND.waiting,
    )
    assert draft_register(turned) == draft_register(FOUND)


def test_a_processor_is_presumed_of_tools_and_not_of_advertising():
    vendors = {
        one.values["vendor_id"]: one for one in draft_register(FOUND) if one.subject == "vendors"
    }
    assert vendors["hubspot"].values["role"] == "data-processor"
    assert "role" not in vendors["ads-firm"].values
    assert "role" in vendors["ads-firm"].ask


def test_what_the_register_would_refuse_is_not_drafted(tmp_path):
    found = Found(
        lists=(FoundList("hubspot/list-3"), FoundList("Hubspot List 4")),
        fields=(FoundField("files/sheet", "नाम"), FoundField("files/sheet", "name")),
    )
    drafts = draft_register(found)
    assert [one.values for one in drafts[2:]] == [
        {"list_id": "hubspot/list-3"},
        {"dataset_id": "files/sheet", "field_id": "name"},
    ]
    write_drafts(tmp_path, drafts)
    assert read_register(tmp_path, refuse=never).guesses == 3


def test_drafts_that_are_written_can_be_read_and_decide_nothing(tmp_path):
    folder = tmp_path / "work" / "register"
    drafts = draft_register(FOUND)
    written = write_drafts(folder, drafts)
    assert written.kept == 0
    assert sum(written.added.values()) == len(drafts)
    register = read_register(folder, refuse=mobiles)
    assert register.guesses == len(drafts) - 1
    rows = tables(register)
    assert rows.pop("register_company") == [{"company_id": "company", "role": "unknown"}]
    assert not any(rows.values())


def test_a_file_explains_its_keys_and_shows_titles_on_one_clean_line(tmp_path):
    write_drafts(tmp_path, draft_register(FOUND))
    text = (tmp_path / "lists.toml").read_text(encoding="utf-8")
    assert "# Autumn news  [31m\n[[list]]" in text
    assert "# to fill in: purpose_id, team" in text
    assert "purpose_id         an id" in text
    complete = (tmp_path / "complete.toml").read_text(encoding="utf-8")
    assert "# contracts = YYYY-MM-DD   # judgements that wait for this: 12" in complete
    assert complete.index("# contracts") < complete.index("# staff") < complete.index("# consents")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_what_is_written_is_for_its_owner_only(tmp_path):
    folder = tmp_path / "register"
    write_drafts(folder, draft_register(FOUND))
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    assert {path.name for path in folder.iterdir()} <= set(FILES)


def test_writing_twice_changes_nothing(tmp_path):
    write_drafts(tmp_path, draft_register(FOUND))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = write_drafts(tmp_path, draft_register(FOUND))
    assert again.added == {}
    assert again.kept == len(draft_register(FOUND))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_person_wrote_is_never_changed_and_new_entries_are_appended(folder):
    place = folder(FULL)
    drafts = [
        Draft("vendors", {"vendor_id": "vendor-4", "role": "data-fiduciary"}),
        Draft("vendors", {"vendor_id": "vendor-9"}),
        Draft("company", {"role": "data-processor"}, guess=False),
        Draft("complete", {"contracts": 3}, guess=False),
    ]
    for overwrite in (False, True):
        write_drafts(place, drafts, overwrite=overwrite)
        assert (place / "vendors.toml").read_text().startswith(FULL["vendors.toml"].rstrip("\n "))
        assert (place / "company.toml").read_text() == FULL["company.toml"]
        assert (place / "complete.toml").read_text() == FULL["complete.toml"]
    register = read_register(place, refuse=never)
    assert [one.vendor_id for one in register.vendors] == ["vendor-4", "vendor-5"]
    assert register.guesses == 1


def test_overwrite_renews_guesses_only(folder):
    place = folder({"vendors.toml": '# mine\n[[vendor]]\nvendor_id = "a"\nguess = true # hm\n'})
    draft = Draft("vendors", {"vendor_id": "a", "role": "data-processor"})
    assert write_drafts(place, [draft]).kept == 1
    assert write_drafts(place, [draft], overwrite=True).added == {"vendors.toml": 1}
    text = (place / "vendors.toml").read_text()
    assert tomllib.loads(text)["vendor"] == [
        {"vendor_id": "a", "guess": True, "role": "data-processor"}
    ]
    assert text.startswith("# mine\n")


def test_a_role_that_was_said_replaces_the_guess_and_no_other(tmp_path):
    write_drafts(tmp_path, draft_register(FOUND))
    write_drafts(tmp_path, draft_register(FOUND, role="data-processor"))
    assert read_register(tmp_path, refuse=never).company.role == "data-processor"
    write_drafts(tmp_path, draft_register(FOUND, role="data-fiduciary"))
    assert read_register(tmp_path, refuse=never).company.role == "data-processor"


@pytest.mark.parametrize("text", ["[[vendor]\n", "vendor = [{vendor_id = 'asha-rao'}]\n"])
def test_a_file_that_cannot_be_added_to_stops_all_writing(folder, text):
    place = folder({"vendors.toml": text})
    with pytest.raises(RegisterError) as caught:
        write_drafts(place, draft_register(FOUND))
    assert "asha" not in str(caught.value)
    assert [path.name for path in place.iterdir()] == ["vendors.toml"]
    assert (place / "vendors.toml").read_text() == text


def test_a_newer_answer_takes_the_place_of_the_older(tmp_path):
    def answer(word: str, day: int, question: str = "q-1") -> Answer:
        return Answer(
            question_id=question, subject_id="crm>mail", answer=word, on_day=date(2026, 11, day)
        )

    write_answers(tmp_path, [answer("unknown", 1), answer("no", 1, "q-2")])
    write_answers(tmp_path, [answer("yes", 2)])
    rows = tables(read_register(tmp_path, refuse=never))["register_answers"]
    assert [(row["question_id"], row["answer"], row["on_day"].day) for row in rows] == [
        ("q-1", "yes", 2),
        ("q-2", "no", 1),
    ]


def test_every_subject_has_a_head_and_an_example():
    from amanat.register.write import _HEADS

    assert set(_HEADS) == {"company", "complete", *SUBJECTS}
    assert set(FULL) == set(FILES)
