"""`amanat person`: what evidence tells of somebody, for an answer to an access request."""

import sys
from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.command("person")
@workspace_option
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text")
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def person(workspace: Path, form: str, audit_id: str | None) -> None:
    """Read identifiers from standard input, one a line; nothing of them is stored.

    \b
    Type or pipe e-mail addresses, phone numbers or customer ids:
      amanat person < ids.txt
      amanat person --format json < ids.txt
    """
    from amanat.audit.calls import log_call
    from amanat.audit.kept import last_audit
    from amanat.audit.person import ask, fingerprints, products_read
    from amanat.evidence.cache import StoredUnit
    from amanat.reports.person import to_json, to_text

    lines = [line.strip() for line in sys.stdin if line.strip()]
    if not lines:
        raise click.UsageError("no identifier came in: one a line on standard input")
    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    with kept.engine() as engine:
        keys = opened.keys_named(kept.about.key_id)
        asked = fingerprints(lines, keys, products_read(engine))
        # Units that were cleared away since tell no rows any more.
        folders = [opened.cache / "units" / name for name in kept.about.units]
        answers = ask(engine, asked, (StoredUnit(each) for each in folders if each.is_dir()))
    log_call(opened, "person", len(lines))
    click.echo(to_json(answers) if form == "json" else to_text(answers), nl=False)
