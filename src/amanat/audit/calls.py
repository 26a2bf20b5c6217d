"""The log of calls that look at people: when, which account of the machine, what; no content."""

import getpass
from datetime import UTC, datetime

import msgspec

from amanat.evidence.workspace import Workspace


def log_call(workspace: Workspace, call: str, subject: str | int) -> None:
    """Append one line to `calls.jsonl`.

    Args:
        workspace: whose log.
        call: the command.
        subject: a finding's id, or how many identifiers were asked for.
    """
    try:
        account = getpass.getuser()
    except (KeyError, OSError, ImportError):
        account = "unknown"
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "account": account,
        "call": call,
        "subject": subject,
    }
    with (workspace.path / "calls.jsonl").open("ab") as log:
        log.write(msgspec.json.encode(line) + b"\n")
