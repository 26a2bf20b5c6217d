"""Why a finding is as it is: the condition that held, what found it, what it rests on."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from amanat.detect.why import TIERS_TOLD, by_title, why
from amanat.engine.base import Engine
from amanat.evidence.schema import REGISTER
from amanat.findings.model import Finding
from amanat.findings.naming import count_of, system_title
from amanat.law.model import Control
from amanat.law.standing import citation_text
from amanat.rules.load import Rule
from amanat.terms.categories import CATEGORIES
from amanat.terms.reasons import REASONS
from amanat.terms.words import VERDICTS

_BRANCH: Final = re.compile(
    r"\bwhen\s+((?:(?!\bwhen\b|\bthen\b).)+?)\s+then\s+'(\w+)'", re.DOTALL | re.IGNORECASE
)
_VERDICT_CASE: Final = re.compile(r"\bcase\b((?:(?!\bcase\b).)*?)\bend\s+as\s+verdict", re.DOTALL)
_SAID: Final = {"fails": "a gap", "cannot_tell": "it cannot be told", "passes": "no fault found"}
#: Register tables by the columns that tie an entry to a finding.
_TIES: Final = ("vendor_id", "system_id", "purpose_id", "dataset_id", "field_id", "list_id")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; titles in them are screened, so that it stays inside."""

    heading: str
    lines: tuple[str, ...]


def explain(engine: Engine, finding: Finding, rule: Rule, control: Control) -> tuple[Section, ...]:
    """Say why a finding has its verdict.

    Args:
        engine: holds the evidence tables, `judged` and the derived views of its audit.
        finding: of any verdict.
        rule: the rule that judged it.
        control: the rule's control.
    """
    engine.register("asked", _asked(finding, rule))
    sections = [
        Section("finding", (f"{finding.id}: {_SAID[finding.verdict]}", finding.text)),
        Section("control", (f"{control.title} ({citation_text(control)})",)),
        Section("rule", (f"{rule.id}: {rule.title}. It judges {rule.judges}.", rule.how)),
        Section("why", tuple(_why(engine, finding, rule, control))),
        Section("found by", tuple(_found_by(engine, finding))),
        Section("rests on", tuple(_rests(engine, finding))),
    ]
    return tuple(section for section in sections if section.lines)


def conditions(rule: Rule, verdict: str) -> tuple[str, ...]:
    """Return the conditions of a rule's query that give a verdict, each on one line."""
    cases = _VERDICT_CASE.findall(rule.sql)
    found = [
        " ".join(condition.split())
        for case in cases
        for condition, told in _BRANCH.findall(case)
        if told == verdict
    ]
    return tuple(dict.fromkeys(found))


def _asked(finding: Finding, rule: Rule) -> pa.Table:
    identity = json.dumps([finding.subject.get(name) for name in rule.identity])
    told: dict[str, str | None] = {"rule_id": rule.id, "identity": identity}
    told["verdict"] = finding.verdict
    names = ("place_id", "category", "dataset_id", "field_id", "flow_id", "spdi_class")
    told |= {name: finding.subject.get(name) for name in names}
    if finding.subject.get("kind") == "place":
        told["place_id"] = finding.subject.get("subject_id")
    return pa.table({name: pa.array([value], pa.string()) for name, value in told.items()})


