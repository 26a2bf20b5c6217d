"""What evidence tells of one person, as text or JSON. The identifier asked for is not in it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from amanat.findings.person import PersonAnswer


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: _moment(value) for name, value in row.items()} for row in rows]


def to_json(answers: Sequence[PersonAnswer]) -> str:
    """Return a list of objects, one an identifier, in the order of the input."""
    plain = [
        {
            "line": answer.line,
            "kind": answer.kind,
            "found": answer.found,
            "shared": answer.shared,
            "several": answer.several,
            "datasets": _rows(answer.datasets),
            "flows": _rows(answer.flows),
            "disclosures": _rows(answer.disclosures),
            "consents": _rows(answer.consents),
        }
        for answer in answers
    ]
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode() + "\n"


def to_text(answers: Sequence[PersonAnswer]) -> str:
    """Return the same for reading."""
    lines: list[str] = []
    for answer in answers:
        lines.append(f"Line {answer.line + 1} ({answer.kind.replace('_', ' ')})")
        if not answer.found:
            lines.append("  not found in what was read")
            continue
        if answer.shared:
            lines.append("  shared: belongs to no one person")
        if answer.several:
            lines.append("  the id of several people: ask with an e-mail address or a number")
        for row in answer.datasets:
            when = f", last {row['last_seen_at']:%d %b %Y}" if row["last_seen_at"] else ""
            old = "" if row["in_current"] else ", in an older export only"
            lines.append(f"  held      {row['dataset_id']}: {row['records']} records{when}{old}")
        for row in answer.flows:
            purpose = row["purpose_id"] or "purpose not known"
            lines.append(f"  received  {row['flow_id']} ({row['basis']}), for {purpose}")
        for row in answer.disclosures:
            verdict = (row["verdict"] or "not judged").replace("_", " ")
            reason = f": {row['reason']}" if row["reason"] else ""
            lines.append(f"  judged    {row['flow_id']}: {verdict}{reason}")
        for row in answer.consents:
            what = row["purpose_id"] or row["label_id"]
            when = f" on {row['at_from']:%d %b %Y}" if row["at_from"] else ", no time told"
            lines.append(f"  choice    {row['act']} for {what}{when}, in {row['system_id']}")
    return "\n".join(lines) + "\n"
