"""A report as a file, so that it can be shown again without judging again.

It holds ids, counts and screened text, as the Report itself does: no value of a person.
"""

from typing import Final

import msgspec

from amanat.findings.model import Report
from amanat.terms.errors import UserError

SCHEMA_VERSION: Final = 2
NAME: Final = "report.json"


class _Version(msgspec.Struct):
    schema_version: int


class _Frozen(msgspec.Struct, forbid_unknown_fields=True):
    schema_version: int
    report: Report


def dump(report: Report) -> bytes:
    """Return the report as JSON with its schema version; equal reports give equal bytes."""
    frozen = _Frozen(SCHEMA_VERSION, report)
    return msgspec.json.encode(frozen, order="sorted") + b"\n"


def load(raw: bytes) -> Report:
    """Return the report of a file that `dump` wrote.

    Raises:
        UserError: it is no such file, or another version wrote it. Its content is never quoted.
    """
    try:
        version = msgspec.json.decode(raw, type=_Version).schema_version
    except msgspec.MsgspecError:
        raise _refused("no report", f"a report of version {SCHEMA_VERSION}") from None
    if version != SCHEMA_VERSION:
        raise _refused(f"a report of version {version}", f"version {SCHEMA_VERSION}") from None
    try:
        return msgspec.json.decode(raw, type=_Frozen).report
    except msgspec.MsgspecError:
        raise _refused("a report with missing or unknown parts", "all parts of a report") from None


def _refused(found: str, wanted: str) -> UserError:
    return UserError(where=NAME, found=found, wanted=wanted, remedy="run the audit again")
