"""What evidence tells of one person: where, which purposes, who received it, what consent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.normalise import emails, phones
from amanat.engine.base import Engine
from amanat.evidence.derive.apart import marked
from amanat.evidence.extract_ids import namespaced
from amanat.evidence.keys import Keys
from amanat.findings.naming import system_title
from amanat.findings.person import PersonAnswer

#: One line: for each kind that it may be, the best first, the fingerprints it may be kept under.
Asked: TypeAlias = Sequence[tuple[str, Sequence[bytes]]]


def fingerprints(
    lines: Sequence[str], keys: Keys, systems: Sequence[tuple[str, str]] = ()
) -> list[Asked]:
    """Return what each identifier may be: e-mail, else phone, else customer id.

    Args:
        lines: identifiers as typed.
        keys: of the audit.
        systems: id and product of each system: ids of its records are kept with the product.
    """
    texts = pa.array([line.strip() for line in lines], pa.large_string())
    mails = keys.fingerprint(emails(texts), "email").to_pylist()
    numbers = keys.fingerprint(phones(texts), "phone").to_pylist()
    forms = [keys.fingerprint(texts, "customer_id")]
    for product in sorted({product for _, product in systems}):
        ids = keys.fingerprint(namespaced(texts, product), "customer_id")
        forms.append(ids)
        # A second account of a product has other people under the same numbers.
        forms += [
            pc.if_else(ids.is_valid(), marked(ids, system), None)
            for system, of in sorted(systems)
            if of == product and "~" in system
        ]
    asked: list[Asked] = []
    for at, (mail, number) in enumerate(zip(mails, numbers, strict=True)):
        records = ("customer_id", [fp for form in forms if (fp := form[at].as_py())])
        if mail:
            asked.append([("email", [mail])])
        else:
            asked.append([("phone", [number]), records] if number else [records])
    return asked


def products_read(engine: Engine) -> list[tuple[str, str]]:
    """Return id and product of each system that is of a known product."""
    rows = engine.query(
        "select system_id, product from systems where product is not null order by system_id"
    ).to_pylist()
    return [(row["system_id"], row["product"]) for row in rows]


def ask(
    engine: Engine, asked: Sequence[Asked], units: Iterable[Mapping[str, pa.Table]] = ()
) -> tuple[PersonAnswer, ...]:
    """Look identifiers up in the evidence tables of `engine`.

    Args:
        engine: holds the evidence tables and `judged`.
        asked: what each identifier may be, in order.
        units: extracted tables of the units; read only where somebody asks for an identifier that
            belongs to no one person, since evidence tells no rows of these.

    Returns:
        one answer for each, in order; nothing of it is stored.
    """
    answers, shared = [], {}
    for line, forms in enumerate(asked):
        answer, nobody = _one(engine, line, forms)
        answers.append(answer)
        if answer.shared:
            shared[line] = nobody
    held = _held(engine, units, {fp for each in shared.values() for fp in each}) if shared else []
    return tuple(
        replace(
            each,
            datasets=tuple(row for fp, row in held if fp in shared[each.line]),
        )
        if each.shared
        else each
        for each in answers
    )


def _held(
    engine: Engine, units: Iterable[Mapping[str, pa.Table]], wanted: set[bytes]
) -> list[tuple[bytes, dict[str, Any]]]:
    """Return for each fingerprint the datasets whose rows hold it, as `presence` tells people's."""
    of = {
        row["unit_id"]: (row["dataset_id"], row["in_current"])
        for row in engine.query(
            """select units.unit_id, units.dataset_id,
                units.snapshot_id = datasets.current_snapshot_id as in_current
            from units inner join datasets on datasets.dataset_id = units.dataset_id"""
        ).to_pylist()
    }
    values = pa.array(sorted(wanted), pa.binary(16))
    counts: dict[tuple[bytes, str, bool], int] = defaultdict(int)
    for tables in units:
        unit = of.get(tables["unit"]["unit_id"][0].as_py())
        if unit is None or "row_ids" not in tables:
            continue
        ids = tables["row_ids"]
        rows = ids.filter(pc.is_in(ids["fp"], value_set=values)).select(["row_ordinal", "fp"])
        found = rows.group_by(["row_ordinal", "fp"]).aggregate([])
        for count in pc.value_counts(found["fp"].combine_chunks()).to_pylist():
            counts[count["values"], unit[0], bool(unit[1])] += count["counts"]
    datasets: dict[tuple[bytes, str], dict[str, Any]] = {}
    for (fp, dataset_id, in_current), records in sorted(counts.items()):
        # The current export comes last and stands for all, as it does for people.
        datasets[fp, dataset_id] = {
            "dataset_id": dataset_id,
            "in_current": in_current,
            "records": records,
            "first_seen_at": None,
            "last_seen_at": None,
            "state": None,
            "system": system_title(dataset_id.split("/")[0]),
        }
    return [(fp, row) for (fp, _), row in datasets.items()]


def _one(engine: Engine, line: int, forms: Asked) -> tuple[PersonAnswer, list[bytes]]:
    """Return the answer, and the fingerprints of the identifier where it is shared."""
    for kind, fps in forms:
        held = ", ".join(f"from_hex('{fp.hex()}')" for fp in fps)
        rows = engine.query(
            f"""select distinct identifier, person, shared from identifiers
            where identifier in ({held}) order by all"""
        ).to_pylist()
        persons = {row["person"] for row in rows} - {None}
        if len(persons) == 1:
            return _of_person(engine, line, kind, persons.pop()), []
        if persons:
            return PersonAnswer(line, kind, found=True, several=True), []
        if nobody := [row["identifier"] for row in rows if row["shared"]]:
            return PersonAnswer(line, kind, found=True, shared=True), nobody
    return PersonAnswer(line, forms[0][0], found=False), []


def _of_person(engine: Engine, line: int, kind: str, fp: bytes) -> PersonAnswer:
    person = f"from_hex('{fp.hex()}')"
    datasets = engine.query(
        f"""select dataset_id, in_current, records, first_seen_at, last_seen_at, state
        from presence where person = {person} order by dataset_id"""
    ).to_pylist()
    flows = engine.query(
        f"""select distinct flows.flow_id, flows.recipient_id, flows.basis,
            flow_purposes.purpose_id
        from disclosures
        inner join flows on flows.flow_id = disclosures.flow_id
        left join flow_purposes on flow_purposes.flow_id = flows.flow_id
        where disclosures.person = {person} order by all"""
    ).to_pylist()
    disclosures = engine.query(
        f"""select disclosures.flow_id, disclosures.on_day, disclosures.continuing,
            judged.verdict, judged.reason
        from disclosures
        left join judged on judged.unit_id = disclosures.unit_id
            and judged.row_ordinal = disclosures.row_ordinal and judged.person = {person}
            and judged.rule_id = 'shared-without-consent'
            and judged.identity = concat('["', disclosures.flow_id, '"]')
        where disclosures.person = {person} order by all"""
    ).to_pylist()
    consents = engine.query(
        f"""select system_id, label_id, purpose_id, act, scope, at_from, at_to, channel
        from consents where person = {person} order by all"""
    ).to_pylist()
    return PersonAnswer(
        line,
        kind,
        found=True,
        datasets=tuple(
            row | {"system": system_title(row["dataset_id"].split("/")[0])} for row in datasets
        ),
        flows=tuple(flows),
        disclosures=tuple(disclosures),
        consents=tuple(consents),
    )
