"""Under which id our own people go: a hash that outlives the key, unlike their fingerprints.

It stands beside a fingerprint here, so it is sealed: else who had an old key could find a
colleague's rows in a new cache (`docs/decisions/0009`). `derive` opens it.
"""

from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

from amanat.evidence.extract_tables import Tables
from amanat.evidence.keys import Keys
from amanat.evidence.seal import Seal

#: From what other tools show most to what they show least: the first that a colleague has counts.
_KINDS: Final = ("email", "phone", "customer_id", "device_id", "employee")


@dataclass(slots=True)
class Colleagues:
    """Collects `colleagues` of one unit: thousands at most, each distinct identifier once."""

    keys: Keys
    _found: dict[bytes, str] = field(default_factory=dict)

    def add(self, words: pa.Array, fingerprints: pa.Array, kind: str) -> None:
        """Take in identifiers of our own people.

        Args:
            words: n normalised identifiers of one kind.
            fingerprints: that of each; null leaves it out.
            kind: kind of identifier, or `employee`.
        """
        rank = _KINDS.index(kind)
        for word, mark in zip(words.to_pylist(), fingerprints.to_pylist(), strict=True):
            if mark is not None and mark not in self._found:
                user = self.keys.opaque(f"{kind}\0{word}", "user")
                self._found[mark] = f"{rank}{user}"

    def finish(self, tables: Tables, seal: Seal) -> None:
        """Write `colleagues`."""
        marks = sorted(self._found)
        sealed = [seal.seal(self._found[mark]) for mark in marks]
        tables.add("colleagues", len(marks), {"fp": marks, "user": sealed})
