"""`amanat law`: what the law says, from when, and how sure we are."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from amanat.law.model import Control, Fixed

_WIDTH = 80
_LABEL = 10
_ID = 40


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    day = click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Speak of this day instead of today.",
    )
    form = click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
    )
    return day(form(command))


@click.group()
def law() -> None:
    """What the law says, from when, and how sure we are. Not legal advice."""


@law.command()
@click.argument("control_id", required=False)
@_options
def show(control_id: str | None, as_of: datetime | None, form: str) -> None:
    """Every control in a table, or one control in full."""
    from amanat.law.load import controls

    day = _day(as_of)
    if control_id is None:
        chosen = list(controls().values())
        text = _table(chosen, day)
    elif control_id in controls():
        chosen = [controls()[control_id]]
        text = _full(chosen[0], day)
    else:
        raise click.BadParameter(_no_such(control_id, controls()), param_hint="CONTROL_ID")
    if form == "text":
        click.echo(text)
        return
    found = [_plain(control, day) for control in chosen]
    _echo_json({**_header(day), "controls": found} if control_id is None else found[0])


@law.command()
@_options
def updates(as_of: datetime | None, form: str) -> None:
    """How fresh this build's law is, what may have changed since, and the dates that come."""
    import msgspec

    from amanat.law.watch import updates as read_updates
    from amanat.terms.days import day_text

    day = _day(as_of)
    found = read_updates(day)
    if form == "json":
        _echo_json(
            {
                **_header(day),
                "blind_since_then": list(found.blind),
                "proposed": msgspec.to_builtins(found.proposed),
                "coming": msgspec.to_builtins(found.coming),
            }
        )
        return
    lines = [*_checked_lines(day), "", "Not looked at since then"]
    lines += [f"  {one}" for one in found.blind]
    lines += ["", "Announced, not law as far as found"]
    for entry in found.proposed:
        lines += _labelled(day_text(entry.date), f"{entry.title} ({entry.certainty})", 13)
    lines += ["", "Dates to come"]
    for entry in found.coming:
        lines += _labelled(day_text(entry.date), _coming_text(entry), 13)
    click.echo("\n".join(lines))


def _coming_text(entry: "Fixed") -> str:
    from amanat.terms.days import day_text

    other = f"; {day_text(entry.alt_date)} arguable" if entry.alt_date else ""
    sure = "" if entry.certainty in ("settled", "arguable") else f"; {entry.certainty}"
    return entry.title + other + sure


def _day(as_of: datetime | None) -> date:
    from amanat.law.days import india_day

    return as_of.date() if as_of is not None else india_day(datetime.now(UTC))


def _header(day: date) -> dict[str, Any]:
    from amanat.law.load import law_checked_up_to, phase_3
    from amanat.law.standing import stale_days

    checked = law_checked_up_to()
    return {
        "law_checked_up_to": checked,
        "law_stale_days": stale_days(checked, day),
        "as_of": day,
        "phase_3": phase_3().date,
        "phase_3_alt": phase_3().alt_date,
    }


def _checked_lines(day: date) -> list[str]:
    from amanat.terms.days import day_text

    head = _header(day)
    lines = [f"Law checked up to {day_text(head['law_checked_up_to'])}. Not legal advice."]
    if head["law_stale_days"] is not None:
        lines.append(f"That is {head['law_stale_days']} days ago: look for a newer build.")
    phase, other = day_text(head["phase_3"]), day_text(head["phase_3_alt"])
    verb = "From" if day < head["phase_3"] else "Since"
    lines.append(f"{verb} {phase} ({other} arguable): the DPDP Act's duties and penalties.")
    return lines


def _cap(control: "Control") -> str:
    from amanat.law.load import schedule_rows

    row = control.penalty.schedule_row
    return "none of its own" if row is None else f"row {row}, {schedule_rows()[row].cap_words}"


