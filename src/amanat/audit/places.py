"""All places of a finding, from the evidence of its audit; a finding keeps the first of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from amanat.audit.kept import EVIDENCE, Kept
from amanat.engine.duckdb import DuckDB
from amanat.evidence.store import EvidenceError, read_table
from amanat.evidence.views import register_tables, view_sql
from amanat.findings.locating import NEEDED, Located, locate
from amanat.findings.model import Finding, Place
from amanat.terms.errors import UserError

_VIEW: Final = "current_rows"


@dataclass(slots=True)
class AllPlaces:
    """The places of an audit's findings; the evidence is asked only where a finding is cut."""

    kept: Kept
    _located: Located | None = field(default=None, init=False)

    def of(self, finding: Finding) -> Iterator[Place]:
        """Yield every place of a finding, in the order of unit, row and column.

        Raises:
            UserError: the evidence of the audit is damaged or of another version.
        """
        yield from finding.places.first
        if _is_cut(finding):
            yield from self._all().after(finding.id, len(finding.places.first))

    def units(self, finding: Finding) -> tuple[str, ...]:
        """Return ids of the units that a finding's places lie in, sorted.

        Raises:
            UserError: as in `of`.
        """
        if _is_cut(finding):
            return self._all().units_of(finding.id)
        return tuple(sorted({each.unit for each in finding.places.first if each.unit}))

    def _all(self) -> Located:
        if self._located is None:
            self._located = _locate(self.kept)
        return self._located


def _is_cut(finding: Finding) -> bool:
    return finding.places.total > len(finding.places.first)


def _locate(kept: Kept) -> Located:
    folder = kept.folder / EVIDENCE
    try:
        tables = {
            name: read_table(folder, name, columns)
            for name, columns in {**NEEDED, "snapshots": None}.items()
        }
    except EvidenceError as error:
        raise UserError(
            where=str(folder),
            found=str(error),
            wanted="the evidence of this audit, whole",
            remedy="run `amanat audit FOLDER` again",
        ) from None
    with DuckDB(threads=2) as engine:
        register_tables(engine, tables)
        engine.register(_VIEW, engine.query(view_sql(_VIEW)))
        return locate(engine)
