"""`amanat accept`: live with a gap until a day, with a reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._finding import finding_of
from amanat.cli._open import open_workspace, workspace_option

if TYPE_CHECKING:
    from datetime import date

    from amanat.evidence.workspace import Workspace
    from amanat.findings.model import Finding

#: Nobody can promise for longer: a gap is looked at again at least once a year.
_LONGEST = timedelta(days=366)


@click.command("accept")
@click.argument("finding")
@workspace_option
@click.option("--reason", required=True, help="Why, in your own words; names no person.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day it counts."
)
@click.option("--by", required=True, help="Your user id or role, such as user-2: never a name.")
def accept(finding: str, workspace: Path, reason: str, until: datetime, by: str) -> None:
    """Accept FINDING until a day: it stays a gap, and leaves the fix plan and --fail-on till then.

    FINDING is an id of `amanat findings`, or the beginning of one. The decision is an entry of
    register/accepted.toml; take it out there to undo it. The next audit counts with it.

    \b
    amanat accept 3fa2 --reason "vendor signs in March" --until 2027-03-31 --by user-2
    """
    from amanat.audit.kept import last_audit

    opened = open_workspace(workspace)
    chosen = finding_of(last_audit(opened), finding)
    live_with(opened, chosen, until=until.date(), by=by, reason=reason)


def live_with(
    opened: "Workspace", chosen: "Finding", *, until: "date | None", by: str, reason: str
) -> None:
    """Keep that a gap is accepted until a day (None: for a year), and say so.

    Raises:
        click.BadParameter: it is no gap, the day is too far, or the words hold personal data.
    """
    from amanat.audit.run import refuse
    from amanat.law.days import india_day
    from amanat.register.files import read_register
    from amanat.register.model import Accepted
    from amanat.register.write import write_accepted
    from amanat.terms.days import day_text

    today = india_day(datetime.now(UTC))
    day = until or today + timedelta(days=365)
    if chosen.verdict != "fails":
        raise click.BadParameter("this is no gap: only gaps can be accepted", param_hint="FINDING")
    if not today <= day <= today + _LONGEST:
        raise click.BadParameter(
            f"found {day}, wanted a day from today to {day_text(today + _LONGEST)}",
            param_hint="--until",
        )
    if any(refuse([reason, by])):
        raise click.BadParameter(
            "it holds what looks like somebody's number or address", param_hint="--reason or --by"
        )
    before = (opened.register / "accepted.toml").exists()
    read_register(opened.register, refuse=refuse)
    write_accepted(opened.register, Accepted(finding_id=chosen.id, until=day, by=by, reason=reason))
    click.echo(f"{chosen.id}  accepted until {day_text(day)}\n    {chosen.text}")
    if chosen.standing == "binds today":
        click.echo("    This binds today: accepting it here changes nothing before the law.")
    if not before:
        click.echo(f"Kept in {opened.register / 'accepted.toml'}. It counts from the next audit.")
