"""Run the rules: each gives rows with a verdict, and all of them are the table `judged`."""

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.engine.base import Engine, EngineError
from amanat.evidence.schema import JUDGED
from amanat.rules.load import ROW_COLUMNS, Rule, RuleError
from amanat.terms.reasons import CANNOT_TELL
from amanat.terms.words import VERDICTS

_SCHEMA = JUDGED["judged"].arrow
_SORT = [("row_key", "ascending")]
#: So many rows are Python objects at a time.
_PIECE: Final = 65_536


def judge_all(engine: Engine, rules: Sequence[Rule]) -> pa.Table:
    """Run every rule over the tables and views that are registered.

    Returns:
        the table `judged`, sorted by rule and row key.

    Raises:
        RuleError: one could not run; the first by id is named.
    """
    judged, errors = judge_each(engine, rules)
    if errors:
        raise errors[0]
    return judged


def judge_each(engine: Engine, rules: Sequence[Rule]) -> tuple[pa.Table, tuple[RuleError, ...]]:
    """Run every rule; one that cannot run costs itself.

    Returns:
        the rows of the others as in `judge_all`, and an error for each that could not run.
    """
    parts: list[pa.Table] = [_narrow(_SCHEMA.empty_table())]
    errors: list[RuleError] = []
    for rule in sorted(rules, key=lambda each: each.id):
        try:
            parts.append(judge(engine, rule))
        except RuleError as error:
            errors.append(error)
    return pa.concat_tables(parts).unify_dictionaries(), tuple(errors)


def judge(engine: Engine, rule: Rule) -> pa.Table:
    """Run one rule.

    Returns:
        its rows of the table `judged`, sorted by row key; texts of few words are dictionaries.

    Raises:
        RuleError: it cannot run, gives no such column, a word outside the closed lists, or one
            row key twice.
    """
    rows = raw_rows(engine, rule)
    count = rows.num_rows
    given: dict[str, pa.Array | pa.ChunkedArray] = {
        "rule_id": pa.DictionaryArray.from_arrays(
            np.zeros(count, dtype=np.int32), pa.array([rule.id], pa.string())
        ),
        "row_key": _row_keys(rule, rows),
        "identity": _identities(rule, rows),
    }
    for name in ROW_COLUMNS:
        kind = _SCHEMA.field(name).type
        given[name] = rows.column(name).cast(kind) if name in rows.column_names else None
        if given[name] is None:
            given[name] = pa.nulls(count, kind)
    # A reason belongs to what could not be told; passes and fails are plain.
    untold = pc.equal(given["verdict"], "cannot_tell")
    given["reason"] = pc.if_else(untold, given["reason"], pa.scalar(None, pa.string()))
    given["continuing"] = pc.fill_null(given["continuing"], fill_value=False)
    table = _narrow(pa.table({name: given[name] for name in _SCHEMA.names})).sort_by(_SORT)
    _check(rule, table)
    return table


def _narrow(table: pa.Table) -> pa.Table:
    """Return the rows with each word of a column once; row keys are all different."""
    return pa.table(
        {
            name: values.dictionary_encode()
            if pa.types.is_string(values.type) and name != "row_key"
            else values
            for name, values in zip(table.column_names, table.columns, strict=True)
        }
    )


def raw_rows(engine: Engine, rule: Rule) -> pa.Table:
    """Return a rule's rows as its query gives them.

    Raises:
        RuleError: it cannot run, or gives no column that its header names.
    """
    try:
        rows = engine.query(rule.sql)
    except EngineError as error:
        raise RuleError(rule.id, str(error)) from None
    wanted = {*rule.identity, *rule.row_key, "verdict", "reason", "continuing"}
    missing = sorted(wanted - set(rows.column_names))
    if missing:
        raise RuleError(rule.id, f"gives no column {', '.join(missing)}")
    return rows


def _check(rule: Rule, table: pa.Table) -> None:
    verdicts = set(pc.unique(table.column("verdict")).to_pylist())
    if not verdicts <= set(VERDICTS):
        raise RuleError(rule.id, "gives a verdict outside the closed list")
    untold = table.filter(pc.equal(table.column("verdict"), "cannot_tell"))
    reasons = set(pc.unique(untold.column("reason")).to_pylist())
    if not reasons <= set(CANNOT_TELL):
        raise RuleError(rule.id, "cannot tell, for a reason outside the closed list")
    keys = table.column("row_key").combine_chunks()  # sorted: equal ones stand together
    if pc.any(pc.equal(keys.slice(1), keys.slice(0, max(len(keys) - 1, 0)))).as_py():
        raise RuleError(rule.id, "gives one row key twice")


def _texts(rows: pa.Table, names: Sequence[str]) -> list[pa.ChunkedArray]:
    # A null is not the text "null": it gets a mark that no slug can hold.
    return [pc.fill_null(rows.column(name).cast(pa.string()), "\x00") for name in names]


def _row_keys(rule: Rule, rows: pa.Table) -> pa.ChunkedArray:
    texts = _texts(rows, rule.row_key)
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    begun = blake2b(rule.id.encode() + b"\x1f", digest_size=8)

    def key(text: str) -> str:
        hashed = begun.copy()
        hashed.update(text.encode())
        return "r-" + hashed.hexdigest()

    pieces = (joined.slice(at, _PIECE) for at in range(0, len(joined), _PIECE))
    return pa.chunked_array(
        [pa.array([key(text) for text in piece.to_pylist()], pa.string()) for piece in pieces],
        pa.string(),
    )


def _identities(rule: Rule, rows: pa.Table) -> pa.Array | pa.ChunkedArray:
    texts = _texts(rows, rule.identity)
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    if isinstance(joined, pa.ChunkedArray):
        joined = joined.combine_chunks()
    coded = joined.dictionary_encode()
    words = [
        json.dumps([None if part == "\x00" else part for part in key.split("\x1f")])
        for key in coded.dictionary.to_pylist()
    ]
    return pa.array(words, pa.string()).take(coded.indices)
