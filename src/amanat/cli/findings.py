"""`amanat findings`: the findings of the last audit as JSON."""

from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.command("findings")
@workspace_option
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text")
@click.option(
    "--verdict",
    default="fails",
    show_default=True,
    help="One or more of fails, cannot_tell, passes, with commas.",
)
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
@click.option(
    "--reveal",
    is_flag=True,
    help="Add file, record id and column name, read again from the originals.",
)
def findings(
    workspace: Path, form: str, verdict: str, audit_id: str | None, *, reveal: bool
) -> None:
    """List findings with their places: ids and ordinals, never a value.

    \b
    amanat findings                                 the gaps, in words
    amanat findings --format json --verdict fails,cannot_tell
    """
    from amanat.audit.calls import log_call
    from amanat.audit.kept import last_audit
    from amanat.audit.locate import Originals
    from amanat.audit.places import AllPlaces
    from amanat.reports.data import findings_json
    from amanat.terms.words import VERDICTS

    wanted = tuple(each.strip() for each in verdict.split(","))
    if wrong := sorted(set(wanted) - set(VERDICTS)):
        raise click.BadParameter(f"found {', '.join(wrong)}, wanted {', '.join(VERDICTS)}")
    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    chosen = [each for each in kept.findings if each.verdict in wanted]
    if form == "json":
        places, shown = AllPlaces(kept), None
        if reveal:
            originals = Originals.of(opened, kept)
            log_call(opened, "findings --reveal", len(chosen))
            # Before the first word is out: half a list would look like a whole one.
            originals.refuse_changed(unit for each in chosen for unit in places.units(each))
            shown = originals.reveal
        for piece in findings_json(chosen, places.of, reveal=shown):
            click.echo(piece, nl=False)
        return
    if not chosen:
        click.echo("Nothing here. See amanat findings --verdict cannot_tell.")
    for each in chosen:
        click.echo(f"{each.id}  {each.verdict:<11} {each.control}\n    {each.text}")
