"""`amanat diff`: what changed between two audits."""

from walk import Home

NOTES = "Customer,Email,Call notes\nMeena Iyer,meena.iyer@example.in,{}\nArjun Rao,arjun@example.in,renewal is due soon\n"


def test_a_closed_gap_is_told_and_another_stays_open(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "calls.csv").write_text(NOTES.format("her PAN is ABCPE1234F as she told us"))
    (folder / "visits.csv").write_text(
        "Visitor,Mail,Visit report\nKavita Das,kavita@example.in,showed PAN ABCPF2345K at the desk\n"
        "Rohan Shah,rohan@example.in,came with two colleagues to see the product\n"
    )
    home = Home(tmp_path / "home")
    assert home.audit(folder).code == 0
    (folder / "calls.csv").write_text(NOTES.format("masked her number as she asked us to"))
    second = home.audit(folder)
    assert second.code == 0

    told = home.run("diff", "2026-11-23-1", "2026-11-23-2")
    assert told.code == 0, told.errors
    lines = told.text.splitlines()
    assert lines[0] == "new: 0"
    assert lines[1] == "closed: 1"
    assert "PAN" in lines[2]
    assert lines[3].startswith("still open: ")
    assert lines[3] != "still open: 0"
    back = home.run("diff", "2026-11-23-2", "2026-11-23-1").text.splitlines()
    assert back[0] == "new: 1"


def test_a_gap_whose_export_is_not_given_again_stays_open(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "calls.csv").write_text(NOTES.format("her PAN is ABCPE1234F as she told us"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "visits.csv").write_text("Visitor,Mail\nKavita Das,kavita@example.in\n")
    home = Home(tmp_path / "home")
    assert home.audit(folder).code == 0
    assert home.audit(other).code == 0
    told = home.run("diff", "2026-11-23-1", "2026-11-23-2").text.splitlines()
    assert "closed: 0" in told
    assert any("PAN" in line for line in told[told.index("closed: 0") :])


def test_an_audit_that_is_not_there_is_told_with_those_that_are(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "calls.csv").write_text(NOTES.format("nothing to tell"))
    home = Home(tmp_path / "home")
    assert home.audit(folder).code == 0
    done = home.run("diff", "2026-11-23-1", "2026-11-24-1")
    assert done.code == 2
    assert "one of 2026-11-23-1" in done.errors


def test_before_any_audit_every_look_says_what_to_run(tmp_path):
    home = Home(tmp_path / "home")
    for command in (["findings"], ["diff", "a", "b"], ["evidence", "tables"], ["selfcheck"]):
        done = home.run(*command)
        assert done.code == 2, command
        assert "amanat audit" in done.errors
