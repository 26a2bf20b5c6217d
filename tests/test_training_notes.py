"""The notes that were written for training: what they promise of themselves."""

import json
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "training" / "notes"
TOPICS = {
    "health", "finances", "caste_religion", "politics", "sexual_life", "biometrics", "children",
    "family", "criminal",
}  # fmt: skip
#: A word may hold the vowel signs of Devanagari, which are no letters.
WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0903\u093a-\u094f\u0962\u0963])+")


def notes(side):
    lines = (FOLDER / f"{side}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def runs(text, size):
    words = WORD.findall(text.lower())
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


@pytest.mark.parametrize(("side", "least"), [("train", 1400), ("kept", 700)])
def test_every_piece_is_a_slice_of_its_text_and_half_are_no_topic(side, least):
    rows = notes(side)
    assert len({row["id"] for row in rows}) == len(rows) >= least
    for row in rows:
        for piece in [*row["spans"], *row["topics"]]:
            assert row["text"][piece["start"] : piece["end"]] == piece["text"], row["id"]
        assert {topic["topic"] for topic in row["topics"]} <= TOPICS
        assert all(topic["person"] in row["text"] for topic in row["topics"])
        assert not (row["trap"] and row["topics"]), row["id"]
    plain = sum(not row["topics"] for row in rows)
    assert 0.4 < plain / len(rows) < 0.6
    assert {row["lang"] for row in rows} == {"en", "hinglish", "hi"}


def test_no_two_notes_share_a_run_of_six_words_and_none_of_five_across_the_split():
    seen = {}
    for row in [*notes("train"), *notes("kept")]:
        for run in runs(row["text"], 6):
            assert seen.setdefault(run, row["id"]) == row["id"], (row["id"], seen[run])
    sides = [
        set().union(*(runs(row["text"], 5) for row in notes(side))) for side in ("train", "kept")
    ]
    assert not sides[0] & sides[1]
    writers = [{row["id"].split("-")[0] for row in notes(side)} for side in ("train", "kept")]
    assert not writers[0] & writers[1]
