"""A finding by the beginning of its id."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from amanat.audit.kept import Kept
    from amanat.findings.model import Finding


def finding_of(kept: "Kept", beginning: str) -> "Finding":
    """Return the one finding of an audit whose id begins so.

    Raises:
        click.BadParameter: none does, or several do.
    """
    matches = [each for each in kept.findings if each.id.startswith(beginning.lower())]
    if len(matches) != 1:
        raise click.BadParameter(
            f"found {len(matches)} findings that begin so, wanted one: amanat findings lists them",
            param_hint="FINDING",
        )
    return matches[0]
