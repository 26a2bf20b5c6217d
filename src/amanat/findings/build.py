"""Rows of `judged` become findings: one for each identity of a rule and verdict."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amanat.engine.base import Engine
from amanat.findings.identity import finding_id
from amanat.findings.locating import Located, locate
from amanat.findings.model import NOWHERE, Finding, Place, Places, places_among
from amanat.findings.naming import Names, read_names
from amanat.findings.people import Counts, read_counts
from amanat.law.model import Control
from amanat.law.standing import standing
from amanat.rules.load import Rule
from amanat.terms.reasons import CANNOT_TELL
from amanat.terms.words import VERDICTS

_GROUPS: Final = """
    with numbered as (
        select unit_id, row_number() over (order by unit_id) as unit
        from (select distinct unit_id from judged where unit_id is not null)
    )
    select
        judged.rule_id,
        judged.identity,
        judged.verdict,
        -- A note with two numbers is one note: unit and row as one number, no file has 2^40 rows.
        count(distinct numbered.unit * 1099511627776 + judged.row_ordinal)
            + count(case when numbered.unit is null or judged.row_ordinal is null then 1 end)
            as records,
        max(judged.event_on) as event_on,
        max(case when judged.continuing then 1 else 0 end) as continuing,
        count(judged.person) as with_person,
        count(distinct case when staff.person is null then judged.person end) as people
    from judged
    left join (select person from people where kind = 'staff') as staff
        on judged.person = staff.person
    left join numbered on judged.unit_id = numbered.unit_id
    group by judged.rule_id, judged.identity, judged.verdict
    order by judged.rule_id, judged.identity, judged.verdict
"""
_REASONS: Final = """
    select rule_id, identity, reason, count(*) as records
    from judged
    where verdict = 'cannot_tell'
    group by rule_id, identity, reason
    order by count(*) desc, reason
"""
_SEVERITY: Final = {"critical": 0, "high": 1, "medium": 2, "low": 3}
_STANDING: Final = {"binds today": 0, "readiness gap": 1, "before commencement": 2}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """What all findings are made from, read once."""

    names: Names
    counts: Counts
    reasons: Mapping[Key, Sequence[tuple[str, int]]]
    located: Located


def build_findings(
    engine: Engine,
    rules: Sequence[Rule],
    law: Mapping[str, Control],
    *,
    as_of: date,
    verdicts: Sequence[str] = VERDICTS,
) -> tuple[Finding, ...]:
    """Return findings, worst first: fails, cannot_tell, passes; what binds today; severity; people.

    Args:
        engine: holds the evidence tables, the derived views and `judged`.
        rules: the rules that gave `judged`.
        law: controls by id.
        as_of: the day of the audit.
        verdicts: which verdicts are wanted.

    Raises:
        KeyError: a row of `judged` or a rule names what is not there.
    """
    by_id = {rule.id: rule for rule in rules}
    reasons: dict[Key, list[tuple[str, int]]] = defaultdict(list)
    for row in engine.query(_REASONS).to_pylist():
        reasons[row["rule_id"], row["identity"]].append((row["reason"], row["records"]))
    read = _Read(read_names(engine), read_counts(engine), reasons, locate(engine))
    found = [
        _finding(row, by_id[row["rule_id"]], law[by_id[row["rule_id"]].control], read, as_of)
        for row in engine.query(_GROUPS).to_pylist()
        if row["verdict"] in verdicts
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, int, int, int, int, str]:
    return (
        VERDICTS.index(finding.verdict),
        _STANDING[finding.standing],
        _SEVERITY[finding.severity],
        -(finding.people or 0),
        -finding.records,
        finding.id,
    )


def _finding(
    row: Mapping[str, Any], rule: Rule, control: Control, read: _Read, as_of: date
) -> Finding:
    identity = json.loads(row["identity"])
    subject = dict(zip(rule.identity, identity, strict=True))
    verdict, records = str(row["verdict"]), int(row["records"])
    people = row["people"] if row["with_person"] else None
    stored = read.counts.stored(rule.id, subject, verdict)
    if stored is not None or not row["with_person"]:
        people = stored
    if people is not None and "category" in subject:
        # Two people may stand in one note; which of them it is about, nobody can tell.
        people = min(people, records)
    reasons = tuple(read.reasons.get((rule.id, row["identity"]), ()))
    words = read.names.words(subject, people, records)
    words["about"] = read.names.about(subject)
    continuing = row["continuing"] == 1
    named = finding_id(rule.id, identity, verdict)
    places = read.located.kept(named)
    return Finding(
        id=named,
        rule=rule.id,
        control=rule.control,
        verdict=verdict,
        severity=rule.severity,
        confidence=read.counts.confidence(rule.id, subject, read.names),
        event_on=row["event_on"],
        continuing=continuing,
        standing=standing(control, event_on=row["event_on"], continuing=continuing, as_of=as_of),
        subject={name: value for name, value in subject.items() if value is not None},
        places=places if places.total else _lies_in(read.names, subject),
        people=people,
        records=records,
        cap_inr=control.penalty.cap_inr,
        text=_text(rule, subject, verdict, words, reasons),
        where=read.names.where(subject),
        remedy=_by_kind(rule.remedy, subject).format_map(words),
        minutes=rule.minutes if verdict != "cannot_tell" else _minutes(reasons),
        reasons=reasons if verdict == "cannot_tell" else (),
        also_cites=tuple(control.citations.other),
        how=rule.how,
        closed_when=rule.closed_when,
        owner=rule.owner,
    )


def _lies_in(names: Names, subject: Mapping[str, str | None]) -> Places:
    system, dataset = names.system_of(subject), names.dataset_of(subject)
    known = system is not None or dataset is not None
    return places_among([Place(system, dataset)]) if known else NOWHERE


def _by_kind(said: Sequence[tuple[str, str]], subject: Mapping[str, str | None]) -> str:
    texts = dict(said)
    return texts.get(str(subject.get("kind")), texts.get("", ""))


def _text(
    rule: Rule,
    subject: Mapping[str, str | None],
    verdict: str,
    words: Mapping[str, str],
    reasons: Sequence[tuple[str, int]],
) -> str:
    if verdict == "fails":
        said = _by_kind(rule.text, subject).format_map(words)
        return said[:1].upper() + said[1:]
    if verdict == "passes":
        return "No fault found in what was read."
    about, first = words["about"], CANNOT_TELL[reasons[0][0]].sentence
    if about:
        first = f"{about[:1].upper()}{about[1:]}: {first}"
    if len(reasons) == 1:
        return first
    return (
        f"{first} For {words['records']} there are {len(reasons)} reasons; this is the commonest."
    )


def _minutes(reasons: Sequence[tuple[str, int]]) -> int:
    return sum(CANNOT_TELL[reason].minutes for reason, _ in reasons)
