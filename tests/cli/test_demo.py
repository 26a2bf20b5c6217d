"""`amanat demo`: the whole way on an invented company."""

from walk import Home


def test_a_small_demo_shows_the_report_and_runs_a_second_time(tmp_path):
    home = Home(tmp_path / "home")
    first = home.run("demo", "--people", "100", "--dir", "demo", "--workers", "2")
    assert first.code == 0, first.errors
    assert "inside.html" in first.text
    workspace = home.root / "demo" / "amanat-work"
    (page,) = workspace.glob("reports/*/inside.html")
    assert b"invented" in page.read_bytes().lower()
    again = home.run("demo", "--people", "100", "--dir", "demo", "--workers", "1")
    assert again.code == 0, again.errors
    assert "0 new" in again.text
    listed = home.run("findings", "--workspace", "demo/amanat-work")
    assert "notes-sensitive-open-access" in listed.text
