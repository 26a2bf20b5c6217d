"""`amanat scan`: what is in records of text, or the shape of an export without its values."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

#: So many bad lines are named.
_NAMED = 20


@click.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--shape-only", is_flag=True, help="Headers, kinds of values and counts; no value.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl", "sarif"]), default="text"
)
@click.option("--text-field", default="text", show_default=True, help="Field that is searched.")
@click.option("--id-field", default="id", show_default=True, help="Field that names a record.")
@click.option(
    "--tier",
    type=click.Choice(["confirmed", "likely", "possible"]),
    default="likely",
    show_default=True,
    help="The least sure hits that are told.",
)
def scan(
    files: tuple[Path, ...],
    form: str,
    text_field: str,
    id_field: str,
    tier: str,
    *,
    shape_only: bool,
) -> None:
    """Find identifiers, names and sensitive topics in FILES, or print the shape of an export.

    With --format jsonl, FILES hold JSON lines. One object a record, in their order: {"id",
    "spans": [{"start", "end", "label", "tier"}], "topics": [{"topic", "start", "end", "tier"}]}.
    Places are code points, the end is exclusive; no text is repeated.

    With --format sarif, FILES are any text, read line by line; editors and code hosts show the
    result beside the files. Levels: error is confirmed, warning likely, note possible.

    With --shape-only: headers, kinds and counts of an export, so that you can send us that alone.
    Names of files are shown as a for letters and 9 for digits, headers that could be a person's as
    [PERSON]. Look before you send: a header is your own words.

    \b
    amanat scan tickets.jsonl --format jsonl > found.jsonl
    amanat scan tickets.jsonl --format jsonl --text-field body --id-field ticket
    amanat scan *.sql *.md --format sarif > found.sarif
    amanat scan --shape-only export.csv              to look at
    amanat scan --shape-only --format json export.csv > shape.json
    """
    folders = [path.name for path in files if path.is_dir()]
    if folders and not shape_only:
        raise click.UsageError(f"{folders[0]} is a folder: name its files")
    if shape_only and form in ("text", "json"):
        _shapes(files, form)
    elif form == "jsonl" and not shape_only:
        _records(files, text_field, id_field, tier)
    elif form == "sarif" and not shape_only:
        _lines(files, tier)
    else:
        raise click.UsageError(
            "say what to scan for: --format jsonl for records, --format sarif for lines of text, "
            "or --shape-only"
        )


def _records(files: Sequence[Path], text_field: str, id_field: str, tier: str) -> None:
    from amanat.audit.records import Records
    from amanat.terms.errors import UserError

    out = sys.stdout.buffer
    faults: list[str] = []
    for path in files:
        records = Records(text_field=text_field, id_field=id_field, least=tier)
        with path.open("rb") as lines:
            for line in records.scanned(lines):
                out.write(line + b"\n")
        if records.bad:
            faults.append(f"{path.name}, {_named(records.bad)}")
    out.flush()
    if faults:
        raise UserError(
            where="; ".join(faults),
            found="lines that are no such record; all others were scanned",
            wanted=f"a JSON object with a text in its field {text_field!r}",
            remedy="mend these lines, or name the field with --text-field",
        )


def _lines(files: Sequence[Path], tier: str) -> None:
    from amanat.audit.lines import Lines
    from amanat.reports.places_sarif import closing, opening, results
    from amanat.terms.errors import UserError

    out = sys.stdout.buffer
    out.write(opening())
    notes: list[tuple[str, str]] = []
    before = b""
    for path in files:
        lines = Lines(least=tier)
        with path.open("rb") as file:
            places = (
                (each.number, each.span.start, each.span.end, each.span.category, each.span.tier)
                for each in lines.scanned(file)
            )
            for result in results(path.as_posix(), places):
                out.write(before + result)
                before = b",\n"
        if lines.bad:
            notes.append((path.as_posix(), f"{_named(lines.bad)}: not UTF-8, not scanned"))
    out.write(closing(notes))
    out.flush()
    if notes:
        raise UserError(
            where="; ".join(f"{Path(path).name}, {text.partition(':')[0]}" for path, text in notes),
            found="lines that are not UTF-8; all others were scanned",
            wanted="text in UTF-8",
            remedy="save the file as UTF-8, or audit it: `amanat audit` reads other encodings",
        )


def _named(lines: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in lines[:_NAMED])
    return f"line {named}" + (f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else "")


def _shapes(files: tuple[Path, ...], form: str) -> None:
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
