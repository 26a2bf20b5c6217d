"""`amanat diff`: what changed between two audits."""

from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.command("diff")
@click.argument("before")
@click.argument("after")
@workspace_option
def diff(before: str, after: str, workspace: Path) -> None:
    """Show findings that are new, closed and still open between audits BEFORE and AFTER.

    \b
    amanat diff 2026-11-23-1 2026-11-30-1
    """
    from amanat.audit.kept import last_audit

    opened = open_workspace(workspace)
    old = {each.id: each for each in last_audit(opened, before).findings}
    new = {each.id: each for each in last_audit(opened, after).findings}
    failed = {name for name, each in old.items() if each.verdict == "fails"}
    fails = {name for name, each in new.items() if each.verdict == "fails"}
    for word, names, texts in (
        ("new", fails - failed, new),
        ("closed", failed - fails, old),
        ("still open", fails & failed, new),
    ):
        click.echo(f"{word}: {len(names)}")
        for name in sorted(names):
            click.echo(f"  {name}  {texts[name].text}")
