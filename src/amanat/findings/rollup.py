"""Each control's verdict from its rows, with the four counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from amanat.engine.base import Engine
from amanat.findings.model import ControlResult, Finding
from amanat.law.citation import citation_text
from amanat.law.model import Control
from amanat.law.standing import standing
from amanat.rules.load import Rule
from amanat.terms.reasons import HARMLESS
from amanat.terms.words import STANDINGS

_COUNTS: Final = """
    select rule_id, verdict, count(*) as records
    from judged
    group by rule_id, verdict
    order by rule_id, verdict
"""
_PEOPLE: Final = """
    select judged.rule_id, count(distinct judged.person) as people
    from judged
    left join (select person from people where kind = 'staff') as staff
        on judged.person = staff.person
    where judged.verdict = 'fails' and staff.person is null and judged.person is not null
    group by judged.rule_id
    order by judged.rule_id
"""
_DATASETS: Final = """
    select
        dataset.dataset_id,
        dataset.kind,
        coalesce(dataset.reason, 'none') as reason,
        max(case when place.text_records > 0 then 1 else 0 end) as with_text
    from datasets as dataset
    left join places as place on dataset.dataset_id = place.dataset_id
    where dataset.status <> 'read'
    group by dataset.dataset_id, dataset.kind, coalesce(dataset.reason, 'none')
    order by dataset.dataset_id
"""
_STRAY: Final = """
    select coalesce(reason, 'none') as reason, count(*) as units
    from units
    where status = 'skipped' and dataset_id is null
    group by coalesce(reason, 'none')
    order by coalesce(reason, 'none')
"""
#: What lies outside every dataset and cannot be text or records about customers.
_NO_STORE: Final = HARMLESS | {"agreement_not_read", "special_file", "link_cycle"}


@dataclass(frozen=True, slots=True)
class NotRead:
    """Datasets that were skipped or partly read, and files whose dataset is not known."""

    text: int
    tables: int
    stray: int

    def of(self, reads: str) -> int:
        """Return how many of them a rule's population lacks."""
        counts = {
            "text": self.text + self.stray,
            "data": self.tables + self.stray,
            "flows": self.tables + self.stray,  # what cannot be read may be a recipient's
            "register": 0,
        }
        return counts[reads]


def roll_up(
    engine: Engine,
    rules: Sequence[Rule],
    law: Mapping[str, Control],
    found: Sequence[Finding],
    *,
    as_of: date,
) -> tuple[ControlResult, ...]:
    """Return each judged control with its verdict and counts, in the order of the law's file.

    A control fails if any row fails; else it cannot be told if any row cannot, if a part of its
    population was not read, or if there are no rows; else it passes. It is not applicable only by
    an entry of the register, and its counts stay.
    """
    counts = {
        (row["rule_id"], row["verdict"]): int(row["records"])
        for row in engine.query(_COUNTS).to_pylist()
    }
    people = {row["rule_id"]: int(row["people"]) for row in engine.query(_PEOPLE).to_pylist()}
    excused = set(
        engine.query("select control_id from register_not_applicable order by control_id")
        .column("control_id")
        .to_pylist()
    )
    missing = not_read(engine)
    order = {control_id: place for place, control_id in enumerate(law)}
    results = []
    for rule in sorted(rules, key=lambda each: (order[each.control], each.id)):
        control = law[rule.control]
        fails, passes, untold = (
            counts.get((rule.id, verdict), 0) for verdict in ("fails", "passes", "cannot_tell")
        )
        unread = missing.of(rule.reads)
        results.append(
            ControlResult(
                control=rule.control,
                title=control.title,
                verdict=verdict_of(fails, passes, untold, unread),
                standing=_standing(rule, control, found, as_of),
                fails=fails,
                passes=passes,
                cannot_tell=untold,
                not_read=unread,
                people=people.get(rule.id),
                cap_inr=control.penalty.cap_inr,
                schedule_row=control.penalty.schedule_row,
                citation=citation_text(control),
                not_applicable=rule.control in excused,
                judges=rule.judges,
                counts_people=rule.counts_people,
            )
        )
    return tuple(results)


def verdict_of(fails: int, passes: int, cannot_tell: int, not_read: int) -> str:
    """Return a control's verdict from its four counts."""
    if fails:
        return "fails"
    if cannot_tell or not_read or not passes:
        return "cannot_tell"
    return "passes"


def not_read(engine: Engine) -> NotRead:
    """Count what was skipped or partly read, by what a rule needs."""
    datasets = [row for row in engine.query(_DATASETS).to_pylist() if row["reason"] not in HARMLESS]
    stray = sum(
        row["units"] for row in engine.query(_STRAY).to_pylist() if row["reason"] not in _NO_STORE
    )
    text = [row for row in datasets if row["with_text"] or row["kind"] in ("documents", "messages")]
    return NotRead(text=len(text), tables=len(datasets), stray=int(stray))


def _standing(rule: Rule, control: Control, found: Sequence[Finding], as_of: date) -> str:
    said = {each.standing for each in found if each.rule == rule.id and each.verdict == "fails"}
    if said:
        return min(said, key=STANDINGS.index)
    return standing(control, event_on=None, continuing=True, as_of=as_of)
