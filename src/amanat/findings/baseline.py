"""What became of the last audit's gaps: new, still open, closed."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

import pyarrow as pa

from amanat.findings.model import Finding, Since

_SEVERITY: Final = {"critical": 0, "high": 1, "medium": 2, "low": 3}
#: The first screen shows three gaps, so "2 of 3 closed" speaks of these.
_WORST: Final = 3
#: What the id of a flow says where its source is not told.
_NOBODY_KNOWS: Final = "unknown"


def looked_at(tables: Mapping[str, pa.Table]) -> frozenset[str]:
    """Return the ids of the datasets, systems and vendors that an audit read something of.

    Args:
        tables: the evidence of the audit by name; `datasets` and `systems` are looked at.
    """
    datasets = [row for row in tables["datasets"].to_pylist() if row["status"] != "skipped"]
    systems = {row["system_id"] for row in datasets}
    vendors = {
        row["vendor_id"] for row in tables["systems"].to_pylist() if row["system_id"] in systems
    }
    return frozenset({row["dataset_id"] for row in datasets} | systems | (vendors - {None}))


def since(
    before: Sequence[Finding],
    now: Sequence[Finding],
    *,
    last_on: date,
    looked: AbstractSet[str],
) -> Since:
    """Compare two audits by the ids of what fails.

    A gap is closed when its rule passes now, or when the place where it lay was read again and it
    is gone. An export that was not given this time closes nothing, and what can no longer be told
    is not closed either: both stay open.

    Args:
        before: findings of the last audit, any verdict.
        now: findings of this one.
        last_on: the day of the last audit.
        looked: ids of what this audit read (`looked_at`).
    """
    old = [each for each in before if each.verdict == "fails"]
    open_ids = {each.id for each in now if each.verdict == "fails"}
    untold = {_about(each) for each in now if each.verdict == "cannot_tell"}
    passed = {_about(each) for each in now if each.verdict == "passes"}
    closed = [
        each
        for each in old
        if each.id not in open_ids
        and _about(each) not in untold
        and (_about(each) in passed or _lay_in(each) <= looked)
    ]
    closed_ids = {each.id for each in closed}
    old_ids = {each.id for each in old}
    top = worst(old)
    return Since(
        last_on=last_on,
        worst_closed=sum(each.id in closed_ids for each in top),
        worst_before=len(top),
        new=tuple(sorted(open_ids - old_ids)),
        closed=tuple(sorted(closed_ids)),
        still_open=len(old_ids) - len(closed_ids),
        closed_text=tuple(sorted((each.id, each.text) for each in closed)),
    )


def _about(finding: Finding) -> tuple[str, tuple[tuple[str, str], ...]]:
    return finding.rule, tuple(sorted(finding.subject.items()))


def _lay_in(finding: Finding) -> set[str]:
    """Return what has to be read again to see that a gap is gone; nothing for the register's own.

    A flow is seen from both its ends, so the system that it comes from counts too. A copy is to be
    deleted, and then nobody can look where it lay: whoever reads the original again would find it.
    """
    original = finding.subject.get("original_id")
    if original is not None:
        own = {each.dataset for each in finding.places.stores if each.system == original}
        return {each for each in own if each is not None} or {original}
    where = {store.dataset or store.system for store in finding.places.stores}
    where |= {finding.subject.get("vendor_id")} if not finding.places.total else set()
    source, arrow, _ = finding.subject.get("flow_id", "").partition(">")
    where |= {source} if arrow else set()
    return {each for each in where if each not in (None, _NOBODY_KNOWS)}


def worst(fails: Sequence[Finding], count: int = _WORST) -> list[Finding]:
    """Return the worst gaps, one a control: what binds today, then severity, then people."""
    chosen: dict[str, Finding] = {}
    for finding in sorted(fails, key=_badness):
        chosen.setdefault(finding.control, finding)
    return list(chosen.values())[:count]


def _badness(finding: Finding) -> tuple[bool, int, int, int, str]:
    return (
        finding.standing != "binds today",
        _SEVERITY[finding.severity],
        -(finding.people or 0),
        -finding.records,
        finding.id,
    )