def _rows(engine: Engine, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.query(sql).to_pylist()
    return found


def _why(engine: Engine, finding: Finding, rule: Rule, control: Control) -> Iterator[str]:
    if finding.verdict == "fails":
        yield f"A gap is: {control.fail_when}"
    for code, records in finding.reasons:
        known = REASONS[code]
        yield f"{count_of(records, 'row')}: {known.sentence} It is settled by {known.settled_by}."
    if finding.verdict == "cannot_tell":
        yield f"It cannot be told where: {control.cannot_tell_when}"
    if finding.verdict == "passes":
        yield f"What would be a gap was not found: {control.fail_when}"
    for condition in conditions(rule, finding.verdict):
        yield f"the rule's words: {condition}"
    if finding.verdict == "cannot_tell":
        yield "and all that no condition of the rule says fails or passes"
    counts = {
        row["verdict"]: row["records"]
        for row in _rows(
            engine,
            """select judged.verdict, count(*) as records
            from judged
            inner join asked
                on judged.rule_id = asked.rule_id and judged.identity = asked.identity
            group by judged.verdict""",
        )
    }
    told = ", ".join(f"{counts[each]} {each}" for each in VERDICTS if each in counts)
    yield f"rows of this thing by verdict: {told}"


def _found_by(engine: Engine, finding: Finding) -> Iterator[str]:
    yield from _in_text(engine, finding)
    yield from _in_fields(engine, finding)


def _in_text(engine: Engine, finding: Finding) -> Iterator[str]:
    if finding.subject.get("category") is None and finding.subject.get("place_id") is None:
        return
    found = _rows(
        engine,
        """select mention.category, mention.tier, mention.masked, mention.about, mention.field_id,
            count(*) as hits
        from mentions as mention
        inner join asked on mention.place_id = asked.place_id
            and (mention.category = asked.category or asked.category is null)
        inner join current_rows on mention.unit_id = current_rows.unit_id
        group by 1, 2, 3, 4, 5
        order by 1, 2, 3, 4, 5""",
    )
    for row in found:
        yield f"{count_of(row['hits'], 'hit')} in {row['field_id']}: {_hit(row)}"
    if not found:
        yield "text: no hit of this kind in the texts of the place that were read"


def _hit(row: Mapping[str, Any]) -> str:
    category = CATEGORIES[row["category"]]
    known = why(category.id)
    parts = [
        f"{category.title}; detector {known.detector}: {known.check}",
        f"tier {row['tier']}: {TIERS_TOLD[row['tier']]}",
        f"judged as {category.mention_kind.replace('_', ' ')}",
    ]
    if row["masked"]:
        parts.append("masked, so that it tells nothing")
    if category.mention_kind == "topic":
        parts.append(f"the sentence is about: {row['about']}")
    return "; ".join(parts)


def _in_fields(engine: Engine, finding: Finding) -> Iterator[str]:
    if "dataset_id" not in finding.subject:
        return
    for row in _rows(
        engine,
        """select field.* from fields as field
        inner join asked on field.dataset_id = asked.dataset_id
            and (field.field_id = asked.field_id or asked.field_id is null)
            and (field.spdi_class = asked.spdi_class or asked.spdi_class is null)
        where asked.field_id is not null or asked.spdi_class is not null
        order by field.dataset_id, field.field_id""",
    ):
        yield f"field {row['field_id']} ({row['title']}): {_field(row)}"


def _field(row: Mapping[str, Any]) -> str:
    filled = f"{row['filled']} of {row['records']} cells filled"
    parts = [f"{filled}, {row['distinct_values']} different values"]
    if row["category"] is None:
        parts.append("free text" if row["free_text"] else "nothing tells what it holds")
    else:
        known = why(row["category"])
        parts.append(f"{CATEGORIES[row['category']].title}, tier {row['tier']}")
        parts.append(f"detector {known.detector}: {known.check}")
        said = by_title(row["title"] or "", row["category"])
        parts.append("its title says so" if said else "its title does not say so")
        parts.append(f"found in {count_of(row['hits'] or 0, 'cell')}")
    if row["contaminated"]:
        parts.append(f"identifiers of people stand in {count_of(row['hits'] or 0, 'cell')} of it")
    if row["score"] != "none":
        parts.append(f"a score: {row['score'].replace('_', ' ')}")
    if row["shape"] is not None:
        parts.append(f"most values have the shape {row['shape']}")
    return "; ".join(parts)


def _rests(engine: Engine, finding: Finding) -> Iterator[str]:
    yield from _flow(engine, finding)
    yield from _place(engine)
    yield from _register(engine, finding)


def _flow(engine: Engine, finding: Finding) -> Iterator[str]:
    if "flow_id" not in finding.subject:
        return
    for row in _rows(
        engine, "select flow.* from flows as flow inner join asked on flow.flow_id = asked.flow_id"
    ):
        source = system_title(row["source_system_id"])
        yield f"flow from {source} to {row['recipient_id']}, known by: {row['basis']}"
    for row in _rows(
        engine,
        """select proof.basis, sum(proof.records) as records, count(*) as units
        from flow_proofs as proof inner join asked on proof.flow_id = asked.flow_id
        group by proof.basis order by proof.basis""",
    ):
        units = count_of(row["units"], "file")
        yield f"proof {row['basis']}: {count_of(int(row['records']), 'record')} in {units}"
    for row in _rows(
        engine,
        """select consent.state, count(*) as rows_, count(distinct consent.person) as people
        from consent_asof as consent inner join asked on consent.flow_id = asked.flow_id
        group by consent.state order by consent.state""",
    ):
        people = count_of(row["people"], "person", "people")
        yield f"consent {row['state']}: {count_of(row['rows_'], 'row')}, {people}"


def _place(engine: Engine) -> Iterator[str]:
    for row in _rows(
        engine,
        """select place.* from places as place inner join asked on place.place_id = asked.place_id
        order by place.place_id""",
    ):
        who = row["access"] or "nobody said"
        told = f", from {row['access_from']}" if row["access_from"] else ""
        texts = count_of(row["text_records"], "record")
        yield f"place {row['place_id']}: {row['status']}, {texts} with text; open to {who}{told}"


def _register(engine: Engine, finding: Finding) -> Iterator[str]:
    ties = dict(_ids(finding))
    for name, table in REGISTER.items():
        names = {column.name for column in table.columns} & ties.keys()
        if not names:
            continue
        entries = engine.query(f"select * from {name}").to_pylist()
        met = sum(all(entry[each] == ties[each] for each in names) for entry in entries)
        file = f"register/{name.removeprefix('register_')}.toml"
        yield f"{file}: {count_of(met, 'entry', 'entries')} for {', '.join(sorted(names))}"


def _ids(finding: Finding) -> Iterable[tuple[str, str]]:
    subject = finding.subject
    yield from ((name, subject[name]) for name in _TIES if name in subject)
    kind = subject.get("kind", "")
    if kind in ("system", "purpose", "vendor") and "subject_id" in subject:
        yield f"{kind}_id", subject["subject_id"]
