"""`amanat audit`: read exports, and say what to do."""

import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._open import workspace_option

if TYPE_CHECKING:
    from amanat.audit.run import Asked, Outcome
    from amanat.evidence.workspace import Workspace

_SEVERITIES = ("low", "medium", "high", "critical")


@click.command("audit")
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER..."
)
@workspace_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Judge for this day; else today.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Processes that read.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave files out, as in *.bak")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit 1 from this severity on.")
@click.option("--fail-on-skipped", is_flag=True, help="Exit 1 when anything could not be read.")
@click.option("--dry-run", is_flag=True, help="Say what would be read, and stop.")
@click.option("--verify", is_flag=True, help="Read again also what did not change.")
@click.option("--allow-plugins", is_flag=True, help="Load detectors of other packages.")
@click.option("--off", multiple=True, metavar="DETECTOR", help="Switch a detector off.")
@click.option("--yes", is_flag=True, help="Read without asking.")
def audit(
    folders: tuple[Path, ...],
    workspace: Path,
    as_of: datetime | None,
    workers: int | None,
    exclude: tuple[str, ...],
    fail_on: str | None,
    off: tuple[str, ...],
    *,
    fail_on_skipped: bool,
    dry_run: bool,
    verify: bool,
    allow_plugins: bool,
    yes: bool,
) -> None:
    """Read exports in FOLDER and say what was found, what to do, and what binds when.

    Drop into one folder what your tools give you: Salesforce, HubSpot, Mixpanel, CleverTap, Notion,
    Sheets with the permission list, tickets. Nothing leaves this computer; FOLDER is never written.

    \b
    amanat audit exports/                     the first time
    amanat audit exports/ --yes --fail-on high    in a pipeline
    """
    from amanat.audit.run import Asked
    from amanat.evidence.workspace import Workspace

    now = datetime.now(UTC)
    for folder in folders:
        _exists(folder)
    opened = Workspace.open(workspace, now=now)
    for warning in (*opened.warnings, *opened.check_sources(folders)):
        click.echo(f"amanat: {warning}", err=True)
    asked = Asked(
        folders=folders,
        as_of=as_of.date() if as_of else _india_today(now),
        now=now,
        workers=workers or _cores(),
        off=frozenset(off),
        exclude=exclude,
        verify=verify,
        plugins=allow_plugins,
    )
    outcome, seconds = run_shown(opened, asked, ask=not yes, dry_run=dry_run)
    if outcome is None:
        return
    show(opened, outcome, seconds)
    sys.exit(_exit_code(outcome, fail_on, fail_on_skipped=fail_on_skipped))


def run_shown(
    workspace: "Workspace", asked: "Asked", *, ask: bool, dry_run: bool = False
) -> tuple["Outcome | None", int]:
    """Run an audit with progress on stderr; return its outcome and seconds, or None: not run."""
    from amanat.audit.run import audit as run
    from amanat.cli._progress import Declined, Progress
    from amanat.cli._stop import Stop
    from amanat.reports.html import render

    started = time.monotonic()
    stop = Stop()
    progress = Progress(
        stop, ask=ask and sys.stdin.isatty() and sys.stderr.isatty(), dry_run=dry_run
    )
    try:
        with stop:
            outcome = run(
                workspace,
                asked,
                progress,
                lambda report: {
                    "inside.html": render(report, inside=True),
                    "share.html": render(report, inside=False),
                },
            )
    except Declined:
        return None, 0
    except KeyboardInterrupt:
        progress.close()
        click.echo(progress.stopped(), err=True)
        sys.exit(130)
    finally:
        progress.close()
    return outcome, round(time.monotonic() - started)


def show(workspace: "Workspace", outcome: "Outcome", seconds: int) -> None:
    """Print the summary of a finished audit."""
    from amanat.reports.terminal import since, summary

    folder = workspace.reports / outcome.audit_id
    shown = _relative(folder)
    colour = sys.stdout.isatty()
    if outcome.report.since is not None:
        click.echo(since(outcome.report, colour=colour))
    click.echo(summary(outcome.report, colour=colour, folder=shown, seconds=seconds), nl=False)


def _relative(folder: Path) -> str:
    try:
        return folder.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)


def _exists(folder: Path) -> None:
    from difflib import get_close_matches

    from amanat.terms.errors import UserError

    if folder.exists():
        return
    try:
        beside = [each.name for each in folder.absolute().parent.iterdir() if each.is_dir()]
    except OSError:
        beside = []
    near = get_close_matches(folder.name, beside, n=1)
    hint = f"did you mean {near[0]}/ ?" if near else "name a folder with exports"
    raise UserError(where=str(folder), found="nothing there", wanted="a folder", remedy=hint)


def _india_today(now: datetime) -> date:
    from amanat.law.days import india_day

    return india_day(now)


def _cores() -> int:
    import os

    return max(1, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2))


def _exit_code(outcome: "Outcome", fail_on: str | None, *, fail_on_skipped: bool) -> int:
    from amanat.findings.accepted import not_accepted

    if fail_on_skipped and outcome.report.skipped:
        return 1
    if fail_on is None:
        return 0
    floor = _SEVERITIES.index(fail_on)
    fails = [
        each
        for each in not_accepted(outcome.findings, outcome.report.accepted)
        if each.verdict == "fails"
    ]
    return int(any(_SEVERITIES.index(each.severity) >= floor for each in fails))
