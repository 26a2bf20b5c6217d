"""The Parquet store: a table is checked against its schema, sorted by key, written whole or not."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from amanat.evidence.schema import TABLES, Column, Table
from amanat.terms.words import TERMS

ROW_GROUP: Final = 65_536

_SLUG: Final = r"^[a-z0-9][a-z0-9_~/>-]{0,199}$"
#: A shape (`aaaaa@aaaaaa.aa`, `9999 9999`) has no other letters than a and no other digits than 9.
_SHAPE: Final = r"^[aA9\p{P}\p{S}\p{Z}]*$"
_RAW: Final = r"[^\s@]@[^\s@]+\.[^\s@]|[0-9](?:[ -]?[0-9]){8,}|[\x00-\x1f\x7f]"
_SCREENED_LENGTH: Final = 400


class EvidenceError(ValueError):
    """A table that does not fit its schema. Names the table, the column and the fault, no value."""


def empty(name: str) -> pa.Table:
    """Return the table `name` with its schema and no row."""
    return TABLES[name].arrow.empty_table()


def write_table(folder: Path, name: str, table: pa.Table) -> Path:
    """Check, sort and write one table as `folder/name.parquet`; equal content gives equal bytes.

    Args:
        folder: an existing folder of one audit.
        name: a table of `schema.TABLES`.
        table: its columns in any order, its rows in any order.

    Returns:
        The path written. The file appears whole, by renaming.

    Raises:
        EvidenceError: a column is missing or of another type, a null or a string stands where its
            class forbids it, or a key comes twice.
    """
    ordered = checked(name, table)
    path = folder / f"{name}.parquet"
    temporary = folder / f".{name}.parquet.part"
    try:
        pq.write_table(
            ordered,
            temporary,
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=3,
            version="2.6",
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        )
        os.replace(temporary, path)  # noqa: PTH105 - the atomic one, also over an existing file
    except pa.ArrowException:
        raise EvidenceError(f"{name}: could not be written") from None
    finally:
        temporary.unlink(missing_ok=True)
    return path


def read_table(folder: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read the table `name` of one audit, with the columns of the schema in its order.

    Args:
        folder: the evidence of one audit.
        name: a table of `schema.TABLES`.
        columns: only these; None: all.

    Raises:
        EvidenceError: the file is missing, damaged or of another schema version.
    """
    schema = TABLES[name].arrow
    if columns is not None:
        schema = pa.schema([field for field in schema if field.name in columns])
    try:
        table = pq.read_table(folder / f"{name}.parquet", columns=schema.names, partitioning=None)
        return table.select(schema.names).cast(schema)
    except (pa.ArrowException, OSError, KeyError, ValueError):
        raise EvidenceError(f"{name}: no such evidence, or of another version") from None


def write_all(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write each table, in the order of their names; stops at the first that does not fit."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(tables):
        write_table(folder, name, tables[name])


def are_screened(texts: list[str]) -> list[bool]:
    """Tell of each text whether it may stand in a column of class S: short, nothing looks raw."""
    told: list[bool] = _screened(pa.array(texts, pa.string())).to_pylist()
    return told


def checked(name: str, table: pa.Table) -> pa.Table:
    """Return the table in the schema's types and column order, sorted by key.

    Raises:
        EvidenceError: as in `write_table`.
    """
    if name not in TABLES:
        raise EvidenceError(f"{name}: no such table")
    shape = TABLES[name]
    missing = sorted(set(shape.arrow.names) ^ set(table.column_names))
    if missing:
        raise EvidenceError(f"{name}: columns missing or too many: {len(missing)}")
    ordered = _typed(shape, table)
    for column in shape.columns:
        _check_column(name, column, ordered.column(column.name))
    if ordered.num_rows == 0:
        return shape.arrow.empty_table()
    ordered = _sorted(shape, ordered)
    _check_key(shape, ordered)
    return ordered.cast(shape.arrow).combine_chunks()


def _typed(shape: Table, table: pa.Table) -> pa.Table:
    # Nullability is checked apart, so that the message names the column and never a value.
    loose = pa.schema([pa.field(field.name, field.type) for field in shape.arrow])
    columns = []
    for field in loose:
        try:
            columns.append(table.column(field.name).cast(field.type))
        except pa.ArrowException:
            raise EvidenceError(f"{shape.name}.{field.name}: another type") from None
    return pa.table(columns, schema=loose)


def _check_column(name: str, column: Column, values: pa.ChunkedArray) -> None:
    where = f"{name}.{column.name}"
    if values.null_count and not column.nullable:
        raise EvidenceError(f"{where}: null in a column that is never null")
    if not pa.types.is_string(values.type):
        return
    distinct = pc.unique(values).drop_null()
    if not _fits(column, distinct):
        raise EvidenceError(f"{where}: a string outside its class {column.kind}")


def _fits(column: Column, distinct: pa.Array) -> bool:
    if len(distinct) == 0:
        return True
    if column.kind == "T":
        return set(distinct.to_pylist()) <= set(TERMS[str(column.terms)])
    if column.kind == "O":
        return bool(pc.all(pc.match_substring_regex(distinct, _SLUG)).as_py())
    if column.kind == "J":
        return all(_fits_json(text) for text in distinct.to_pylist())
    return bool(pc.all(_screened(distinct)).as_py())


def _screened(distinct: pa.Array) -> pa.Array:
    shape = pc.match_substring_regex(distinct, _SHAPE)
    raw = pc.match_substring_regex(distinct, _RAW)
    short = pc.less_equal(pc.utf8_length(distinct), _SCREENED_LENGTH)
    return pc.and_(pc.or_(shape, pc.invert(raw)), short)


def _fits_json(text: str) -> bool:
    try:
        parts = json.loads(text)
    except ValueError:
        return False
    return isinstance(parts, list) and all(
        part is None or (isinstance(part, str) and re.match(_SLUG, part)) for part in parts
    )


def _sorted(shape: Table, table: pa.Table) -> pa.Table:
    keys = [(name, "ascending") for name in shape.key]
    return table.take(pc.sort_indices(table.select(shape.key), sort_keys=keys))


def _check_key(shape: Table, table: pa.Table) -> None:
    if not shape.key or table.num_rows < 2:
        return
    same = None
    for name in shape.key:
        values = table.column(name).combine_chunks()
        equal = pc.equal(values.slice(1), values.slice(0, len(values) - 1))
        equal = pc.fill_null(equal, fill_value=False)
        same = equal if same is None else pc.and_(same, equal)
    if pc.any(same).as_py():
        raise EvidenceError(f"{shape.name}: a key comes twice")
