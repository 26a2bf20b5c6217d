"""Hold the findings of an audit against what the generator says that it planted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from amanat.findings.model import Finding

#: What the truth calls by its own name and a finding by its kind.
_KINDS = {"user_id": {"account"}, "rule_id": {"rule", "hold"}, "system_id": {"system"}}


@dataclass(frozen=True)
class Comparison:
    """What is wrong with the findings: ids of the truth, and subjects of findings.

    `missed`: planted and not found, or found for another number of people or records. `alleged`:
    near misses that were called gaps. `doubted`: clear ones of which the audit says that it
    cannot tell. `extra`: gaps that nobody planted.
    """

    missed: tuple[str, ...] = ()
    alleged: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


#: Nothing is wrong.
RIGHT = Comparison()


def read_truth(folder: Path) -> dict[str, Any]:
    """Read a company's truth.json."""
    return msgspec.json.decode((folder / "truth.json").read_bytes(), type=dict[str, Any])


def gaps(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what fails."""
    return tuple(each for each in found if each.verdict == "fails")


def speaks_of(finding: Finding, planted: Mapping[str, Any]) -> bool:
    """Tell whether a finding has the control and the subject of an entry of the truth."""
    subject = planted["subject"].items()
    return finding.control == planted["control"] and all(
        _agrees(finding, name, value) for name, value in subject
    )


def _agrees(finding: Finding, name: str, value: str) -> bool:
    if name in finding.subject:
        return finding.subject[name] == value
    if finding.subject.get("kind") in _KINDS.get(name, ()):
        return finding.subject["subject_id"] == value
    return name == "dataset_id" and any(store.dataset == value for store in finding.places.stores)


def found_for(found: Iterable[Finding], planted: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the gaps that an entry of the truth speaks of."""
    return tuple(each for each in gaps(found) if speaks_of(each, planted))


def ids_of(found: Iterable[Finding], fault: Mapping[str, Any]) -> set[str]:
    """Return the ids of the gaps of a fault, and of those that go away with it."""
    every = list(found)
    return {each.id for entry in (fault, *fault["also"]) for each in found_for(every, entry)}


def compare(truth: Mapping[str, Any], found: Iterable[Finding], *, register: bool) -> Comparison:
    """Compare findings with the truth; `register`: the audit had the company's register."""
    every = list(found)
    due = [fault for fault in truth["faults"] if register or not fault["needs_register"]]
    missed = [problem for fault in due for problem in _missed(every, fault, also=register)]
    known = [entry for fault in truth["faults"] for entry in (fault, *fault["also"])]
    planted = [(entry["control"], entry["subject"]) for entry in known]
    alleged = [
        near["id"]
        for near in truth["near_misses"]
        # Beside a fault of the same subject only its count can tell: see `_missed`.
        if (near["control"], near["subject"]) not in planted and found_for(every, near)
    ]
    doubted = [
        near["id"]
        for near in truth["near_misses"]
        if near["clear"] and any(_open(each) and speaks_of(each, near) for each in every)
    ]
    extra = [
        f"{each.control} {each.subject}"
        for each in gaps(every)
        if not any(speaks_of(each, entry) for entry in known)
    ]
    return Comparison(tuple(missed), tuple(alleged), tuple(doubted), tuple(extra))


def _open(finding: Finding) -> bool:
    return finding.verdict == "cannot_tell"


def _missed(found: list[Finding], fault: Mapping[str, Any], *, also: bool) -> list[str]:
    mine = found_for(found, fault)
    if not mine:
        return [fault["id"]]
    problems = []
    people, records = fault["people"], sum(each.records for each in mine)
    # Rows about people are counted one by one, so that no near miss can hide among them.
    if people is not None and records != fault["records"]:
        problems.append(f"{records} of {fault['records']} records")
    if people is not None and len(mine) == 1 and mine[0].people not in (None, people):
        problems.append(f"{mine[0].people} of {people} people")
    if fault["subject"].get("kind") == "account" and len(mine) > 1:
        problems.append(f"{len(mine)} accounts")
    for entry in fault["also"] if also else ():
        problems += [] if found_for(found, entry) else [f"{entry['control']} beside it"]
    return [f"{fault['id']}: {problem}" for problem in problems]
