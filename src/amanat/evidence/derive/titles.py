"""Titles: unsealed in memory, screened once the people are known, and only then written."""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.people import People, row_people
from amanat.evidence.store import are_screened

#: Opens sealed texts, in memory.
Unseal: TypeAlias = Callable[[pa.Array], list[str | None]]
#: Tells for each of some candidate names whether a known person is called so.
Known: TypeAlias = Callable[[Sequence[str]], Sequence[bool]]
#: Replaces detector hits and known people in each text by their category.
Screen: TypeAlias = Callable[[Sequence[str], Known], list[str]]
#: Hashes names as `extracted.rows.name`: 8 bytes each.
NameHash: TypeAlias = Callable[[list[str]], list[bytes]]

UNNAMED: Final = "[unnamed]"
UNSHOWN: Final = "[unshown]"
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e]+")
_LENGTH: Final = 160


class Names:
    """The names of known people who are not our own staff, as hashes, each with its person."""

    def __init__(self, loaded: Loaded, who: People) -> None:
        """Collect the names in all rows that are somebody's."""
        hashes, persons = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
        staff = who.staff
        for index, scan in enumerate(loaded.scans):
            if not scan.name.any():
                continue
            person = row_people(loaded, who, index)
            told = (person >= 0) & (scan.name != 0)
            told[told] = ~staff[person[told]]
            hashes.append(scan.name[told])
            persons.append(person[told])
        name, person = np.concatenate(hashes), np.concatenate(persons)
        order = np.lexsort((person, name))
        # Of two people of one name the smaller fingerprint stands for both: one name is one count.
        self._name, first = np.unique(name[order], return_index=True)
        self._person = person[order][first]

    def person(self, names: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Return the person of each name's hash; -1 where nobody known is called so."""
        if not len(self._name):
            return np.full(len(names), -1, dtype=np.int32)
        place = np.minimum(np.searchsorted(self._name, names), len(self._name) - 1)
        return np.where(self._name[place] == names, self._person[place], -1).astype(np.int32)

    def known(self, name_hash: NameHash) -> Known:
        """Return the function that tells known names among candidates."""

        def told(candidates: Sequence[str]) -> list[bool]:
            raw = b"".join(name_hash(list(candidates)))
            hashes = np.frombuffer(raw, dtype=">u8").astype(np.uint64)
            return [bool(person >= 0) for person in self.person(hashes)]

        return told


class Titles:
    """Screens sealed titles; each distinct one once."""

    def __init__(self, unseal: Unseal, screen: Screen, known: Known) -> None:
        """Take what opens and what screens."""
        self._unseal, self._screen, self._known = unseal, screen, known
        self._done: dict[bytes, str] = {}

    def texts(self, sealed: Sequence[bytes | None]) -> list[str | None]:
        """Return the screened text of each sealed one; None stays None.

        What looks like personal data even after screening is not shown at all.
        """
        new = sorted({each for each in sealed if each is not None} - self._done.keys())
        if new:
            opened = self._unseal(pa.array(new, pa.binary()))
            plain = [_CONTROL.sub(" ", text or "").strip() for text in opened]
            texts = [self._cut(text) for text in self._screen(plain, self._known)]
            for blob, text, fits in zip(new, texts, are_screened(texts), strict=True):
                self._done[blob] = (text if fits else UNSHOWN) if text else UNNAMED
        return [None if each is None else self._done[each] for each in sealed]

    def text(self, sealed: bytes | None) -> str:
        """Return one screened text; `[unnamed]` where there is none."""
        return self.texts([sealed])[0] or UNNAMED

    @staticmethod
    def _cut(text: str) -> str:
        return _CONTROL.sub(" ", text)[:_LENGTH].strip()


def sealed_titles(loaded: Loaded) -> list[bytes | None]:
    """Return every sealed title of all units, to be screened in one go."""
    found: list[bytes | None] = []
    for unit in loaded.units:
        found += [unit.name, unit.title]
        for name in ("columns", "lists"):
            found += unit.table(name).column("title").to_pylist()
    return found
