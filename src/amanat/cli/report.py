"""`amanat report`: the last audit's report in another form, from what was kept."""

from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option
from amanat.reports.forms import FORMS


@click.command("report")
@workspace_option
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="html", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; it is replaced where it exists.",
)
@click.option("--inside", is_flag=True, help="The working copy: it names places and titles.")
@click.option("--for-counsel", is_flag=True, help='Mark the board page "prepared for counsel".')
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of --format json, and stop.")
def report(
    workspace: Path,
    form: str,
    output: Path | None,
    audit_id: str | None,
    *,
    inside: bool,
    for_counsel: bool,
    schema: bool,
) -> None:
    """Write the report of the last audit; nothing is read or judged again.

    \b
    html    the whole report as one page, for screen and paper
    xlsx    the worklist: tasks with owner, day and clicks, to work through
    board   one page for the board
    hindi   the report in plain Hindi
    json    everything, for programs; its schema: amanat report --schema
    csv     the findings as a table
    sarif   the findings for code hosts (SARIF 2.1.0)

    \b
    amanat report -o for-the-founder.html              leaves the house: no places
    amanat report --format xlsx --inside -o work.xlsx  the working copy
    amanat report --format board --for-counsel -o board.html
    """
    if schema:
        from amanat.reports.document import schema as published

        click.echo(published(), nl=False)
        return
    if output is None:
        raise click.UsageError("say which file to write: -o FILE")
    if for_counsel and form != "board":
        raise click.UsageError("--for-counsel marks the board page: add --format board")
    from amanat.audit.kept import REPORT, last_audit
    from amanat.findings.freeze import load

    held = load((last_audit(open_workspace(workspace), audit_id).folder / REPORT).read_bytes())
    if for_counsel:
        from amanat.reports import board

        content = board.render(held, inside=inside, counsel=True)
    else:
        content = FORMS[form].render(held, inside=inside)
    output.write_bytes(content)
    words = "names places: keep it in" if inside else "no places, no small counts: safe to send"
    click.echo(f"{output}  {words}")
