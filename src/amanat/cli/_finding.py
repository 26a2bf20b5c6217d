"""A finding by the beginning of its id."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from amanat.audit.kept import Kept
    from amanat.findings.model import Finding

#: So many ids are named where none or several begin so.
_NAMED = 5


def finding_of(kept: "Kept", beginning: str) -> "Finding":
    """Return the one finding of an audit whose id begins so.

    Raises:
        click.BadParameter: none does, or several do; ids near it are named.
    """
    wanted = beginning.lower()
    matches = [each for each in kept.findings if each.id.startswith(wanted)]
    if len(matches) != 1:
        near = _near(wanted, [each.id for each in matches or kept.findings], among=bool(matches))
        raise click.BadParameter(
            f"found {len(matches)} findings that begin so, wanted one: amanat findings lists them"
            + (f"; near are {', '.join(near)}" if near else ""),
            param_hint="FINDING",
        )
    return matches[0]


def _near(wanted: str, ids: list[str], *, among: bool) -> list[str]:
    from difflib import get_close_matches

    if among:
        return sorted(ids)[:_NAMED]
    # An id may be given by its beginning, so that only so much of each is compared.
    begins: dict[str, list[str]] = {}
    for each in sorted(ids):
        begins.setdefault(each[: max(len(wanted), 4)], []).append(each)
    close = get_close_matches(wanted, list(begins), n=_NAMED, cutoff=0.5)
    return [full for begin in close for full in begins[begin]][:_NAMED]
