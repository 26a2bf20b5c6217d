"""What a rule's SQL may not do: read a clock, use what one engine alone has, or fail by default."""

import re
from collections.abc import Sequence
from typing import Final

from amanat.rules.load import Rule

#: Functions that DuckDB and Spark have with one meaning, and that we use.
FUNCTIONS: Final = frozenset(
    {"max", "min", "count", "sum", "coalesce", "cast", "row_number", "distinct", "over"}
)
_NOT_FUNCTIONS: Final = frozenset(
    {
        "in",
        "and",
        "or",
        "when",
        "then",
        "else",
        "as",
        "on",
        "from",
        "where",
        "not",
        "exists",
        "by",
        "join",
    }
)
_FORBIDDEN: Final = {
    r"\b(current_date|current_timestamp|current_time|now|today|localtime|localtimestamp)\b": (
        "reads a clock; join as_of"
    ),
    r"\b(float|double|real|decimal|numeric)\b": "uses floats",
    r"/": "divides",
    r"\b\d+\.\d+\b": "uses floats",
    r"::": "casts with '::'; write cast(...)",
    r"\b(random|rand|uuid|gen_random_uuid|hash)\b": "draws at random",
    r"\bnot in \(\s*select\b": "uses 'not in' over a query, which loses nulls",
    r"\b(insert|update|delete|create|drop|alter|attach|copy|pragma|set|install|load)\b": (
        "does more than select"
    ),
    r"\bnatural\b|\busing\b": "joins without saying on what",
    r"\bqualify\b|\bfilter\s*\(|\bilike\b|\bexclude\b|\basof\s+join\b": "is not portable",
    r"\bis (not )?(true|false)\b": "is not portable; compare or coalesce",
}
#: Names that DuckDB or Spark keep for themselves.
RESERVED: Final = frozenset(
    {"at", "offset", "to", "right", "left", "end", "order", "group", "user", "table", "from"}
)
_STRING: Final = re.compile(r"'(?:[^']|'')*'")
_COMMENT: Final = re.compile(r"--[^\n]*")


def bare(sql: str) -> str:
    """Return the SQL without comments, its strings emptied: what is left is code."""
    return _STRING.sub("''", _COMMENT.sub("", sql))


def faults(sql: str) -> list[str]:
    """Return what keeps one SELECT out of the portable subset; sorted, empty if nothing does."""
    code = bare(sql).lower()
    found = {why for pattern, why in _FORBIDDEN.items() if re.search(pattern, code)}
    for name in re.findall(r"\b([a-z_][a-z0-9_]*)\s*\(", code):
        if name not in FUNCTIONS | _NOT_FUNCTIONS and not _is_query(code, name):
            found.add(f"uses the function {name}")
    for name in re.findall(r"\bas ([a-z_][a-z0-9_]*)", code):
        if name in RESERVED:
            found.add(f"names something {name}, a reserved word")
    if not re.match(r"\s*(select|with)\b", code):
        found.add("does not begin with select or with")
    if ";" in code:
        found.add("has more than one statement")
    found.update(_order_faults(code))
    return sorted(found)


def _is_query(code: str, name: str) -> bool:
    # "name as (select" names a part; "over (" and "in (" are no functions.
    return bool(re.search(rf"\b{name} as \(", code))


def _order_faults(code: str) -> list[str]:
    tail = code.rsplit("order by", 1)
    if len(tail) == 1:
        return ["has no 'order by'"]
    keys = [key.strip() for key in tail[1].split(",")]
    unsaid = [key for key in keys if "nulls" not in key]
    return [f"orders by {key} without 'nulls'" for key in sorted(unsaid)]


def rule_faults(rule: Rule, columns: Sequence[str]) -> list[str]:
    """Return what is wrong with a rule; sorted, empty if nothing is.

    Args:
        rule: the rule.
        columns: what its query gives, in order.
    """
    found = faults(rule.sql)
    wanted = {*rule.identity, *rule.row_key, "verdict", "reason", "event_on", "continuing"}
    found += [f"gives no column {name}" for name in sorted(wanted - set(columns))]
    if len(set(columns)) != len(columns):
        found.append("gives a column twice")
    for before in re.findall(r"(\S+(?:\s+end)?)\s+as verdict\b", _COMMENT.sub("", rule.sql)):
        if before.split() not in (["'cannot_tell'"], ["'cannot_tell'", "end"]):
            found.append("says another verdict than 'cannot_tell' in its 'else'")
    if not re.search(r"\bas verdict\b", rule.sql):
        found.append("gives no verdict")
    return sorted(found)
