"""Score `amanat.detect` on labelled records: F1 of each label, macro, and false alarms on news.

    python bench/accuracy.py FOLDER [--predictions OUT.jsonl] [--misses LABEL] [--tiers all]

FOLDER holds JSONL files of records {"id", "text", "spans": [{"start", "end", "label", "valid"}],
"source", "fact"}; offsets are code points. A span whose check digit is wrong ("valid": false)
counts neither way, and a source says something only about the labels that it annotates. The lower
bound is the 2.5th percentile of 1,000 samples of records drawn with replacement.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.audit.records import label
from amanat.detect.detectors import names
from amanat.detect.scan import scan

#: Labels that the macro figure is over.
MACRO: Final = [
    "AADHAAR",
    "AADHAAR_MASKED",
    "PAN",
    "GSTIN",
    "EPIC",
    "DL_IN",
    "VEHICLE_IN",
    "UPI",
    "IFSC",
    "BANK_ACCOUNT",
    "ABHA",
    "PIN_CODE",
]
#: What counts as a false alarm in news, beside those.
ALARMS: Final = frozenset([*MACRO, "PASSPORT_IN", "ABHA_ADDRESS", "CARD", "IBAN"])
NEWS: Final = ("uner-english-ewt", "wnut17", "broad-twitter-corpus", "il-ner-hindi")
Span = tuple[int, int, str]


@dataclass(slots=True)
class Tally:
    """Counts of one label in each record: exact and overlapping matches, wanted, found."""

    rows: list[tuple[int, int, int, int]] = field(default_factory=list)

    def f1(self, exact: int = 0) -> float:
        """Return F1 in percent; `exact` 1 is that of overlapping spans."""
        if not self.rows:
            return 0.0
        total = np.array(self.rows).sum(axis=0)
        return float(200 * total[exact] / max(total[2] + total[3], 1))

    def drawn(self, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """Return F1 (exact) in percent of 1,000 samples of the records, each as many again."""
        table = np.array(self.rows).reshape(-1, 4)
        if not len(table):
            return np.zeros(1000)
        total = table[rng.integers(0, len(table), (1000, len(table)))].sum(axis=1)
        return 200 * total[:, 0] / np.maximum(total[:, 2] + total[:, 3], 1)

    def lower(self, rng: np.random.Generator) -> float:
        """Return the lower bound of F1 (exact) in percent."""
        return float(np.percentile(self.drawn(rng), 2.5))


def records(folder: Path) -> list[dict[str, Any]]:
    """Return the records of every JSONL file, in order of file names."""
    return [
        {**json.loads(line), "file": path.stem}
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def predicted(rows: list[dict[str, Any]], tiers: frozenset[str]) -> list[set[Span]]:
    """Return what the scanner finds in each record, as spans with the labels of the records."""
    found: list[set[Span]] = [set() for _ in rows]
    for hit in scan(pa.array([row["text"] for row in rows], pa.large_string())).to_pylist():
        if hit["tier"] in tiers:
            end = hit["offset"] + hit["length"]
            found[hit["row"]].add((hit["offset"], end, label(hit["category"])))
    return found


def tallies(rows: list[dict[str, Any]], found: list[set[Span]]) -> dict[tuple[str, str], Tally]:
    """Count by (source, label); the source "" is that of all together."""
    annotated: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        annotated[row["source"]].update(span["label"] for span in row["spans"])
        annotated[row["source"]].update([row["fact"]] if row.get("fact") else [])
    counts: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row, spans in zip(rows, found, strict=True):
        wrong = [(s["start"], s["end"]) for s in row["spans"] if s.get("valid") is False]
        gold = [
            (s["start"], s["end"], s["label"]) for s in row["spans"] if s.get("valid") is not False
        ]
        mine = [s for s in spans if not any(min(s[1], b) > max(s[0], a) for a, b in wrong)]
        for of in sorted({s[2] for s in gold} | {s[2] for s in mine}):
            if of not in annotated[row["source"]] or row.get("fact") not in (None, of):
                continue
            want = [s[:2] for s in gold if s[2] == of]
            have = [s[:2] for s in mine if s[2] == of]
            exact = sum((Counter(want) & Counter(have)).values())
            for source in ("", row["file"]):
                counts[source, of].rows.append(
                    (exact, _overlapping(want, have), len(want), len(have))
                )
    return counts


def _overlapping(want: list[tuple[int, int]], have: list[tuple[int, int]]) -> int:
    pairs = sorted(
        (max(a, c) - min(b, d), i, j)
        for i, (a, b) in enumerate(want)
        for j, (c, d) in enumerate(have)
        if min(b, d) > max(a, c)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def macro(counts: Mapping[tuple[str, str], Tally]) -> list[float]:
    """Return F1 (exact) of each label of `MACRO` in percent."""
    return [counts["", of].f1() if ("", of) in counts else 0.0 for of in MACRO]


def alarms(rows: list[dict[str, Any]], found: list[set[Span]]) -> dict[str, float]:
    """Return for each corpus of news the spans in 1,000 records that nobody's number stands for."""
    count, size = Counter[str](), Counter[str]()
    for row, spans in zip(rows, found, strict=True):
        if row["file"] in NEWS:
            size[row["file"]] += 1
            count[row["file"]] += sum(label in ALARMS for _, _, label in spans)
    return {name: 1000 * count[name] / size[name] for name in NEWS if size[name]}


