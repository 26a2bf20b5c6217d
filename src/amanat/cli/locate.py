"""`amanat locate`: the places of a finding, on the screen only."""

import sys
from itertools import islice
from pathlib import Path

import click

from amanat.cli._finding import finding_of
from amanat.cli._open import open_workspace, workspace_option


@click.command("locate")
@click.argument("finding")
@workspace_option
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
@click.option("--most", default=20, show_default=True, help="How many places to show.")
@click.option("--reveal", is_flag=True, help="Show the text although this is no terminal.")
def locate(finding: str, workspace: Path, audit_id: str | None, most: int, *, reveal: bool) -> None:
    """Show file, record, column and text of FINDING's places, read again from the originals.

    FINDING is an id of `amanat findings`; its first four characters are enough where they tell it
    apart. Nothing that is shown here is kept; the call itself is logged, without its content.
    """
    from amanat.audit.calls import log_call
    from amanat.audit.kept import last_audit
    from amanat.audit.locate import Originals
    from amanat.audit.places import AllPlaces
    from amanat.findings.naming import count_of
    from amanat.reports.screen import screened
    from amanat.terms.numbers import grouped

    if not (reveal or sys.stdout.isatty()):
        raise click.UsageError(
            "the places hold people's data, and this is no terminal; --reveal shows them anyway"
        )
    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    chosen = finding_of(kept, finding)
    originals = Originals.of(opened, kept)
    log_call(opened, "locate", chosen.id)
    total = chosen.places.total
    click.echo(f"{chosen.text}\n{count_of(total, 'place')}")
    places = islice(AllPlaces(kept).of(chosen), max(most, 0))
    for place, shown in originals.show(places):
        if shown is None:
            click.echo(f"  {place.system or ''} {place.dataset or ''}".rstrip())
            continue
        click.echo(f"  {screened(shown.file)}, {screened(shown.record)}, {screened(shown.column)}")
        if shown.text:
            click.echo(f"    {screened(shown.text)}")
    if total > most:
        click.echo(f"  and {grouped(total - most)} more: --most {total}")
