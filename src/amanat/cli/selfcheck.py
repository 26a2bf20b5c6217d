"""`amanat selfcheck`: is raw personal data at rest in the workspace?"""

import sys
from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.command("selfcheck")
@workspace_option
def selfcheck(workspace: Path) -> None:
    """Search the workspace with the detectors: exit 0 when nothing is there, else 1 and where."""
    from amanat.audit.selfcheck import selfcheck as search
    from amanat.terms.categories import CATEGORIES
    from amanat.terms.numbers import grouped

    opened = open_workspace(workspace)
    leaks = search(opened.path)
    for leak in leaks:
        click.echo(f"{leak.file}: {grouped(leak.hits)} x {CATEGORIES[leak.category].title}")
    if leaks:
        click.echo("Raw personal data is at rest there: mend these files, or tell us of a fault.")
        sys.exit(1)
    click.echo(f"No raw personal data found in {opened.path}.")
