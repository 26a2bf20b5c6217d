"""No raw value of a person lies anywhere after an audit, whatever became of it.

The sample's generator lists every personal value that it wrote; every byte that a run could have
left is searched for them (`canary`). That the search can fail is shown in `test_canary_search`.
"""

import shutil

import pytest
from faults import Watched

from walk import Company, Done, Home, company, first_run, walked, was_killed

__all__ = ["company", "first_run", "walked"]


def assert_clean(company: Company, home: Home, *outputs: Done):
    hits = company.search.hits(home.at_rest())
    assert {name for name, _ in hits} == set(), "raw values at rest"
    for done in outputs:
        assert company.search.in_text(done.out) == [], "raw values on stdout"
        assert company.search.in_text(done.err) == [], "raw values on stderr"


def a_mail(company: Company) -> str:
    return next(each for each in company.values if "@" in each and each.isascii())


def test_a_finished_audit_leaves_no_value_of_a_person(company, walked, first_run):
    assert_clean(company, walked, first_run)


def test_what_leaves_the_house_holds_no_value(company, walked):
    outputs = [
        walked.run("findings"),
        walked.run("findings", "--format", "json", "--verdict", "fails,cannot_tell,passes"),
        walked.run("report", "--format", "json", "--output", walked.root / "share.json"),
        walked.run("report", "--format", "csv", "--output", walked.root / "share.csv"),
    ]
    assert [done.code for done in outputs] == [0] * len(outputs), outputs
    assert_clean(company, walked, *outputs)
    (page,) = walked.workspace.glob("reports/*/share.html")
    for path in (page, walked.root / "share.json", walked.root / "share.csv"):
        assert company.search.in_text(path.read_bytes()) == [], path.name


def test_a_register_with_faults_fails_and_repeats_no_value(company, walked, tmp_path):
    home = walked.copy(tmp_path / "copy")
    shutil.rmtree(home.workspace / "register")
    (home.workspace / "register").mkdir()
    mail, name = a_mail(company), company.values[-1]
    (home.workspace / "register" / "vendors.toml").write_text(
        f'[[vendor]]\nid = "{mail}"\nname = "{name}"\n\n[[vendor]]\n{name} = 1\n'
        f'\n[[vendor]]\nid = "mailer"\nrole = "{mail}"\nended_on = "{mail}"\n',
        encoding="utf-8",
    )
    (home.workspace / "register" / f"{mail}.toml").write_text("")
    failed = home.audit(company.exports)
    assert failed.code == 2
    assert "vendors.toml" in failed.errors
    assert company.search.in_text(failed.out + failed.err) == []
    shutil.rmtree(home.workspace / "register")
    assert_clean(company, home, failed)


def test_a_register_with_an_e_mail_address_as_an_id_is_refused_without_repeating_it(
    company, walked, tmp_path
):
    home = walked.copy(tmp_path / "copy")
    mail = a_mail(company)
    (home.workspace / "register" / "vendors.toml").write_text(f'[[vendor]]\nid = "{mail}"\n')
    failed = home.audit(company.exports)
    assert failed.code == 2
    shutil.rmtree(home.workspace / "register")
    assert_clean(company, home, failed)


def test_where_nothing_can_be_read_no_file_name_is_repeated_in_a_log(company, tmp_path):
    home = Home(tmp_path / "home")
    folder = tmp_path / "nothing"
    folder.mkdir()
    name = next(
        each for each in company.values if " " in each and each.isascii() and each[0] != "+"
    )
    (folder / f"Call with {name}.mp3").write_bytes(b"ID3 not read")
    (folder / f"{a_mail(company)}.zip").write_bytes(b"PK\x03\x04" + name.encode() * 40)
    failed = home.audit(folder)
    assert failed.code == 3
    assert_clean(company, home, failed)


def test_a_rule_that_cannot_run_names_itself_and_no_cell(company, walked, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(walked.source / "amanat", source / "amanat")
    rule = source / "amanat" / "rules" / "notes" / "sensitive_note_open.sql"
    text = rule.read_text().replace("'cannot_tell'", "cast(cast(title as integer) as varchar)")
    # The database would say: Could not convert string 'Meena ...' to INT32.
    rule.write_text(text.replace("from places as place", "from places as place", 1))
    home = walked.copy(tmp_path / "copy", source=source)
    failed = home.audit(company.exports)
    assert failed.code == 4, failed.errors
    assert "sensitive-note-open" in failed.errors
    assert "Traceback" not in failed.errors
    assert [each.name for each in home.audits()] == ["2026-11-23-1"]
    assert_clean(company, home, failed)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_audit_killed_while_reading_leaves_no_value(company, tmp_path, workers):
    home = Home(tmp_path / "home")
    watched = Watched(tmp_path / "site")
    killed = home.audit(company.exports, workers=workers, env=watched.environ("units:9"))
    assert was_killed(killed), killed.errors
    assert_clean(company, home, killed)


def test_asking_for_a_person_leaves_nothing_of_the_person(company, walked, tmp_path):
    home = walked.copy(tmp_path / "copy")
    mails = [each for each in company.values if "@" in each and each.isascii()][:5]
    phones = [each for each in company.values if each.startswith("+91")][:5]
    asked = "\n".join([*mails, *phones]).encode()
    outputs = [home.run("person", stdin=asked), home.run("person", "--format", "json", stdin=asked)]
    assert [done.code for done in outputs] == [0, 0], outputs
    assert b"held" in outputs[0].out
    assert_clean(company, home, *outputs)
    log = (home.workspace / "calls.jsonl").read_text().splitlines()
    assert len(log) == 2
    assert '"call":"person","subject":10' in log[0]


def test_locate_shows_values_on_stdout_alone_and_only_when_asked(company, walked, tmp_path):
    home = walked.copy(tmp_path / "copy")
    listed = home.run("findings").text.splitlines()
    finding = next(line.split()[0] for line in listed if "notes-government-and-payment-ids" in line)
    refused = home.run("locate", finding)
    assert refused.code == 2
    assert_clean(company, home, refused)

    shown = home.run("locate", finding, "--reveal")
    assert shown.code == 0, shown.errors
    assert company.search.in_text(shown.out), "it should show the places"
    assert company.search.in_text(shown.err) == []
    revealed = home.run("findings", "--format", "json", "--reveal")
    assert revealed.code == 0, revealed.errors
    assert_clean(company, home)
    assert finding in (home.workspace / "calls.jsonl").read_text()
