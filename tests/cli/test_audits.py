"""Which audits are kept, and letting go of old ones."""

import pytest

from walk import AS_OF, Home


@pytest.fixture(scope="module")
def thrice(tmp_path_factory):
    """Three audits; before the third, one file was replaced and one went."""
    home = Home(tmp_path_factory.mktemp("audits"))
    exports = home.root / "exports"
    exports.mkdir()
    (exports / "a.csv").write_text("Name,Email\nMeena Iyer,meena@example.in\n")
    (exports / "b.csv").write_text("Name,Phone\nRavi Rao,98765 43210\n")
    for number in range(3):
        if number == 2:
            (exports / "a.csv").write_text("Name,Email\nAsha Nair,asha@example.in\n" * 2)
            (exports / "b.csv").unlink()
        assert home.run("audit", exports, "--as-of", AS_OF, "--yes").code == 0
    return home


@pytest.fixture
def home(thrice, tmp_path):
    return thrice.copy(tmp_path / "copy")


def units(home):
    return {each.name for each in (home.workspace / "cache" / "units").iterdir()}


def test_the_list_says_which_are_too_many(home):
    done = home.run("audits")
    assert done.code == 0, done.errors
    lines = done.text.splitlines()
    assert [line.split()[0] for line in lines[:3]] == [f"{AS_OF}-{each}" for each in (1, 2, 3)]
    assert "1 more than keep_audits = 2" in lines[3]


def test_a_dry_run_removes_nothing(home):
    before = sorted(home.workspace.rglob("*"))
    done = home.run("audits", "prune", "--dry-run")
    assert f"To remove: {AS_OF}-1" in done.text
    assert sorted(home.workspace.rglob("*")) == before


def test_pruning_keeps_the_newest_and_the_units_they_rest_on(home):
    assert len(units(home)) == 3
    assert home.run("audits", "prune", "--yes").code == 0
    assert [each.name for each in sorted((home.workspace / "audits").iterdir())] == [
        f"{AS_OF}-2",
        f"{AS_OF}-3",
    ]
    assert not (home.workspace / "reports" / f"{AS_OF}-1").exists()
    assert len(units(home)) == 3
    assert home.run("audits", "prune", "--keep", "1", "--yes").code == 0
    assert len(units(home)) == 1
    assert home.run("findings").code == 0


def test_after_pruning_an_unchanged_folder_is_still_known(home):
    assert home.run("audits", "prune", "--keep", "1", "--yes").code == 0
    before = units(home)
    assert home.run("audit", home.root / "exports", "--as-of", AS_OF, "--yes").code in (0, 2)
    assert before <= units(home)


def test_without_an_audit_it_says_what_to_do(tmp_path):
    home = Home(tmp_path)
    assert home.run("init", "--role", "unknown").code == 0
    assert "amanat audit FOLDER" in home.run("audits").text
