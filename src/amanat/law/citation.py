"""A control's law in the words of a report: what is cited, and what of it binds when."""

import re
from datetime import date
from typing import Final

from amanat.law.load import fixed, phase_3
from amanat.law.model import Control
from amanat.terms.categories import CATEGORIES
from amanat.terms.days import day_text

#: The section that a Schedule row is about; where a control cites it, a gap card shows it alone.
_ROW_SECTION: Final = {1: "s.8(5)", 2: "s.8(6)"}
#: Meanings of words and factors of a penalty are cited in full, never on a card.
_NOT_DUTIES: Final = re.compile(r"s\.(2|33)\b")
_CARD_SECTIONS: Final = 3
#: What binds stands first, what may bind behind what will; by the first word of the when.
_ORDER: Final = {"bind": 0, "binds": 0, "from": 1, "may": 2, "ended": 3}


def citation_text(control: Control) -> str:
    """Return all that a control cites, as `DPDP Act s.8(5), Rule 6(1)(b); IT Act s.72A`.

    A control of other law names that law only: what the Act says of it is when it ends.
    """
    other = "; ".join(control.citations.other)
    if control.basis == "other_law":
        return other
    act = ", ".join((*control.citations.act, *control.citations.rules))
    return "; ".join(part for part in (f"DPDP Act {act}" if act else "", other) if part)


def law_lines(
    control: Control, as_of: date, *, category: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return which law a gap touches and from when, what binds today first.

    Args:
        control: the control that the gap is about.
        as_of: the day of the audit.
        category: what was found, a key of `terms.categories`; a law that speaks of some kinds of
            data only is left out where this is not one of them. None: not known.

    Returns:
        (name, when) pairs that read as a sentence: ("SPDI Rules", "bind today"),
        ("DPDP s.8(5)", "from 13 May 2027"), ("Aadhaar Act", "may bind today: ask counsel").
    """
    lines = [_dpdp(control, as_of)] if control.basis != "other_law" else []
    for text in control.citations.other:
        line = _other(text, as_of, category)
        if line is not None and line not in lines:
            lines.append(line)
    return tuple(sorted(lines, key=lambda line: (_ORDER[line[1].split()[0]], line[0])))


def _dpdp(control: Control, as_of: date) -> tuple[str, str]:
    sections = _card_sections(control)
    name = f"DPDP {'ss.' if len(sections) > 1 else 's.'}"
    name += ", ".join(section.removeprefix("s.") for section in sections)
    first = control.in_force.date
    if as_of < first:
        return name, f"from {day_text(first)}"
    return name, "bind today" if len(sections) > 1 else "binds today"


def _card_sections(control: Control) -> tuple[str, ...]:
    cited = tuple(text.split(" and ")[0] for text in control.citations.act)
    row = control.penalty.schedule_row
    if row is not None and _ROW_SECTION.get(row) in cited:
        return (_ROW_SECTION[row],)
    duties = tuple(text for text in cited if not _NOT_DUTIES.match(text))
    return (duties or cited)[:_CARD_SECTIONS]


def _other(text: str, as_of: date, category: str | None) -> tuple[str, str] | None:
    kind = CATEGORIES.get(category) if category is not None else None
    if text.startswith(("SPDI Rules", "IT Act s.43A")):
        if kind is not None and kind.spdi_class == "none":
            return None
        ends = phase_3().date
        if as_of >= ends:
            return "SPDI Rules", f"ended on {day_text(ends)}"
        _, _, only = text.partition("(")
        return "SPDI Rules", f"bind today for {only.rstrip(')')}" if only else "bind today"
    if text.startswith("Aadhaar Act"):
        if category is not None and not category.startswith("aadhaar"):
            return None
        return "Aadhaar Act", "may bind today: ask counsel"
    if text.startswith("TCCCPR"):
        return _dated("TRAI rules", "tcccpr-2018", as_of, "bind today for SMS and calls")
    if text.startswith("CERT-In"):
        return _dated("CERT-In Directions", "certin-directions-effective", as_of, "bind today")
    name = text.partition(" (")[0].partition(",")[0]
    return name[:1].upper() + name[1:], "may bind today: ask counsel"


def _dated(name: str, milestone: str, as_of: date, when: str) -> tuple[str, str]:
    first = fixed(milestone).date
    return name, when if as_of >= first else f"from {day_text(first)}"
