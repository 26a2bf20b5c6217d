"""What several commands begin with: the workspace and its last audit."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

DEFAULT = Path("amanat-work")


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--workspace DIR` to a command."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT,
        show_default=True,
        help="Where Amanat keeps register, evidence and reports.",
    )(command)


def open_workspace(path: Path) -> Any:
    """Open an existing workspace.

    Raises:
        UserError: there is none.
    """
    from amanat.evidence.workspace import Workspace

    return Workspace.open(path, create=False, now=datetime.now(UTC))
