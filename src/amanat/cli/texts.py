"""`amanat texts`: mails and a page that are ready to send, as files."""

from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.command("texts")
@workspace_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to; default: texts/ beside the report.",
)
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def texts(workspace: Path, output: Path | None, audit_id: str | None) -> None:
    """Write texts that are ready to send.

    A page for the founder, a mail for each open place, a mail for each vendor whose papers are
    missing. They name places and tools, never a person. Whom they go to is yours to fill in;
    nothing is sent.
    """
    from amanat.audit.kept import REPORT, last_audit
    from amanat.findings.freeze import load
    from amanat.reports.texts import texts as written

    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    report = load((kept.folder / REPORT).read_bytes())
    folder = output or opened.reports / report.audit_id / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    made = written(report)
    for text in made:
        (folder / text.name).write_bytes(text.file())
        click.echo(f"{folder / text.name}  {text.subject}")
    if len(made) == 1:
        click.echo("No open place and no vendor without papers was found: no mail to write.")