def _misses(rows: list[dict[str, Any]], found: list[set[Span]], label: str) -> None:
    for row, spans in zip(rows, found, strict=True):
        gold = {
            (s["start"], s["end"])
            for s in row["spans"]
            if s["label"] == label and s.get("valid") is not False
        }
        mine = {s[:2] for s in spans if s[2] == label}
        for name, some in (("missed", gold - mine), ("extra", mine - gold)):
            for begin, end in sorted(some):
                text = row["text"]
                before, behind = text[max(0, begin - 45) : begin], text[end : end + 15]
                print(
                    f"{row['file'][:18]:18s} {name:6s} {before!r} >{text[begin:end]!r}< {behind!r}"
                )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--misses", metavar="LABEL")
    parser.add_argument("--tiers", choices=("sure", "all"), default="sure")
    chosen = parser.parse_args()
    tiers = {"confirmed", "likely"} | ({"possible"} if chosen.tiers == "all" else set())
    rows = records(chosen.folder)
    found = predicted(rows, frozenset(tiers))
    if chosen.predictions:
        with chosen.predictions.open("w", encoding="utf-8") as out:
            for row, spans in zip(rows, found, strict=True):
                listed = [{"start": a, "end": b, "label": label} for a, b, label in sorted(spans)]
                out.write(json.dumps({"id": row["id"], "spans": listed}) + "\n")
    if chosen.misses:
        _misses(rows, found, chosen.misses)
        return
    counts, rng = tallies(rows, found), np.random.default_rng(7)
    print(f"{'label':16s} {'gold':>5s} {'found':>5s} {'exact':>6s} {'lower':>6s} {'overlap':>7s}")
    known = {label(detector) for detector in names()}
    for (source, of), tally in sorted(counts.items()):
        if not source and of in known:
            total = np.array(tally.rows).sum(axis=0)
            print(
                f"{of:16s} {total[2]:5d} {total[3]:5d} {tally.f1():6.1f}"
                f" {tally.lower(rng):6.1f} {tally.f1(1):7.1f}"
            )
    scores = macro(counts)
    print(f"macro of {len(MACRO)}: {np.mean(scores):.1f}, least {min(scores):.1f}")
    for source in ("indiapii-templates-filled", "libphonenumber-examples"):
        if ((source, "PHONE")) in counts:
            print(f"PHONE in {source}: {counts[source, 'PHONE'].f1():.1f}")
    for name, rate in alarms(rows, found).items():
        print(f"alarms in 1,000 of {name}: {rate:.2f}")


if __name__ == "__main__":
    main()