def _cap_from(control: "Control", day: date) -> str:
    """Say from when a cap counts, so that none reads as a liability of today."""
    from amanat.terms.days import day_text

    first = control.in_force.date
    if control.penalty.schedule_row is None or day >= first:
        return ""
    return f", from {day_text(first)}; no penalty before"


def _table(controls: Iterable["Control"], day: date) -> str:
    from amanat.law.standing import standing

    heads = f"{'control':<{_ID}}  {'a gap is, now':<15}  at most, then"
    lines = [*_checked_lines(day), "", heads, ""]
    for control in controls:
        word = standing(control, event_on=None, continuing=True, as_of=day)
        row = control.penalty.schedule_row
        cap = "" if row is None else _cap(control).replace(", up to Rs ", ": Rs ")
        lines.append(f"{control.id:<{_ID}}  {word:<15}  {cap}".rstrip())
    lines += ["", "A cap is a maximum for that row, no forecast; rows are never added up.", ""]
    lines.append("One in full: amanat law show CONTROL_ID")
    return "\n".join(lines)


def _full(control: "Control", day: date) -> str:
    from amanat.law.citation import citation_text
    from amanat.law.load import schedule_rows
    from amanat.law.standing import other_reading, standing

    word = standing(control, event_on=None, continuing=True, as_of=day)
    other = other_reading(control, event_on=None, continuing=True, as_of=day)
    parts = [
        ("law", citation_text(control)),
        ("basis", f"{control.basis.replace('_', ' ')}; confidence {control.confidence}"),
        ("in force", _dates(control)),
        ("now", f"a gap that goes on is: {word}" + (f" (or: {other})" if other else "")),
        ("cap", _cap(control) + _cap_from(control, day)),
    ]
    for also in control.penalty.also:
        words = schedule_rows()[also.schedule_row].cap_words
        parts.append(("", f"also row {also.schedule_row}, {words}, {also.when}"))
    if control.penalty.schedule_row is not None:
        parts.append(("", "A maximum, no forecast: never multiplied, never added up."))
    if control.penalty.note:
        parts.append(("", control.penalty.note))
    parts += [
        ("fails", control.fail_when),
        ("cannot", control.cannot_tell_when),
        ("tell", "Where something is missing or unread, cannot tell goes before fails."),
        ("fix", control.fix),
        ("evidence", "; ".join(control.evidence)),
        ("example", control.example),
    ]
    if control.counsel:
        parts.append(("counsel", control.counsel))
    lines = [control.id, *wrap(control.title, _WIDTH), ""]
    for label, text in parts:
        lines += _labelled(label, text)
    return "\n".join([*lines, "", *_checked_lines(day)])


def _dates(control: "Control") -> str:
    from amanat.terms.days import day_text

    force = control.in_force
    text = f"from {day_text(force.date)}"
    if force.alt_date:
        text += f" ({day_text(force.alt_date)} arguable)"
    if force.later_date:
        text += f"; from {day_text(force.later_date)} for {force.later_for}"
    if force.ends:
        text += f"; until {day_text(force.ends)}"
    if force.alt_ends:
        text += f" ({day_text(force.alt_ends)} arguable)"
    return text


def _labelled(label: str, text: str, width: int = _LABEL) -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=f"{label:<{width}}",
        subsequent_indent=" " * width,
        break_on_hyphens=False,
    )


def _plain(control: "Control", day: date) -> dict[str, Any]:
    import msgspec

    from amanat.law.citation import citation_text, law_lines
    from amanat.law.standing import standing

    found: dict[str, Any] = msgspec.to_builtins(control)
    return {
        **found,
        "citation": citation_text(control),
        "standing": standing(control, event_on=None, continuing=True, as_of=day),
        "law_lines": [list(line) for line in law_lines(control, day)],
    }


def _echo_json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _no_such(control_id: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(control_id, list(known), n=1)
    hint = f" Did you mean {near[0]}?" if near else " amanat law show lists them."
    return f"there is no such control.{hint}"
