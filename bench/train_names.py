"""Train the names tagger and write its weights: same inputs, same seed, same file.

    python bench/train_names.py --sets DIR --notes FILE [FILE ...] --wheels DIR --out names.npz

`--sets` holds the labelled sets of `docs/model-card-names.md`, `--notes` are notes written
for this project, `--wheels` holds the two packages of `names_vectors.py`. One core, some
minutes. Prints the SHA-256 of the weights.
"""

import argparse
import hashlib
import os
import random
import re
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import names_net as net
import numpy as np
from names_sets import held_out, labelled, written
from names_text import Record, Writer
from names_vectors import Vectors, nothing, read

from amanat.detect import names_tokens as nt
from amanat.detect.names_model import _EDGE, _spaced, places

LABELS = {"PERSON": 1, "ORG": 3, "LOCATION": 4, "OTHER": 5}
SEED = 20251124
NATIVE = re.compile("[\u0900-\u097f]{3}")
#: Which of the eight lists hold names of people.
NAME_LISTS = 0b1111
#: Words that stand beside a name and are none.
TITLES = (
    *("mr", "mrs", "ms", "dr", "shri", "smt", "sri", "prof", "adv", "er", "capt", "col", "sir"),
    *("madam", "ji", "garu", "saab", "sahab", "maam", "inspector", "rev", "श्री", "श्रीमती"),
    *("जी", "डॉ", "सुश्री", "श्रीमान"),
)


def encode(records: list[Record]) -> tuple[nt.Bytes, nt.Tokens, net.Ints]:
    """Return the records as one buffer, its tokens and their labels."""
    pad = b"\0"
    out, starts, ends, labels = [pad], [], [], []
    at = 1
    for record in records:
        text = record.text.replace("\0", " ")
        marks = [*record.spans, *((a, b, "skip") for a, b in record.skip)]
        plain = text.isascii()
        for start, end, label in sorted(marks):
            starts.append(at + (start if plain else len(text[:start].encode())))
            ends.append(at + (end if plain else len(text[:end].encode())))
            labels.append(LABELS.get(label, -1))
        data = text.encode("utf-8", "replace")
        out += [data, pad]
        at += len(data) + 1
    buffer = np.frombuffer(b"".join(out), dtype=np.uint8)
    found = _spaced(nt.tokens(buffer))
    begin, end, kind = (np.array(each, dtype=np.int64) for each in (starts, ends, labels))
    which = np.searchsorted(begin, found.start, side="right") - 1
    inside = (which >= 0) & (found.start < end[np.maximum(which, 0)])
    label = np.where(inside, kind[np.maximum(which, 0)], 0)
    again = np.append(False, inside[1:] & inside[:-1] & (which[1:] == which[:-1]))
    label[(label == 1) & again] = 2
    return buffer, found, label


def lists(writer: Writer) -> tuple[nt.Hashes, nt.Bytes]:
    """Return hashes of listed words and in which of the eight lists each stands."""
    own = writer.own
    groups = [
        [*own["given"], *writer.given_indian, *writer.given_native],
        [*own["surname"], *writer.surname_indian, *writer.surname_native],
        writer.given_world,
        writer.surname_world,
        writer.common,
        [
            *own["place"],
            *own["devanagari_place"],
            *writer.places_indian,
            *writer.places_world,
            *writer.places_native,
        ],
        [*own["festival"], *own["deity"], *own["devanagari_festival"], *own["org"], *own["brand"]],
        [*own["title"], *own["after"], *own["devanagari_title"], *own["devanagari_after"]],
    ]
    bits: dict[int, int] = {}
    for bit, group in enumerate(groups):
        for name in group:
            for word in name.replace("-", " ").replace("'", " ").split():
                key = nt.word_hash(word.strip("."))
                bits[key] = bits.get(key, 0) | 1 << bit
    keys = sorted(bits)
    return np.array(keys, np.uint64), np.array([bits[key] for key in keys], np.uint8)


