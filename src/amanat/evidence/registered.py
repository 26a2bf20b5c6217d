"""The register as evidence tables: the team's words as they stood when the audit began."""

import pyarrow as pa

from amanat.evidence.schema import REGISTER
from amanat.register.files import Register
from amanat.register.tables import tables


def register_tables(register: Register) -> dict[str, pa.Table]:
    """Return every `register_*` table, those without entries empty."""
    rows = tables(register)
    return {
        name: pa.Table.from_pylist(rows.get(name, []), schema=table.arrow)
        for name, table in REGISTER.items()
    }
