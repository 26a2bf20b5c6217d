"""`amanat init`: draft the register from what the last audit found."""

import sys
from pathlib import Path

import click

from amanat.cli._open import workspace_option

_ROLES = ("data-fiduciary", "data-processor", "both", "unknown")


@click.command("init")
@workspace_option
@click.option("--role", type=click.Choice(_ROLES), help="Whose data is it? Asked where not given.")
def init(workspace: Path, role: str | None) -> None:
    """Ask your role, then draft the register's files; every guess is marked `guess = true`.

    A guess counts for nothing until you take that line away. Nothing that is there is overwritten.

    \b
    data-fiduciary   you decide why and how the data is used
    data-processor   you use it on behalf of a customer who decides
    both             it differs by purpose
    """
    from datetime import UTC, datetime

    from amanat.audit.drafting import found_in
    from amanat.audit.kept import finished, last_audit
    from amanat.evidence.workspace import Workspace
    from amanat.register.draft import Found, draft_register
    from amanat.register.write import write_drafts

    opened = Workspace.open(workspace, now=datetime.now(UTC))
    if role is None:
        role = _ask() if sys.stdin.isatty() else "unknown"
    if finished(opened):
        with last_audit(opened).engine() as engine:
            found = found_in(engine)
    else:
        found = Found()
        click.echo("No audit yet: only your role is noted. Next: amanat audit FOLDER", err=True)
    written = write_drafts(opened.register, draft_register(found, role=role))
    added = sum(written.added.values())
    click.echo(f"{added} entries drafted in {opened.register}, {written.kept} left as they were.")
    click.echo("Look at each, take `guess = true` away where it is right, and say in complete.toml")
    click.echo("which lists are whole. Then: amanat audit FOLDER")


def _ask() -> str:
    click.echo("Does your company decide why and how this data is used?")
    click.echo("  1 yes, we decide   2 no, our customers decide   3 both   4 not sure")
    answer = click.prompt("Role", type=click.IntRange(1, 4), default=4)
    return _ROLES[answer - 1]