class Epoch:
    """All text of one round, ready to be cut into batches."""

    def __init__(self, records: list[Record], shared: "Shared") -> None:
        data, found, self.label = encode(records)
        codes, first = nt.distinct(nt.type_hashes(data, found))
        self.types = nt.describe(data, found, first)
        self.codes = codes.astype(np.int64)
        self.lines = nt.line_classes(found, self.types.shape[codes]).astype(np.int64)
        self.vector = places(shared.vector_words, self.types.word)
        self.vector[self.vector >= 0] = shared.vector_order[self.vector[self.vector >= 0]]
        at = places(shared.listed_words, self.types.word)
        bits = np.where(at >= 0, shared.listed[np.maximum(at, 0)], 0)
        self.flags = ((bits[:, None] >> np.arange(8)) & 1).astype(np.float32)
        self.cuts = np.flatnonzero(found.kind == nt.END)[::_EDGE]

    def batches(self, size: int) -> list[net.Batch]:
        """Cut at the ends of records into batches of about `size` tokens."""
        result, low = [], 0
        for cut in [*self.cuts[1:].tolist()]:
            if cut + _EDGE - low >= size or cut == self.cuts[-1]:
                result.append(self._batch(low, cut + _EDGE))
                low = cut
        return result

    def _batch(self, low: int, high: int) -> net.Batch:
        some, codes = np.unique(self.codes[low:high], return_inverse=True)
        bounds = np.append(self.types.first, len(self.types.groups))
        sizes = bounds[some + 1] - bounds[some]
        first = np.cumsum(sizes) - sizes
        groups = self.types.groups[
            np.repeat(bounds[some] - first, sizes) + np.arange(int(sizes.sum()))
        ]
        return net.Batch(
            self.types.shape[some].astype(np.int64),
            groups,
            first,
            self.flags[some],
            self.vector[some],
            codes.astype(np.int64),
            self.lines[low:high],
            self.label[low:high],
        )


class Shared:
    """What all rounds use: word vectors and lists by hash."""

    def __init__(self, vectors: Vectors, writer: Writer) -> None:
        hashes = np.array([nt.word_hash(word) for word in vectors.words], np.uint64)
        self.vector_order = np.argsort(hashes, kind="stable")
        self.vector_words = hashes[self.vector_order]
        self.vectors = vectors.values
        # English words that no model knows with a capital are no names
        held = np.abs(vectors.values.reshape(len(hashes), 3, -1)).sum(axis=2) > 0
        self.small_only = hashes[held[:, 0] & ~held[:, 1] & held[:, 2]]
        self.listed_words, self.listed = lists(writer)


def round_of(sets: dict[str, list[Record]], writer: Writer, own: int, copies: int) -> list[Record]:
    """Return the records of one round in random order."""
    rng = writer.rng
    records = [writer.record() for _ in range(own)]
    for name, rows in sets.items():
        times = copies if name == "notes" else 1 if name.startswith("il-ner") else 2
        for _ in range(times):
            for row in rows:
                if name == "il-ner-hindi-train" and not row.spans and rng.random() < 0.5:
                    continue
                record = writer.changed(row, 0.4)
                if NATIVE.search(record.text) and rng.random() < 0.3:
                    record = writer.in_latin(record)
                records.append(record)
    rng.shuffle(records)
    return records


def int8(table: net.Floats) -> tuple[np.ndarray, net.Floats]:
    """Return a table with 8 bits a weight and the scale of each column."""
    top = np.abs(table)
    scale = (np.quantile(top, 0.9999, axis=0) / 127).astype(np.float32)
    scale[scale == 0] = 1
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale


