"""`amanat evidence sql`: read-only SQL over the evidence tables of an audit."""

from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.group("evidence")
def evidence() -> None:
    """Query evidence: counts, dates, ids and fingerprints; never a value of a person."""


@evidence.command("tables")
@workspace_option
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def tables(workspace: Path, audit_id: str | None) -> None:
    """List the tables and how many rows each has."""
    from amanat.audit.kept import last_audit

    kept = last_audit(open_workspace(workspace), audit_id)
    for name, table in sorted(kept.tables().items()):
        click.echo(f"{name:<28} {table.num_rows:>12,}  {', '.join(table.schema.names)}")


@evidence.command("sql")
@click.argument("query")
@workspace_option
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
def sql(query: str, workspace: Path, form: str, audit_id: str | None) -> None:
    """Run one SELECT.

    \b
    amanat evidence sql "select system_id, people from systems" --format csv
    """
    from amanat.audit.kept import last_audit
    from amanat.engine.base import EngineError
    from amanat.reports.tables import to_csv, to_json
    from amanat.terms.errors import UserError

    kept = last_audit(open_workspace(workspace), audit_id)
    try:
        with kept.engine() as engine:
            rows = engine.query(query)
    except EngineError as error:
        raise UserError(
            where="the query",
            found=str(error),
            wanted="one SELECT over the tables of `amanat evidence tables`",
            remedy="mend the query",
        ) from None
    click.echo(to_json(rows) if form == "json" else to_csv(rows), nl=False)
