"""An audit as it is kept: evidence, findings, the frozen report, and what it was told to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from amanat.engine.duckdb import DuckDB
from amanat.evidence.schema import TABLES
from amanat.evidence.store import EvidenceError, read_table
from amanat.evidence.views import define_views
from amanat.evidence.workspace import Workspace
from amanat.findings.model import Finding, Place, places_among
from amanat.terms.errors import UserError

SCHEMA_VERSION: Final = 1
#: Of the file of findings; 1 held every place of each.
FINDINGS_VERSION: Final = 2
EVIDENCE: Final = "evidence"
FINDINGS: Final = "findings.json"
REPORT: Final = "report.json"
ABOUT: Final = "audit.json"


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an audit was: its day, versions, key, and the folders it read, sealed with the key.

    `off` and `plugins`: detectors that were switched off, and whether plug-ins were allowed.
    `units`: names of the cached units that it rests on; they tell no path. `made_from`: a keyed
    hash of all that its evidence and verdicts were made from. `own`: digest of the team's patterns.
    `hashes`: of each file of the audit but this one, by its path in the audit's folder.
    """

    schema_version: int
    audit_id: str
    as_of: date
    version: str
    key_id: str
    folders: tuple[bytes, ...]
    off: tuple[str, ...] = ()
    plugins: bool = False
    units: tuple[str, ...] = ()
    made_from: str = ""
    own: str = ""
    hashes: dict[str, str] = {}


class _Findings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema_version: int
    findings: tuple[Finding, ...]


class _Version(msgspec.Struct):
    schema_version: int


class _Whole(msgspec.Struct):
    """Findings as the first version kept them: with every place."""

    findings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One finished audit of a workspace."""

    folder: Path
    about: About
    findings: tuple[Finding, ...]

    def tables(self, *names: str) -> dict[str, pa.Table]:
        """Read evidence tables, register tables and `judged` by name: those named, else all.

        Raises:
            UserError: one is damaged, or the audit is of a version that had no such table.
        """
        folder = self.folder / EVIDENCE
        try:
            return {name: read_table(folder, name) for name in names or TABLES}
        except EvidenceError as error:
            raise UserError(
                where=str(folder),
                found=str(error),
                wanted="the evidence of this audit, whole",
                remedy="run `amanat audit FOLDER` again",
            ) from None

    def is_intact(self) -> bool:
        """Say whether every file that it rests on is there, as it was written."""
        names = [FINDINGS, REPORT, *(evidence_file(each) for each in TABLES)]
        try:
            found = hashes_of(self.folder, names)
        except OSError:
            return False
        return found == self.about.hashes

    def engine(self, *, threads: int = 2) -> DuckDB:
        """Return an engine that holds this audit's tables and the derived views."""
        engine = DuckDB(threads=threads)
        for name, table in self.tables().items():
            engine.register(name, table)
        define_views(engine)
        return engine


def evidence_file(table: str) -> str:
    """Return where the evidence of a table lies in an audit's folder."""
    return f"{EVIDENCE}/{table}.parquet"


def hashes_of(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Hash files of an audit; damage is told by them, not ill will.

    Args:
        folder: the audit's.
        names: paths in it, with `/`.

    Raises:
        OSError: one is missing or cannot be read.
    """
    return {name: _hash(folder / name) for name in sorted(names)}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()


def write_findings(folder: Path, findings: tuple[Finding, ...]) -> None:
    """Write the findings of an audit, in order."""
    kept = _Findings(FINDINGS_VERSION, findings)
    (folder / FINDINGS).write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1))


def write_about(folder: Path, about: About) -> None:
    """Write what an audit was; its presence says that the audit is whole."""
    (folder / ABOUT).write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=1))


def read_kept(folder: Path) -> Kept:
    """Read one finished audit.

    Raises:
        UserError: it is of another version, or damaged.
    """
    try:
        about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
        kept = _findings((folder / FINDINGS).read_bytes())
    except (OSError, msgspec.MsgspecError):
        about, kept = None, None
    if about is None or kept is None or about.schema_version != SCHEMA_VERSION:
        raise UserError(
            where=str(folder),
            found="an audit that cannot be read",
            wanted=f"a whole audit of schema version {SCHEMA_VERSION}",
            remedy="run `amanat audit FOLDER` again",
        ) from None
    return Kept(folder, about, kept)


def _findings(raw: bytes) -> tuple[Finding, ...] | None:
    """Return the findings of a file of this version or the one before; None: of another."""
    version = msgspec.json.decode(raw, type=_Version).schema_version
    if version == FINDINGS_VERSION:
        return msgspec.json.decode(raw, type=_Findings).findings
    if version != FINDINGS_VERSION - 1:
        return None
    whole = msgspec.json.decode(raw, type=_Whole).findings
    return tuple(_cut(finding) for finding in whole)


def _cut(finding: dict[str, Any]) -> Finding:
    places = msgspec.convert(finding.get("places"), list[Place])
    return msgspec.convert(finding | {"places": places_among(places)}, Finding)


def finished(workspace: Workspace) -> list[str]:
    """Return ids of the audits that were finished, oldest first."""
    return [each for each in workspace.audit_ids() if (workspace.audits / each / ABOUT).is_file()]


def last_readable(workspace: Workspace) -> Kept | None:
    """Return the last finished audit that can be read; None: there is none.

    A damaged one, or one of another version, is passed over: it says nothing of what was so.
    """
    for audit_id in reversed(finished(workspace)):
        try:
            return read_kept(workspace.audits / audit_id)
        except UserError:
            continue
    return None


def last_audit(workspace: Workspace, audit_id: str | None = None) -> Kept:
    """Return the last finished audit, or the one that is named.

    Raises:
        UserError: there is none, or none of that id.
    """
    ids = finished(workspace)
    wanted = audit_id or (ids[-1] if ids else None)
    if wanted is None or wanted not in ids:
        raise UserError(
            where=str(workspace.path),
            found=f"no audit {audit_id}" if audit_id else "no finished audit",
            wanted=f"one of {', '.join(ids)}" if ids else "an audit",
            remedy="run `amanat audit FOLDER`",
        )
    return read_kept(workspace.audits / wanted)
