"""`amanat replay`: judge the places of one finding again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._finding import finding_of
from amanat.cli._open import open_workspace, workspace_option

if TYPE_CHECKING:
    from amanat.findings.again import Change

_STATES = {
    "same": "as the audit found it",
    "other": "another kind of data now",
    "gone": "nothing is found there any more",
    "set_aside": "set aside by your objections",
    "fresh": "not found by the audit",
}


@click.command("replay")
@click.argument("finding")
@workspace_option
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def replay(finding: str, workspace: Path, audit_id: str | None) -> None:
    """Read FINDING's files again and say what today's detectors and objections make of its places.

    Nothing is written and no value is shown: the next audit does the same for all.

    \b
    amanat replay 3fa2       after an objection, a new pattern or a new version
    """
    from amanat.audit.calls import log_call
    from amanat.audit.kept import last_audit
    from amanat.audit.replay import replay as replayed

    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    chosen = finding_of(kept, finding)
    log_call(opened, "replay", chosen.id)
    again = replayed(opened, kept, chosen)
    click.echo(f"{chosen.id}  {chosen.verdict}\n    {chosen.text}")
    for change in again.changes:
        click.echo(f"    {_line(change)}")
    for change in again.fresh:
        click.echo(f"    {_line(change)}")
    if not again.changes and not again.fresh:
        click.echo("    nothing is found in its files, as in the audit")
    if any(each.state != "same" for each in again.changes) or again.fresh:
        click.echo("The next audit judges so; this changed nothing.")


def _line(change: "Change") -> str:
    from amanat.findings.naming import count_of
    from amanat.terms.categories import CATEGORIES

    told = f"{count_of(change.places, 'place')}: {_STATES[change.state]}"
    if change.category is not None:
        told += f", {CATEGORIES[change.category].title}"
    return f"{told} (tier {change.tier})" if change.tier is not None else told
