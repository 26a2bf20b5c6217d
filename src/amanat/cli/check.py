"""`amanat check`: eight questions, thirty seconds, no data is read."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from amanat.cli._open import workspace_option


@click.command()
@workspace_option
@click.option(
    "--answers",
    "letters",
    metavar="LETTERS",
    help="One letter a question: y, n or ? (do not know), such as y?nn?nnn.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge as on this day instead of today.",
)
def check(workspace: Path, letters: str | None, as_of: datetime | None) -> None:
    """Eight questions, 30 seconds, no data: where do we stand?

    Without a terminal and without --answers every answer is "do not know".
    """
    from amanat.law.days import india_day
    from amanat.register.check import (
        AnswersError,
        answers_of,
        ask_all,
        assess,
        register_answers,
        result_lines,
    )
    from amanat.register.write import write_answers

    day = as_of.date() if as_of is not None else india_day(datetime.now(UTC))
    asks = letters is None and sys.stdin.isatty()
    click.echo(
        "8 questions, 30 seconds, no data is read."
        + (" Answers: y, n, or ? (do not know)." if asks else "")
        + "\n"
    )
    try:
        answers = ask_all(_ask) if asks else answers_of(letters or "?" * 8)
    except AnswersError as error:
        raise click.BadParameter(str(error), param_hint="--answers") from None
    if not asks:
        _show(answers)
    click.echo("\n" + "\n".join(result_lines(assess(answers, as_of=day))) + "\n")
    if asks or letters is not None:
        write_answers(workspace / "register", register_answers(answers, on_day=day))
        kept = workspace / "register" / "answers.toml"
        click.echo(f"Saved as your first register answers: {kept}")
    else:
        click.echo("Nobody was asked, so nothing was saved: amanat check --answers y?nn?nnn")
    click.echo("Next: amanat audit exports/   what the data itself shows")
    click.echo("      amanat demo             the whole audit on an invented company")


def _ask(question: object) -> str:
    from amanat.register.check import LETTERS, Question, question_line

    assert isinstance(question, Question)
    words = {**LETTERS, "yes": "yes", "no": "no", "": "unknown"}
    while True:
        given = click.prompt(
            question_line(question), default="", show_default=False, prompt_suffix=""
        )
        answer = words.get(str(given).strip().lower())
        if answer is not None:
            return answer
        click.echo("   y, n, or ? (do not know)")


def _show(answers: dict[str, str]) -> None:
    from amanat.register.check import LETTERS, QUESTIONS, question_line

    letters = {word: letter for letter, word in LETTERS.items()}
    for question in QUESTIONS:
        if question.id in answers:
            click.echo(question_line(question) + letters[answers[question.id]])
