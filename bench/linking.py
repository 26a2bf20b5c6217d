"""Measure what it costs to know 500,000 people by name in notes: the scan with and without.

    python bench/linking.py [--mb 60] [--known 500000] [--every 20] [--runs 3] [--write]

Notes as `scan_speed.py` makes them; one of `--every` has a sensitive sentence that names somebody:
whole name, initial, handle, or a stranger. Without: every detector and the topics. With: what an
audit does more, which is to fingerprint addresses and numbers, to hash whom such a sentence may
name, and to look that up among all known names and their forms. One core.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import page
import pyarrow as pa
from scan_speed import notes

from amanat.detect import normalise
from amanat.detect.people import called, handles
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_text import TextSearch
from amanat.evidence.keys import Keys, short_hash
from amanat.evidence.own import Search

KEYS: Final = Keys.of(bytes(range(32)))
_BATCH: Final = 65_536
_SYLLABLES: Final = (
    *("ka", "ma", "ra", "vi", "su", "ni", "ta", "pa"),
    *("sha", "ji", "de", "lo", "na", "ru", "mi", "ha"),
)
#: How a sensitive sentence names somebody; of the last nobody is known.
_SAID: Final = (
    "{first} {last} has diabetes",
    "{initial}. {last} has diabetes",
    "diabetes, says @{first}.{last}",
    "Zzyx Qworp has diabetes",
)


def people(count: int) -> list[tuple[str, str]]:
    """Return so many invented people of different names."""
    size = len(_SYLLABLES)
    names = []
    for number in range(count):
        parts, rest = [], number * 7_919 + 1
        for _ in range(7):
            parts.append(_SYLLABLES[rest % size])
            rest //= size
        names.append(("".join(parts[4:]).title(), "".join(parts[:4]).title()))
    return names


def with_names(column: pa.Array, known: list[tuple[str, str]], every: int) -> pa.Array:
    """Put a sensitive sentence behind one of `every` notes."""
    rng = random.Random(5)
    texts = column.to_pylist()
    for row in range(0, len(texts), every):
        first, last = rng.choice(known)
        said = rng.choice(_SAID)
        told = said.format(first=first, last=last, initial=first[0])
        texts[row] = f"{texts[row]}. {told}" if "@" not in told else f"{texts[row]}. {told.lower()}"
    return pa.array(texts, pa.large_string())


def index(known: list[tuple[str, str]]) -> npt.NDArray[np.uint64]:
    """Return the hashes of all names and of what else their people are called, in order."""
    key = KEYS.sub("name")
    full = normalise.names(pa.array([" ".join(each) for each in known], pa.large_string()))
    mails = [f"{first}.{last}@firm.example.in".lower() for first, last in known]
    forms = [forms for forms, alone in called(full) if not alone]
    forms += [full, handles(pa.array(mails, pa.large_string()))]
    raw = b"".join(
        np.asarray(short_hash(each.drop_null(), key=key)).astype("S8").tobytes() for each in forms
    )
    return np.unique(np.frombuffer(raw, dtype=">u8").astype(np.uint64))


def without(column: pa.Array) -> int:
    """Scan in batches: identifiers and topics."""
    search, found = Search(), 0
    for begin in range(0, len(column), _BATCH):
        texts = column.slice(begin, _BATCH)
        found += len(search.spans(texts)) + len(search.topics(texts))
    return found


def linked(column: pa.Array, known: npt.NDArray[np.uint64]) -> int:
    """Do the same and link; return how many sentences name somebody who is known."""
    search, tables = TextSearch(KEYS, Search()), Tables()
    for begin in range(0, len(column), _BATCH):
        search.add(0, column.slice(begin, _BATCH), begin)
    search.finish(tables, dropped=set(), searched={0})
    table = tables.table("mention_names")
    table = table.filter(table["name"].is_valid())
    hashes = table["name"].combine_chunks()
    numbers = np.frombuffer(hashes.buffers()[1], dtype=">u8").astype(np.uint64)
    place = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return len(np.unique(table["mention"].to_numpy()[known[place] == numbers]))


def _seconds(call: Callable[[], int], runs: int) -> tuple[float, int]:
    times, found = [], 0
    for _ in range(runs):
        start = time.process_time()
        found = call()
        times.append(time.process_time() - start)
    return statistics.median(times), found


def main() -> int:
    """Print both speeds; say whether the promise is kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mb", type=int, default=60)
    parser.add_argument("--known", type=int, default=500_000)
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    pa.set_cpu_count(1)
    known = people(asked.known)
    column = with_names(notes(asked.mb * 1_000_000, dense=False), known, asked.every)
    size = column.buffers()[2].size / 1e6
    begun = time.process_time()
    names = index(known)
    indexed = time.process_time() - begun
    alone, _ = _seconds(lambda: without(column), asked.runs)
    both, found = _seconds(lambda: linked(column, names), asked.runs)
    lines = [
        f"{len(known):,} known people, {len(names):,} forms of their names in {indexed:.1f} s;",
        f"{size:.0f} MB of notes, one of {asked.every} with a sensitive sentence, of which",
        f"{found:,} name a known person. One core, median of {asked.runs}.",
        "",
        f"Without linking {size / alone:.0f} MB a second of the processor's time, with it",
        f"{size / both:.0f}: {100 * alone / both:.0f} % of the speed (wanted: 50 %).",
    ]
    print("\n".join(lines))
    if asked.write:
        page.write("Linking", lines)
    return 0 if 2 * alone >= both else 1


if __name__ == "__main__":
    raise SystemExit(main())
