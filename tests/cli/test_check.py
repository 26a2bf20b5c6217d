import tomllib

import click
from click.testing import CliRunner

from amanat.cli.check import _ask, check
from amanat.register.check import QUESTIONS


def _run(tmp_path, *arguments: str):
    place = tmp_path / "work"
    result = CliRunner().invoke(check, ["--workspace", str(place), *arguments])
    return result, place / "register" / "answers.toml"


def test_letters_are_answers_and_are_kept_for_the_register(tmp_path):
    result, kept = _run(tmp_path, "--answers", "yy??n?nnn", "--as-of", "2026-11-23")
    assert result.exit_code == 0
    assert "▲ readiness gap  4  Access" in result.output
    assert "Binds today: SPDI Rules (question 3)" in result.output
    entries = tomllib.loads(kept.read_text(encoding="utf-8"))["answer"]
    assert len(entries) == 9
    assert entries[0]["question_id"] == "check-role"
    assert {entry["subject_id"] for entry in entries} == {"company"}


def test_eight_letters_do_as_well(tmp_path):
    result, kept = _run(tmp_path, "--answers", "y?nn?nnn")
    assert result.exit_code == 0
    assert len(tomllib.loads(kept.read_text(encoding="utf-8"))["answer"]) == 8


def test_without_a_terminal_nothing_is_asked_and_nothing_is_kept(tmp_path):
    result, kept = _run(tmp_path)
    assert result.exit_code == 0
    assert result.output.count("○ cannot tell") == 8
    assert not kept.exists()


def test_other_letters_are_an_error_of_use(tmp_path):
    result, kept = _run(tmp_path, "--answers", "maybe")
    assert result.exit_code == 2
    assert "wanted 8 letters" in result.output
    assert not kept.exists()


def test_lines_fit_80_columns(tmp_path):
    result, _ = _run(tmp_path, "--answers", "nyn?ynyy?")
    lines = [line for line in result.output.splitlines() if not line.startswith("Saved")]
    assert max(map(len, lines)) <= 80


def test_a_person_may_answer_in_words_or_not_at_all_and_is_asked_again():
    @click.command()
    def once() -> None:
        click.echo("= " + _ask(QUESTIONS[0]))

    for typed, answer in (("y", "yes"), ("No", "no"), ("", "unknown"), ("hm\n?", "unknown")):
        result = CliRunner().invoke(once, input=typed + "\n")
        assert f"= {answer}" in result.output
