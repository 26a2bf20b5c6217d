"""From files to evidence tables, with the real readers, titles as they stand."""

from datetime import date

import pyarrow as pa
from made_units import KEYS

from amanat.evidence.derive.run import derive
from amanat.evidence.extract import extract_found
from amanat.evidence.extract_staff import employee_hash
from amanat.evidence.keys import short_hash
from amanat.evidence.seal import Seal
from amanat.sources.discover import discover


def evidence(folder, *, said=None, screen=None, own_domains=(), keys=KEYS):
    """Derive the evidence tables of a folder of exports."""
    seal = Seal(keys)
    return derive(
        [
            extract_found(found, keys=keys, own_domains=own_domains)
            for found in discover([folder], workspace=None)
        ],
        said or {},
        as_of=date(2026, 11, 23),
        unseal=lambda blobs: [None if b is None else seal.open(b) for b in blobs.to_pylist()],
        screen=screen or (lambda texts, _known: texts),
        name_hash=lambda names: short_hash(
            pa.array(names, pa.large_string()), key=keys.sub("name")
        ).to_pylist(),
        employee_hash=lambda ids: employee_hash(ids, keys),
    )
