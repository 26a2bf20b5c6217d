"""Whatever format a value comes in and whatever form a report takes, the value is nowhere left.

The company of `canary_files` has every format; that a leak in any form would be seen is shown
for each form in `tests/reports/test_leaks.py`.
"""

import shutil
from collections import Counter

import pytest
from faults import Watched

from amanat.audit.kept import REPORT
from amanat.evidence.store import read_table
from amanat.findings.freeze import load
from amanat.reports import board
from amanat.reports.forms import FORMS
from amanat.reports.texts import texts
from canary import Search
from canary_files import CANARIES, FILES, PEOPLE, damaged, write_company
from walk import Home, was_killed

SEARCH = Search(CANARIES)
EVERYBODY = "\n".join(f"{who.mail}\n{who.phone}" for who in PEOPLE.values()).encode()


def names(hits):
    """Say which canaries were found where, without a file's own words."""
    return sorted({(name, CANARIES[number]) for name, number in hits})


def assert_nothing_left(home, *outputs):
    assert names(SEARCH.hits(home.at_rest())) == []
    for done in outputs:
        assert [CANARIES[hit] for hit in SEARCH.in_text(done.out + done.err)] == []


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("company") / "exports"
    write_company(folder)
    return folder


@pytest.fixture(scope="module")
def audited(exports, tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("audited"), same_key=True)
    done = home.audit(exports, workers=2)
    assert done.code == 0, done.errors
    return home, done


def test_the_values_do_lie_in_the_exports(exports):
    found = {CANARIES[number] for _, number in SEARCH.hits([exports])}
    assert set(PEOPLE) == set(FILES)
    assert {who.name for who in PEOPLE.values()} <= found
    assert {who.mail for who in PEOPLE.values()} <= found


def test_every_file_was_read_and_each_aadhaar_was_seen_so_that_there_was_something_to_leak(audited):
    home, _ = audited
    evidence = home.audits()[-1] / "evidence"
    units = {row["unit_id"]: row for row in read_table(evidence, "units").to_pylist()}
    assert {row["status"] for row in units.values()} <= {"read", "partly"}
    assert len(units) >= len(FILES)
    seen = Counter(
        units[row["unit_id"]]["format"]
        for row in read_table(evidence, "mentions").to_pylist()
        if row["category"] == "aadhaar"
    )
    assert len(seen) >= 20, sorted(seen)


def test_an_audit_leaves_no_value_of_any_format(audited):
    home, done = audited
    assert_nothing_left(home, done)


def test_no_form_of_the_report_holds_a_value(audited, tmp_path):
    home, _ = audited
    report = load((home.audits()[-1] / REPORT).read_bytes())
    made = {
        f"{form.name} {inside}": form.render(report, inside=inside)
        for form in FORMS.values()
        for inside in (True, False)
    }
    made["counsel"] = board.render(report, inside=True, counsel=True)
    made |= {text.name: text.file() for text in texts(report)}
    assert {name: SEARCH.in_text(raw) for name, raw in made.items() if SEARCH.in_text(raw)} == {}


def test_what_is_asked_for_afterwards_holds_no_value(audited, tmp_path):
    home = audited[0].copy(tmp_path / "copy")
    outputs = [
        home.run("remind", "-o", home.workspace / "due", "--as-of", "2026-11-23"),
        home.run("person", stdin=EVERYBODY),
    ]
    assert [done.code for done in outputs] == [0] * len(outputs), outputs
    assert b"held" in outputs[1].out
    assert_nothing_left(home, *outputs)


@pytest.mark.proof
def test_every_command_that_writes_or_prints_leaves_no_value(audited, exports, tmp_path):
    home = audited[0].copy(tmp_path / "copy")
    written = home.workspace / "written"
    written.mkdir()
    tasks = [
        ("report", "--format", form, *inside, "-o", written / f"{form}{len(inside)}")
        for form in FORMS
        for inside in ((), ("--inside",))
    ]
    tasks += [
        ("findings", "--format", "json", "--verdict", "fails,cannot_tell,passes"),
        ("report", "--format", "board", "--for-counsel", "--inside", "-o", written / "counsel"),
        ("texts", "-o", written / "texts"),
        ("audits",),
        ("scan", exports, "--shape-only"),
        ("evidence", "sql", "select * from units", "--format", "csv"),
        ("evidence", "sql", "select * from fields", "--format", "csv"),
        ("selfcheck",),
    ]
    outputs = [home.run(*task) for task in tasks]
    outputs.append(home.run("person", "--format", "json", stdin=EVERYBODY))
    tasks.append(("person",))
    assert [
        (task[0], done.code) for task, done in zip(tasks, outputs, strict=True) if done.code
    ] == []
    assert_nothing_left(home, *outputs)


# --- what goes wrong ------------------------------------------------------------------------------


def damage(exports, folder, ways):
    """Write each file of the company broken in these ways; a broken file is named for its person."""
    folder.mkdir()
    for form in FILES:
        whole = exports / f"Review of {PEOPLE[form].name}.{form}"
        for way, raw in damaged(whole.read_bytes()).items():
            if way in ways:
                (folder / f"{way} {whole.name}").write_bytes(raw)


@pytest.mark.parametrize(
    "way",
    [
        "cut",
        *(
            pytest.param(each, marks=pytest.mark.proof)
            for each in ("headless", "overwritten", "twice")
        ),
    ],
)
def test_an_audit_of_broken_files_leaves_no_value(exports, tmp_path, way):
    damage(exports, tmp_path / "broken", {way})
    home = Home(tmp_path / "home", same_key=True)
    done = home.audit(tmp_path / "broken", workers=2)
    assert done.code in {0, 3}, done.errors
    assert "Traceback" not in done.errors
    assert_nothing_left(home, done)


@pytest.mark.proof
@pytest.mark.parametrize("form", list(FILES))
def test_an_audit_of_one_broken_format_leaves_no_value(exports, tmp_path, form):
    """Without the other formats, so that few are known by name."""
    whole = exports / f"Review of {PEOPLE[form].name}.{form}"
    folder = tmp_path / "exports"
    folder.mkdir()
    for way, raw in damaged(whole.read_bytes()).items():
        (folder / f"{way}.{form}").write_bytes(raw)
    home = Home(tmp_path / "home", same_key=True)
    done = home.audit(folder)
    assert done.code in {0, 3}, done.errors
    assert_nothing_left(home, done)


@pytest.mark.proof
@pytest.mark.parametrize(
    "at", ["units:1", "units:7", "units:20", "writes:12", "tables:3", "renames:2"]
)
def test_a_killed_audit_leaves_no_value_of_any_format(exports, tmp_path, at):
    home = Home(tmp_path / "home", same_key=True)
    watched = Watched(tmp_path / "site")
    done = home.audit(exports, env={**watched.environ(at), "DEEP": "1"})
    assert was_killed(done), done.errors
    assert_nothing_left(home, done)
    shutil.rmtree(home.root)
