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
    from amanat.findings.baseline import looked_at, since

    opened = open_workspace(workspace)
    old, new = last_audit(opened, before), last_audit(opened, after)
    told = since(
        old.findings,
        new.findings,
        last_on=old.about.as_of,
        looked=looked_at(new.tables("datasets", "systems")),
    )
    failed = {each.id: each.text for each in old.findings if each.verdict == "fails"}
    texts = failed | {each.id: each.text for each in new.findings if each.verdict == "fails"}
    for word, names in (
        ("new", told.new),
        ("closed", told.closed),
        ("still open", sorted(failed.keys() - set(told.closed))),
    ):
        click.echo(f"{word}: {len(names)}")
        for name in names:
            click.echo(f"  {name}  {texts[name]}")
