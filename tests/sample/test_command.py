from click.testing import CliRunner

from amanat.cli.sample import sample


def test_the_command_writes_a_company_and_says_what_comes_next(tmp_path):
    folder = tmp_path / "company"
    wanted = [str(folder), "--people", "150", "--without", "ids-card-task"]
    done = CliRunner().invoke(sample, wanted)
    assert done.exit_code == 0
    assert "150 invented people, 450 notes, 2250 events" in done.output
    assert "amanat audit" in done.output
    assert '"id": "ids-card-task"' not in (folder / "truth.json").read_text(encoding="utf-8")


def test_a_wrong_fault_is_an_error_of_use_that_names_the_right_ones(tmp_path):
    done = CliRunner().invoke(sample, [str(tmp_path / "company"), "--without", "ids-crad-task"])
    assert done.exit_code == 2
    assert "ids-card-task" in done.output
