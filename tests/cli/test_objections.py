"""Why a finding is so, objecting to it, and judging it again: audits of a small company."""

import json
import tomllib

import pytest

from walk import Home

PAN = "ABCPE1234F"
NOTES = (
    "Customer,Called on,Call notes\n"
    f'Arjun Rao,2026-10-01,"asked twice; her PAN is {PAN}; told her to mask it at once"\n'
    "Meena Iyer,2026-10-02,PAN of the training sheet is ABCPF2345K as everybody knows here\n"
    "Rohan Shah,2026-10-03,nothing to tell about the renewal this time around as all is well\n"
)
CUSTOMERS = "Customer,Email\n" + "".join(
    f"{name},{name.split()[0].lower()}@example.in\n"
    for name in ("Meena Iyer", "Arjun Rao", "Kavita Das", "Rohan Shah")
)


def _home(root) -> Home:
    home = Home(root)
    folder = root / "exports"
    folder.mkdir()
    (folder / "calls.csv").write_text(NOTES)
    (folder / "customers.csv").write_text(CUSTOMERS)
    done = home.audit(folder)
    assert done.code == 0, done.errors
    return home


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """Give an audited home that no test changes."""
    return _home(tmp_path_factory.mktemp("objections"))


@pytest.fixture(scope="module")
def gap(looked_at):
    """Give its one gap of numbers in notes; a copy has the same."""
    [found] = numbers(looked_at)
    return found


@pytest.fixture
def home(looked_at, tmp_path):
    """Give a copy of it to change."""
    return looked_at.copy(tmp_path / "copy")


def again(home):
    """Audit the same folder once more."""
    done = home.audit(home.root / "exports")
    assert done.code == 0, done.errors
    return done


def listed(home, verdict="fails,cannot_tell,passes"):
    return json.loads(home.run("findings", "--format", "json", "--verdict", verdict).out)


def numbers(home, verdict="fails"):
    control = "notes-government-and-payment-ids"
    return [each for each in listed(home, verdict) if each["control"] == control]


def objected(home, finding, *more, kind="not_personal"):
    said = ("--kind", kind, "--reason", "seen with the owner", "--by", "user-2")
    return home.run("object", finding, *said, *more)


def test_explaining_names_control_rule_condition_detector_check_and_tier(looked_at, gap):
    done = looked_at.run("explain", gap["id"])
    assert done.code == 0, done.errors
    for said in (
        "identity-number-in-note",
        "masked = false and kind in",
        "detector pan",
        "the fourth letter tells a person from a firm",
        "tier ",
        "judged as government id",
        "2 places",
        "row 0",
    ):
        assert said in " ".join(done.text.split()), done.text
    assert "ABCP" not in done.text
    assert "her " not in done.text


def test_revealing_shows_the_words_around_a_place_with_its_value_masked(looked_at, gap):
    done = looked_at.run("explain", gap["id"], "--reveal")
    assert done.code == 0, done.errors
    assert "her PAN is [pan]" in done.text
    assert "calls.csv" in done.text
    assert "ABCP" not in done.text


def test_every_finding_of_any_verdict_can_be_explained(looked_at):
    found = {each["verdict"]: each["id"] for each in listed(looked_at)}
    assert set(found) == {"fails", "cannot_tell", "passes"}
    for each in found.values():
        done = looked_at.run("explain", each)
        assert done.code == 0, done.errors
        assert all(heading in done.text for heading in ("CONTROL", "RULE", "WHY")), done.text
        assert "@example.in" not in done.text


def test_an_unknown_finding_is_told_with_ids_near_it(looked_at, gap):
    finding = gap["id"]
    wrong = finding[:7] + ("0" if finding[7] != "0" else "1")
    done = looked_at.run("explain", wrong)
    assert done.code == 2
    assert finding in done.errors


def test_an_objection_by_place_sets_its_hits_aside_and_the_report_counts_them(home, gap):
    done = objected(home, gap["id"])
    assert done.code == 0, done.errors
    [kept] = tomllib.loads((home.workspace / "register" / "objections.toml").read_text())[
        "objection"
    ]
    assert kept["place_id"] == gap["subject"]["place_id"]
    assert (kept["kind"], kept["category"], kept["by"]) == ("not_personal", "pan", "user-2")
    shown = again(home).text
    assert numbers(home) == []
    assert "2 hits set aside or named anew by 1 objection" in " ".join(shown.split())
    page = max(home.workspace.glob("reports/*/inside.html")).read_text()
    assert "set aside" in page


