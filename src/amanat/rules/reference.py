"""Write `docs/reference.md` from rule headers and the schema: run this module."""

from pathlib import Path

from amanat.evidence.schema import EVIDENCE, REGISTER, Table
from amanat.law.load import control
from amanat.law.standing import citation_text
from amanat.rules.load import load_rules


def reference() -> str:
    """Return the page: every rule with what it judges, every table with its columns."""
    lines = [
        "# Reference: rules and evidence tables",
        "",
        "Written by `python -m amanat.rules.reference`; a test fails when it is out of date.",
        "",
        "## Rules",
        "",
    ]
    for rule in load_rules():
        law = control(rule.control)
        lines += [
            f"### `{rule.id}`",
            "",
            f"{rule.title}.",
            "",
            f"- Control `{rule.control}`: {law.title}",
            f"- Law: {citation_text(law)}",
            f"- Judges: {rule.judges}",
            f"- Identity: {', '.join(rule.identity)}",
            f"- Severity: {rule.severity}",
            "",
        ]
    lines += [
        "## Evidence tables",
        "",
        "`T` a word of a closed list, `O` opaque id, `J` list of such, `F` keyed fingerprint,",
        "`S` screened text, `C` count, `N` per mille, `D` day, `M` moment, `B` yes or no;",
        "`?` may be null, `*` part of the key.",
        "",
    ]
    for tables in (EVIDENCE, REGISTER):
        lines += [_line(table) for table in tables.values()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _line(table: Table) -> str:
    columns = []
    for column in table.columns:
        kind = f"{column.kind}:{column.terms}" if column.terms else column.kind
        marks = ("*" if column.key else "") + ("?" if column.nullable else "")
        columns.append(f"{column.name} {kind}{marks}")
    return f"- `{table.name}`: {', '.join(columns)}"


if __name__ == "__main__":
    Path("docs/reference.md").write_text(reference(), encoding="utf-8")
