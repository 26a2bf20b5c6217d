"""Gaps that somebody decided to live with for a while: they stay gaps, and no task closes them."""

from collections.abc import Sequence
from datetime import date

from amanat.findings.model import Acceptance, Finding
from amanat.register.model import Accepted


def acceptances(
    found: Sequence[Finding], accepted: Sequence[Accepted], *, as_of: date
) -> tuple[Acceptance, ...]:
    """Return what the register accepts of these findings; what is no gap any more is left out.

    Args:
        found: findings of any verdict.
        accepted: the register's entries; `until` is the last day on which one counts.
        as_of: the day of the audit.
    """
    gaps = {finding.id for finding in found if finding.verdict == "fails"}
    return tuple(
        Acceptance(
            finding_id=entry.finding_id,
            until=entry.until,
            by=entry.by,
            reason=entry.reason,
            ended=entry.until < as_of,
        )
        for entry in sorted(accepted, key=lambda each: each.finding_id)
        if entry.finding_id in gaps
    )


def not_accepted(found: Sequence[Finding], accepted: Sequence[Acceptance]) -> list[Finding]:
    """Return the findings without those that are accepted today."""
    standing = {each.finding_id for each in accepted if not each.ended}
    return [finding for finding in found if finding.id not in standing]
