"""`amanat audits`: which audits are kept, and letting go of old ones."""

from datetime import UTC, datetime
from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.group("audits", invoke_without_command=True)
@workspace_option
@click.pass_context
def audits(ctx: click.Context, workspace: Path) -> None:
    """List the audits that are kept; each can be named with --audit or in amanat diff.

    \b
    amanat audits           which there are, with gaps and size
    amanat audits prune     keep the newest, as amanat.toml says (keep_audits), remove the rest
    """
    ctx.obj = workspace
    if ctx.invoked_subcommand is not None:
        return
    from amanat.audit.pruning import kept_audits, surplus
    from amanat.reports.terminal import size_text
    from amanat.reports.words import counted
    from amanat.terms.days import day_text

    opened = open_workspace(workspace)
    found = kept_audits(opened)
    if not found:
        click.echo("No audit yet. Next: amanat audit FOLDER")
        return
    for each in found:
        said = "cannot be read by this version"
        if each.as_of is not None and each.gaps is not None:
            said = f"{day_text(each.as_of):<12} {counted(each.gaps, 'gap'):>9}"
        click.echo(f"{each.audit_id:<14} {said}  {size_text(each.size):>8}")
    extra = surplus(opened, keep=opened.settings.keep_audits)
    if extra:
        click.echo(
            f"{len(extra)} more than keep_audits = {opened.settings.keep_audits} in amanat.toml: "
            "amanat audits prune"
        )


@audits.command("prune")
@click.option("--keep", type=click.IntRange(1), help="How many stay; default: keep_audits.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and stop.")
@click.option("--yes", is_flag=True, help="Remove without asking.")
@click.pass_obj
def prune(workspace: Path, keep: int | None, *, dry_run: bool, yes: bool) -> None:
    """Remove old audits with their reports, and cached units that no kept audit rests on.

    The register, the key and your exports are never touched. What is removed cannot come back.
    """
    from amanat.audit.pruning import prune as remove
    from amanat.audit.pruning import surplus
    from amanat.reports.terminal import size_text
    from amanat.reports.words import counted

    opened = open_workspace(workspace)
    stay = keep or opened.settings.keep_audits
    gone = surplus(opened, keep=stay)
    click.echo(f"To remove: {', '.join(gone) or 'no audit'}; the newest {stay} stay.")
    if dry_run:
        return
    if gone and not yes:
        click.confirm("Remove them with their reports?", abort=True)
    done = remove(opened, keep=stay, now=datetime.now(UTC))
    click.echo(
        f"Removed {counted(len(done.audits), 'audit')} and {counted(done.units, 'cached unit')}, "
        f"{size_text(done.size)}."
    )
