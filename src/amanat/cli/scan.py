"""`amanat scan`: the shape of an export, without any of its values."""

from pathlib import Path

import click


@click.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--shape-only", is_flag=True, help="Headers, kinds of values and counts; no value.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def scan(files: tuple[Path, ...], form: str, *, shape_only: bool) -> None:
    """Print the shape of FILES: headers, kinds and counts, so that you can send us that alone.

    Names of files are shown as a for letters and 9 for digits, headers that could be a person's as
    [PERSON]. Look before you send: a header is your own words.

    \b
    amanat scan --shape-only export.csv              to look at
    amanat scan --shape-only --format json export.csv > shape.json
    """
    if not shape_only:
        raise click.UsageError("say what to scan for: --shape-only")
    import msgspec

    from amanat.audit.shape import shapes
    from amanat.reports.screen import screened
    from amanat.reports.words import counted

    for shape in shapes(files):
        if form == "json":
            click.echo(msgspec.json.encode(shape))
            continue
        click.echo(screened(shape.name))
        if shape.not_read is not None:
            click.echo(f"  {shape.format}, not read: {shape.not_read}")
            continue
        bad = f", {counted(shape.bad_rows, 'bad row')}" if shape.bad_rows else ""
        click.echo(f"  {shape.format}, {shape.known}, {counted(shape.rows, 'row')}{bad}")
        for column in shape.columns:
            long = f"{column.shortest} to {column.longest} characters" if column.filled else ""
            click.echo(
                f"    {screened(column.title):<32} {column.kind:<22} "
                f"{counted(column.filled, 'cell'):>14}  {long}".rstrip()
            )
