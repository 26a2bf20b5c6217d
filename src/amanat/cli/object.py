"""`amanat object`: say that what was found is not what it seems, with author and date."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amanat.cli._finding import finding_of
from amanat.cli._open import open_workspace, workspace_option
from amanat.cli.accept import live_with

if TYPE_CHECKING:
    from amanat.audit.kept import Kept
    from amanat.findings.model import Finding

_KINDS = ("not_personal", "wrong_kind", "test_data", "known_and_fine")
_SCOPES = ("place", "dataset", "field", "shape", "category", "right")


@click.command("object")
@click.argument("finding")
@workspace_option
@click.option("--kind", type=click.Choice(_KINDS), required=True, help="What is so instead.")
@click.option("--reason", required=True, help="Why, in your own words; they stay in the register.")
@click.option("--by", required=True, help="Your user id or role, such as user-2: never a name.")
@click.option("--right", default=None, metavar="KIND", help="For wrong_kind: what it is.")
@click.option("--place", default=None, help="Another place than the finding's.")
@click.option("--dataset", default=None, help="A whole dataset instead of the finding's place.")
@click.option("--field", default=None, help="One field of the dataset.")
@click.option("--shape", default=None, help="Only values of this shape, as in 9999-AAAA.")
@click.option("--category", default=None, metavar="KIND", help="Only what was found as this.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="For known_and_fine: the last day; else a year.",
)
def object(  # noqa: A001 - the command's name
    finding: str,
    workspace: Path,
    kind: str,
    reason: str,
    by: str,
    until: datetime | None,
    **scope: str | None,
) -> None:
    """Object to FINDING: by place, dataset, field or shape, never by value.

    not_personal, wrong_kind and test_data set hits aside, or name them anew, from the next audit
    on, which counts them; they are entries of register/objections.toml. known_and_fine is `amanat
    accept`: the gap stays a gap until a day. A shape has a for letters and 9 for digits.

    \b
    amanat object 3fa2 --kind test_data --by user-2 --reason "the training sheet"
    amanat object 3fa2 --kind wrong_kind --right customer_id --shape "9999 9999 9999" \\
        --by user-2 --reason "policy numbers"
    """
    from amanat.audit.kept import last_audit
    from amanat.audit.run import refuse
    from amanat.findings.objected import about
    from amanat.law.days import india_day
    from amanat.register.files import checked, read_register
    from amanat.register.model import Objection
    from amanat.register.write import write_objection

    opened = open_workspace(workspace)
    kept = last_audit(opened)
    chosen = finding_of(kept, finding)
    if kind == "known_and_fine":
        _refuse_scope(scope)
        live_with(opened, chosen, until=until.date() if until else None, by=by, reason=reason)
        return
    if until is not None:
        raise click.BadParameter("only known_and_fine has a last day", param_hint="--until")
    if any(refuse([reason, by])):
        raise click.BadParameter(
            "it holds what looks like somebody's number or address", param_hint="--reason or --by"
        )
    found = _scope(chosen, scope, whole=kind == "test_data")
    _exists(kept, found)
    day = india_day(datetime.now(UTC))
    values = {"kind": kind, "by": by, "on_day": day, "reason": reason, **found}
    read_register(opened.register, refuse=refuse)
    entry = checked("objections", values, refuse=refuse)
    if not isinstance(entry, Objection):
        raise TypeError("objections.toml holds objections")
    write_objection(opened.register, entry)
    told = {name: getattr(entry, name) for name in entry.__struct_fields__}
    click.echo(f"{chosen.id}  objected: {about(told)}")
    click.echo(f"Kept in {opened.register / 'objections.toml'}. It counts from the next audit;")
    click.echo(f"amanat replay {chosen.id[:6]} says now what that will change.")


def _refuse_scope(scope: Mapping[str, str | None]) -> None:
    given = [name for name in _SCOPES if scope[name] is not None]
    if given:
        raise click.BadParameter(
            "known_and_fine is about the finding as it is", param_hint=f"--{given[0]}"
        )


def _scope(
    finding: "Finding", scope: Mapping[str, str | None], *, whole: bool
) -> dict[str, str | None]:
    """Return what an objection is about: as it was said, else as the finding has it.

    Args:
        finding: whose subject fills what was not said.
        scope: the options.
        whole: the place or dataset as a whole, whatever was found in it.
    """
    subject = finding.subject
    place, dataset, field = (scope[name] for name in ("place", "dataset", "field"))
    if place is None and dataset is None:
        place = subject.get("place_id")
        if subject.get("kind") == "place":
            place = subject.get("subject_id")
        dataset = subject.get("dataset_id") if place is None else None
        field = field or (subject.get("field_id") if place is None else None)
    category = scope["category"]
    if category is None and field is None and not (whole and scope["shape"] is None):
        category = subject.get("category")
    if place is None and dataset is None and scope["shape"] is None:
        raise click.BadParameter(
            "this finding rests on no text and no field; correct what it rests on in the register,"
            " or name a place, a dataset or a shape",
            param_hint="FINDING",
        )
    return {
        "place_id": place,
        "dataset_id": dataset,
        "field_id": field,
        "shape": scope["shape"],
        "category": category,
        "right_category": scope["right"],
    }


def _exists(kept: "Kept", scope: Mapping[str, str | None]) -> None:
    """Refuse what the audit does not know, and name what is near.

    Raises:
        click.BadParameter: a place, dataset or field is not in the evidence.
    """
    from difflib import get_close_matches

    tables: dict[str, Any] = kept.tables("places", "datasets", "fields")
    for name, table in (("place", "places"), ("dataset", "datasets"), ("field", "fields")):
        wanted = scope[f"{name}_id"]
        if wanted is None:
            continue
        known = sorted(set(tables[table][f"{name}_id"].to_pylist()))
        if wanted not in known:
            near = get_close_matches(wanted, known, n=3)
            hint = f"; near are {', '.join(near)}" if near else ""
            raise click.BadParameter(
                f"found a {name} that the audit does not know, wanted one of {len(known)}{hint}",
                param_hint=f"--{name}",
            )
