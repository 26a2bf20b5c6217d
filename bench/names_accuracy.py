"""How well and how fast names are found: F1 exact and by overlap for each labelled set.

    python bench/names_accuracy.py --pii DIR --notes FILE [--weights names.npz] [--written FILE ...]

`--pii` and `--notes` are the labelled sets of `docs/model-card-names.md`; of `--written` only the
fifth that the training leaves out counts. Prints figures, never text.
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pyarrow as pa
from names_sets import held_out, written

from amanat.detect.names_model import Weights, names_with, read_weights, weights

Span = tuple[int, int]
Rows = list[tuple[str, list[Span]]]
SETS = ("uner-english-ewt", "wnut17", "il-ner-hindi", "indiapii-templates-filled")
#: Bytes of text for the speed.
SPEED = 12_000_000


def read(path: Path) -> Rows:
    """Read a labelled set: texts and their PERSON spans."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        (
            row["text"],
            [(each["start"], each["end"]) for each in row["spans"] if each["label"] == "PERSON"],
        )
        for row in rows
    ]


def matched(gold: list[Span], found: list[Span]) -> tuple[int, int]:
    """Count one-to-one matches: exact, and by overlap with the largest first."""
    exact = sum((Counter(gold) & Counter(found)).values())
    pairs = sorted(
        (max(a, c) - min(b, d), i, j)
        for i, (a, b) in enumerate(gold)
        for j, (c, d) in enumerate(found)
        if min(b, d) > max(a, c)
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return exact, len(left)


def _speaker(text: str, span: Span) -> bool:
    start, end = span
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 1] == ":"


def figures(model: Weights, rows: Rows, *, speakers: bool = True) -> str:
    """Return F1 exact and by overlap, precision, recall and false flags as a line."""
    table = names_with(model, pa.array([text for text, _ in rows], pa.large_string()))
    found: dict[int, list[Span]] = defaultdict(list)
    for row in table.to_pylist():
        if row["tier"] == "likely":
            found[row["row"]].append((row["offset"], row["offset"] + row["length"]))
    total: Counter[str] = Counter()
    for index, (text, gold) in enumerate(rows):
        kept = [span for span in gold if speakers or not _speaker(text, span)]
        guessed = [span for span in found[index] if speakers or not _speaker(text, span)]
        exact, overlap = matched(kept, guessed)
        total.update(exact=exact, overlap=overlap, gold=len(kept), found=len(guessed))
        total.update(empty=not gold, flagged=not gold and bool(found[index]))
    either = max(1, total["gold"] + total["found"])
    return (
        f"F1 {200 * total['exact'] / either:5.1f} / {200 * total['overlap'] / either:5.1f}   "
        f"P {100 * total['overlap'] / max(1, total['found']):5.1f}  "
        f"R {100 * total['overlap'] / max(1, total['gold']):5.1f}   "
        f"{total['gold']} names; {total['flagged']} of {total['empty']} nameless flagged"
    )


def speed(model: Weights, rows: Rows) -> float:
    """Return MB/s of processor time over texts that hold fresh words, as real columns do."""
    rng = random.Random(1)
    texts: list[str] = []
    size = 0
    while size < SPEED:
        words = rng.choice(rows)[0].split(" ")
        if len(words) > 3:
            syllables = [rng.choice("bdgkmnprst") + rng.choice("aeiou") for _ in range(3)]
            words[rng.randrange(len(words))] = "".join(syllables)
        texts.append(" ".join(words))
        size += len(texts[-1].encode())
    column = pa.array(texts, pa.large_string())
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        names_with(model, column)
        best = max(best, size / (time.process_time() - began) / 1e6)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pii", type=Path, required=True)
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--written", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    model = read_weights(options.weights) if options.weights else weights()
    everything: Rows = []
    for name in SETS:
        rows = read(options.pii / f"{name}.jsonl")
        everything += rows
        print(f"{name:26} {figures(model, rows, speakers='indiapii' not in name)}")
    notes = read(options.notes)
    print(f"{'notes':26} {figures(model, notes)}")
    records = [record for path in options.written for record in written(path) if held_out(record)]
    if records:
        rows = [(each.text, [(a, b) for a, b, _ in each.spans]) for each in records]
        print(f"{'written, held out':26} {figures(model, rows)}")
    print(f"{'speed':26} {speed(model, [*notes, *everything]):.1f} MB/s on one core")


if __name__ == "__main__":
    main()
