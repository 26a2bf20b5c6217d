"""`amanat explain`: why a finding is as it is, and what to do when it is wrong."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._finding import finding_of
from amanat.cli._open import open_workspace, workspace_option

if TYPE_CHECKING:
    from amanat.audit.kept import Kept
    from amanat.evidence.workspace import Workspace
    from amanat.findings.model import Finding

_WIDTH = 100
_CONTEXT = 60


@click.command("explain")
@click.argument("finding")
@workspace_option
@click.option("--audit", "audit_id", default=None, help="Another audit than the last.")
@click.option("--most", default=5, show_default=True, help="How many places to name.")
@click.option(
    "--reveal",
    is_flag=True,
    help="Add file, record and the words around, read again; values stay masked.",
)
def explain(
    finding: str, workspace: Path, audit_id: str | None, most: int, *, reveal: bool
) -> None:
    """Say why FINDING is as it is: control, rule, condition, detector, check, tier, places.

    FINDING is an id of `amanat findings`, of any verdict, or the beginning of one. No value is
    shown: a place is a locator, and with --reveal its words with the value as its kind of data.

    \b
    amanat explain 3fa2             what held, and what it rests on
    amanat explain 3fa2 --reveal    with files, records and masked words
    """
    from amanat.audit.kept import last_audit
    from amanat.findings.explaining import explain as explained
    from amanat.law.load import control
    from amanat.rules.load import load_rules

    opened = open_workspace(workspace)
    kept = last_audit(opened, audit_id)
    chosen = finding_of(kept, finding)
    rule = next(each for each in load_rules() if each.id == chosen.rule)
    with kept.engine() as engine:
        sections = explained(engine, chosen, rule, control(chosen.control))
    for section in sections:
        _show(section.heading, section.lines)
    _show("places", tuple(_places(opened, kept, chosen, max(most, 0), reveal=reveal)))
    _show("wrong?", tuple(_corrections(chosen)))


def _show(heading: str, lines: tuple[str, ...]) -> None:
    from amanat.reports.screen import wrapped

    if not lines:
        return
    click.echo(heading.upper())
    for line in lines:
        first, *rest = wrapped(line, _WIDTH - 4) or [""]
        click.echo(f"  {first}")
        for more in rest:
            click.echo(f"    {more}")


def _places(
    workspace: "Workspace", kept: "Kept", finding: "Finding", most: int, *, reveal: bool
) -> Iterator[str]:
    from amanat.audit.calls import log_call
    from amanat.audit.context import masked_context
    from amanat.audit.locate import Originals
    from amanat.audit.places import AllPlaces
    from amanat.findings.naming import count_of

    total = finding.places.total
    yield count_of(total, "place")
    places = list(islice(AllPlaces(kept).of(finding), most))
    if not reveal:
        for place in places:
            told = (("row", place.row), ("column", place.column), ("character", place.offset))
            parts = [f"{name} {value}" for name, value in told if value is not None]
            where = [each for each in (place.dataset or place.system, place.unit) if each]
            yield ", ".join([*where, *parts])
    else:
        log_call(workspace, "explain --reveal", finding.id)
        category = finding.subject.get("category", "value")
        for place, shown in Originals.of(workspace, kept).show(places, context=_CONTEXT):
            if shown is None:
                yield place.dataset or place.system or ""
                continue
            yield ", ".join(part for part in (shown.file, shown.record, shown.column) if part)
            if shown.text:
                yield "  " + masked_context(place, shown, category, context=_CONTEXT)
    if total > len(places):
        yield f"and {total - len(places)} more: amanat locate {finding.id[:6]}"


def _corrections(finding: "Finding") -> Iterator[str]:
    code = finding.id[:6]
    yield f"amanat locate {code}: the places in the originals"
    if finding.subject.keys() & {"place_id", "field_id", "spdi_class"}:
        yield f"amanat replay {code}: what today's detectors make of them"
        yield f"amanat object {code} --kind not_personal --by user-2 --reason ..."
    if finding.verdict == "fails":
        yield f"amanat accept {code} --until DAY --by user-2 --reason ..."
