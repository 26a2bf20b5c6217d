"""`amanat report`: the last audit's report in another form, from what was kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._open import open_workspace, workspace_option

if TYPE_CHECKING:
    from amanat.findings.model import Report

_FORMATS = ("html", "json", "csv")


@click.command("report")
@workspace_option
@click.option("--format", "form", type=click.Choice(_FORMATS), default="html", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write; it is replaced where it exists.",
)
@click.option("--inside", is_flag=True, help="The working copy: it names places and titles.")
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def report(workspace: Path, form: str, output: Path, audit_id: str | None, *, inside: bool) -> None:
    """Write the report of the last audit; nothing is read or judged again.

    \b
    amanat report -o for-the-founder.html            leaves the house: no places
    amanat report --format csv --inside -o gaps.csv  the working copy
    """
    from amanat.audit.kept import REPORT, last_audit
    from amanat.findings.freeze import load

    kept = last_audit(open_workspace(workspace), audit_id)
    content = _rendered(load((kept.folder / REPORT).read_bytes()), form, inside=inside)
    output.write_bytes(content)
    words = "names places: keep it in" if inside else "no places, no small counts: safe to send"
    click.echo(f"{output}  {words}")


def _rendered(held: Report, form: str, *, inside: bool) -> bytes:
    from amanat.reports import data, html

    if form == "json":
        return data.report_json(held, inside=inside)
    if form == "csv":
        return data.report_csv(held, inside=inside)
    return html.inside(held) if inside else html.share(held)
