"""What evidence tells of one person: where, which purposes, who received it, what consent."""

from collections.abc import Sequence

import pyarrow as pa

from amanat.detect.normalise import emails, phones
from amanat.engine.base import Engine
from amanat.evidence.keys import Keys, fingerprint
from amanat.findings.naming import system_title
from amanat.findings.person import PersonAnswer


def fingerprints(lines: Sequence[str], keys: Keys) -> list[tuple[str, bytes]]:
    """Return (kind, fingerprint) of each identifier: e-mail, phone, else customer id."""
    texts = pa.array([line.strip() for line in lines], pa.large_string())
    mails, numbers = emails(texts).to_pylist(), phones(texts).to_pylist()
    asked: list[tuple[str, bytes]] = []
    for text, mail, number in zip(texts.to_pylist(), mails, numbers, strict=True):
        kind, value = (
            ("email", mail) if mail else ("phone", number) if number else ("customer_id", text)
        )
        one = fingerprint(pa.array([value], pa.large_string()), key=keys.sub(kind))
        asked.append((kind, one[0].as_py()))
    return asked


def ask(engine: Engine, asked: Sequence[tuple[str, bytes]]) -> tuple[PersonAnswer, ...]:
    """Look identifiers up in the evidence tables of `engine`.

    Args:
        engine: holds the evidence tables and `judged`.
        asked: kind and fingerprint of each identifier, in order.

    Returns:
        one answer for each, in order; nothing of it is stored.
    """
    return tuple(_one(engine, line, kind, fp) for line, (kind, fp) in enumerate(asked))


def _one(engine: Engine, line: int, kind: str, fp: bytes) -> PersonAnswer:
    held = f"from_hex('{fp.hex()}')"
    rows = engine.query(
        f"select person from identifiers where identifier = {held} and person is not null"
    ).to_pylist()
    if not rows:
        return PersonAnswer(line, kind, found=False)
    person = f"from_hex('{rows[0]['person'].hex()}')"
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
