"""An audit from which nothing differs since the last one: its evidence and verdicts stand.

Everything that evidence, verdicts and findings are made from is hashed together: what the units
yielded, the register, the rules, the day, all our code and the libraries that compute. Whatever
differs in any of it gives another hash, and then all is worked out anew. So it is where a file of
the last audit is missing or damaged: nothing is taken over that is not as it was written.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import msgspec
import pyarrow.parquet as pq

from amanat.audit.caching import code_with
from amanat.audit.kept import EVIDENCE, REPORT, Kept, evidence_file
from amanat.evidence.keys import Keys
from amanat.evidence.schema import TABLES
from amanat.evidence.workspace import Workspace
from amanat.findings.baseline import since
from amanat.findings.freeze import load
from amanat.findings.model import Report
from amanat.law.load import law_checked_up_to
from amanat.law.standing import stale_days
from amanat.register.files import Register
from amanat.rules.load import load_rules

_LIBRARIES: Final = ("duckdb", "numpy", "pyarrow")


def made_from(
    workspace: Workspace,
    register: Register,
    keys: Keys,
    units: Sequence[Path],
    names: Sequence[str],
    told: Iterable[object],
    *,
    plugins: bool,
) -> str:
    """Hash all that an audit's evidence, verdicts and findings are made from.

    Args:
        workspace: its settings count.
        register: as it was read and judged by; its files may have been edited since.
        keys: fingerprints hang on the key; so does this hash, which therefore tells nothing.
        units: folders of the cached units, in the order of the survey.
        names: names of the files.
        told: what else the caller was told: the day, switches.
        plugins: whether plug-ins were allowed; which ones there are counts too.
    """
    state = blake2b(key=keys.sub("content"), digest_size=16)
    parts = [_code(), code_with(plugins=plugins), [version(each) for each in _LIBRARIES]]
    parts += [sys.version, [repr(rule) for rule in load_rules()], repr(workspace.settings)]
    parts += [[str(each) for each in told], list(names), [folder.name for folder in units]]
    state.update(json.dumps(parts).encode())
    # The row of a unit holds the hash of its content: a file that was read again may differ.
    for path in [folder / "unit.parquet" for folder in units]:
        state.update(_whole(path))
    state.update(msgspec.json.encode(register, order="deterministic"))
    return state.hexdigest()


def stands(last: Kept, stamp: str) -> bool:
    """Say whether an audit may be taken over: made from the same (`made_from`), and undamaged."""
    return last.about.made_from == stamp and last.is_intact()


def report_again(last: Kept, *, today: date) -> Report:
    """Return the report of an audit that found just what the last one had found."""
    report = load((last.folder / REPORT).read_bytes())
    return replace(
        report,
        first=False,
        law_stale_days=stale_days(law_checked_up_to(), today),
        since=since(
            last.findings,
            last.findings,
            last_on=last.about.as_of,
            looked=frozenset(),  # what is open still, nobody needs to have looked for
        ),
    )


def people_in(last: Kept) -> int:
    """Count the rows of the table `people` without reading it."""
    return int(pq.read_metadata(last.folder / evidence_file("people")).num_rows)


def share_evidence(last: Kept, folder: Path) -> None:
    """Put the last audit's evidence into a folder: the same files, or copies where need be.

    Evidence is never written to, so that two audits may hold one file.
    """
    for name in sorted(TABLES):
        source, target = last.folder / EVIDENCE / f"{name}.parquet", folder / f"{name}.parquet"
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)


@cache
def _code() -> str:
    """Hash every file of the package: rules, law and words too."""
    state = blake2b(digest_size=16)
    for name, data in sorted(_files(files("amanat"), "")):
        state.update(name.encode() + b"\0" + len(data).to_bytes(8, "big") + data)
    return state.hexdigest()


def _files(folder: Traversable, above: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, name)
        elif not entry.name.endswith((".pyc", ".pyo")):
            yield name, entry.read_bytes()


def _whole(path: Path) -> bytes:
    """Return a file's length and bytes, so that no two rows of files read alike."""
    data = path.read_bytes()
    return len(data).to_bytes(8, "big") + data