def plain_words(sets: list[Record], shared: Shared) -> nt.Hashes:
    """Return words that stand in the text in small letters and never in a name."""
    data, found, label = encode(sets)
    codes, first = nt.distinct(nt.type_hashes(data, found))
    types = nt.describe(data, found, first)
    named = np.bincount(codes, weights=(label == 1) | (label == 2), minlength=len(first))
    seen = np.bincount(codes, minlength=len(first))
    small = (types.shape == nt.S_LOWER) | (types.shape == nt.S_DEVANAGARI)
    at = places(shared.listed_words, types.word)
    listed = (at >= 0) & ((shared.listed[np.maximum(at, 0)] & NAME_LISTS) > 0)
    ever = np.unique(types.word[named > 0])
    words = types.word[small & (seen >= 3) & ~listed]
    at = places(shared.listed_words, shared.small_only)
    unlisted = (at < 0) | ((shared.listed[np.maximum(at, 0)] & NAME_LISTS) == 0)
    at = (shared.listed & (1 << 4)) > 0
    common = shared.listed_words[at & ((shared.listed & NAME_LISTS) == 0)]
    return np.setdiff1d(np.concatenate([words, shared.small_only[unlisted], common]), ever)


def export(p: dict[str, net.Floats], shared: Shared, plain: nt.Hashes, path: Path) -> str:
    """Write the weights; return their SHA-256."""
    groups, group_scale = int8(p["groups"])
    projected = (shared.vectors @ p["project"])[shared.vector_order]
    vectors, vector_scale = int8(projected)
    half = {
        name: p[name].astype(np.float16)
        for name in (
            "shapes",
            "lists",
            "inner",
            "inner_bias",
            "near",
            "lines",
            "wide",
            "wide_bias",
            "last",
            "last_bias",
        )
    }
    held = {
        "groups": groups,
        "group_scale": group_scale,
        "vector_words": shared.vector_words,
        "vectors": vectors,
        "vector_scale": vector_scale,
        "listed_words": shared.listed_words,
        "listed": shared.listed,
        "plain_words": plain,
        "title_words": np.unique(np.array([nt.word_hash(w) for w in TITLES], np.uint64)),
        **half,
    }
    digest = hashlib.sha256()
    for name in sorted(held):
        digest.update(name.encode() + held[name].tobytes())
    np.savez_compressed(path, **held)
    return digest.hexdigest()


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--notes", type=Path, nargs="+", required=True)
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--own", type=int, default=14000)
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.004)
    parser.add_argument("--drop", type=float, default=0.35)
    parser.add_argument("--size", type=int, default=600)
    options = parser.parse_args()
    began = time.monotonic()
    writer = Writer(SEED)
    sets = {path.stem: labelled(path) for path in sorted(options.sets.glob("*.jsonl"))}
    notes = [record for path in options.notes for record in written(path)]
    sets["notes"] = [record for record in notes if not held_out(record)]
    shared = Shared(read(options.wheels) if options.wheels else nothing(), writer)
    rng = np.random.default_rng(SEED)
    p = net.parameters(rng, shared.vectors.shape[1])
    adam = net.Adam(p)
    average: dict[str, net.Floats] = {}
    shown = 0
    for number in range(options.rounds):
        epoch = Epoch(round_of(sets, writer, options.own, options.copies), shared)
        batches = epoch.batches(options.size)
        losses = []
        for index, batch in enumerate(batches):
            done = (number + index / len(batches)) / options.rounds
            rate = options.rate * min(1, adam.t / 100) * (1 - done) + 1e-5
            loss, grads, rows = net.step(p, batch, shared.vectors, rng, options.drop)
            adam.update(grads, rows, rate, 0.0 if number == 0 else 0.01)
            losses.append(loss)
            at_end = number == options.rounds - 1 and index == len(batches) - 1
            # the mean of the last third of all steps is steadier than the last one
            if (done > 0.66 and index % 20 == 0) or at_end:
                shown += 1
                for name, value in p.items():
                    kept = average.setdefault(name, np.zeros_like(value))
                    kept += (value - kept) / np.float32(shown)
        print(
            f"round {number + 1}: {len(epoch.codes)} tokens, loss {np.mean(losses):.4f}, "
            f"{time.monotonic() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    everything = [record for rows in sets.values() for record in rows]
    everything += [writer.record() for _ in range(options.own)]
    plain = plain_words(everything, shared)
    print(export(average, shared, plain, options.out))


if __name__ == "__main__":
    random.seed(SEED)
    main()