@pytest.mark.proof
def test_an_objection_by_shape_leaves_other_shapes_alone(home, gap):
    assert objected(home, gap["id"], "--shape", "AAAAA9999A-9").code == 0
    shown = again(home).text
    assert [each["id"] for each in numbers(home)] == [gap["id"]]
    assert "meets nothing any more" in " ".join(shown.split())
    assert objected(home, gap["id"], "--shape", "AAAAA9999A").code == 0
    again(home)
    assert numbers(home) == []


def test_a_wrong_kind_is_judged_as_the_right_one(home, gap):
    assert objected(home, gap["id"], "--right", "voter_id", kind="wrong_kind").code == 0
    again(home)
    [other] = numbers(home)
    assert other["subject"]["category"] == "voter_id"
    assert len(other["places"]) == len(gap["places"])


@pytest.mark.proof
def test_test_data_sets_aside_all_that_was_found_in_a_place(home, gap):
    assert objected(home, gap["id"], kind="test_data").code == 0
    again(home)
    assert numbers(home) == []


def test_known_and_fine_is_an_acceptance_of_a_year(home, gap):
    done = objected(home, gap["id"], kind="known_and_fine")
    assert done.code == 0, done.errors
    [kept] = tomllib.loads((home.workspace / "register" / "accepted.toml").read_text())["accepted"]
    assert kept["finding_id"] == gap["id"]
    assert not (home.workspace / "register" / "objections.toml").exists()
    again(home)
    assert [each["id"] for each in numbers(home)] == [gap["id"]]


@pytest.mark.parametrize(
    ("more", "kind", "said"),
    [
        (("--shape", "ABCPE1234F"), "not_personal", "letters or digits that could be somebody's"),
        (("--shape", "9" * 61), "not_personal", "so long that it could be one value"),
        (("--shape", "9-"), "not_personal", "says nothing"),
        (("--place", "files/nowhere"), "not_personal", "does not know"),
        ((), "wrong_kind", "wrong_kind"),
        (("--right", "pan"), "wrong_kind", "alike"),
        (("--right", "nothing"), "wrong_kind", "outside the list"),
        (("--until", "2027-01-01"), "test_data", "last day"),
        (("--shape", "AAAAA9999A"), "known_and_fine", "as it is"),
    ],
)
def test_an_objection_that_cannot_be_says_why_and_keeps_nothing(looked_at, more, kind, said, gap):
    done = objected(looked_at, gap["id"], *more, kind=kind)
    assert done.code == 2
    assert said in done.errors
    assert "ABCPE" not in done.errors
    assert not (looked_at.workspace / "register" / "objections.toml").exists()


def test_a_reason_with_a_value_in_it_is_refused_without_quoting_it(looked_at, gap):
    said = ("--kind", "test_data", "--reason", f"ask {PAN} at meera@example.in", "--by", "user-2")
    done = looked_at.run("object", gap["id"], *said)
    assert done.code == 2
    assert "somebody's number or address" in done.errors
    assert "meera" not in done.errors
    assert not (looked_at.workspace / "register" / "objections.toml").exists()


def test_an_audit_of_a_version_without_a_table_says_what_to_do(home, gap):
    [audit] = home.audits()
    (audit / "evidence" / "set_aside.parquet").unlink()
    done = home.run("explain", gap["id"])
    assert done.code == 2
    assert "run `amanat audit FOLDER` again" in done.errors


def test_a_finding_that_rests_on_no_text_cannot_be_objected_to_by_place(looked_at):
    other = next(each for each in listed(looked_at) if not set(each["subject"]) & _TEXTUAL)
    assert objected(looked_at, other["id"]).code == 2
    assert looked_at.run("replay", other["id"]).code == 2


_TEXTUAL = {"place_id", "dataset_id", "subject_id"}


def test_replaying_says_the_same_until_something_changed_and_writes_nothing(home, gap):
    before = {path for path in home.workspace.rglob("*") if path.name != "calls.jsonl"}
    done = home.run("replay", gap["id"])
    assert done.code == 0, done.errors
    assert "2 places: as the audit found it" in done.text
    assert "next audit judges so" not in done.text
    assert {path for path in home.workspace.rglob("*") if path.name != "calls.jsonl"} == before
    assert objected(home, gap["id"]).code == 0
    after = home.run("replay", gap["id"])
    assert "2 places: set aside by your objections" in after.text
    assert "ABCP" not in after.text


def test_a_file_that_changed_is_not_replayed(home, gap):
    again(home)
    calls = home.root / "exports" / "calls.csv"
    calls.write_text(NOTES.replace("twice", "thrice"))
    done = home.run("replay", gap["id"])
    assert done.code == 2
