"""`amanat demo`: the whole audit on an invented company."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

#: The sample's day, so that a demo of any day shows the same.
AS_OF = date(2026, 11, 23)
PEOPLE = 20_000


@click.command("demo")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where the invented company and its workspace go.",
)
@click.option("--people", default=PEOPLE, show_default=True, help="How many people it has.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Processes that read.")
def demo(folder: Path, people: int, workers: int | None) -> None:
    """Make an invented company with 20,000 people, audit it, and show the report."""
    import shutil

    from amanat.audit.run import Asked
    from amanat.cli.audit import _cores, run_shown, show
    from amanat.evidence.workspace import Workspace
    from amanat.sample.company import generate
    from amanat.sample.digest import DEMO, digest
    from amanat.terms.errors import UserError
    from amanat.terms.numbers import grouped

    company = folder / "company"
    click.echo(f"Making an invented company of {grouped(people)} people in {company}", err=True)
    shutil.rmtree(company, ignore_errors=True)
    summary = generate(company, people=people, as_of=AS_OF)
    made = digest(company / "exports")
    click.echo(
        f"{grouped(summary.people)} people, {grouped(summary.notes)} notes,"
        f" {grouped(summary.events)} events; content {made}",
        err=True,
    )
    if people == PEOPLE and made != DEMO:
        raise UserError(
            where=str(company),
            found=f"content {made}",
            wanted=f"content {DEMO}, the same on every machine",
            remedy="report this with your system and Python version",
            exit_code=70,
        )
    now = datetime.now(UTC)
    workspace = Workspace.open(folder / "amanat-work", now=now)
    shutil.copytree(company / "register", workspace.register, dirs_exist_ok=True)
    asked = Asked(
        folders=(company / "exports",),
        as_of=AS_OF,
        now=now,
        workers=workers or _cores(),
        sample=True,
    )
    outcome, seconds = run_shown(workspace, asked, ask=False)
    if outcome is not None:
        show(workspace, outcome, seconds)
