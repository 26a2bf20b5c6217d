"""Names of people in text: what the tagger finds, what it leaves alone, and what it costs."""

import hashlib
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amanat.detect import find_names
from amanat.detect import names_tokens as nt
from amanat.detect.names_model import NAMES, read_weights, weights

ROOT = Path(__file__).parents[2]


def names(text, tier=None):
    rows = find_names(pa.array([text], pa.large_string())).to_pylist()
    return [
        text[row["offset"] : row["offset"] + row["length"]]
        for row in rows
        if tier in (None, row["tier"])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spoke to Kavitha Subramaniam about the renewal", ["Kavitha Subramaniam"]),
        ("Hi Suresh, please share the invoice. Regards, Meera Nair", ["Suresh", "Meera Nair"]),
        ("call with rohit sharma tomorrow", ["rohit sharma"]),
        ("kal Gurpreet ko phone karna hai", ["Gurpreet"]),
        ("सुनीता वर्मा ने कहा कि बिल नहीं मिला।", ["सुनीता वर्मा"]),
        ("Rohan: the demo is at four\nDivya: ok", ["Rohan", "Divya"]),
        ("Applicant Name: Farhan Qureshi\nPIN Code: 560001", ["Farhan Qureshi"]),
        ("John Smith told Mary that the plan is dead", ["John Smith", "Mary"]),
    ],
)
def test_names_are_found_in_english_hinglish_hindi_forms_and_chats(text, expected):
    assert names(text, "likely") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pooja's ticket is open", ["Pooja"]),
        ("Dr. Anand Kulkarni will call", ["Anand Kulkarni"]),
        ("Sunita ji se baat hui", ["Sunita"]),
        ("spoke to Mr Deepak Mehta", ["Deepak Mehta"]),
        ("thanks @Rohit for the fix", ["Rohit"]),
    ],
)
def test_titles_possessives_and_at_signs_stand_outside_the_name(text, expected):
    assert names(text, "likely") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Office closed for Diwali and Guru Nanak Jayanti",
        "The branch on Mahatma Gandhi Road, Bengaluru is open",
        "Tata Motors and Bajaj Finserv renewed for a year",
        "asha hai ki kaam ho jayega",
        "The dashboard is slow since Monday",
        "grahak ko refund chahiye",
        "कृपया पासवर्ड बदलें और दोबारा प्रयास करें।",
        "write to kavita.sharma@example.in",
        "see https://example.in/rahul/verma for more",
        "PAN ABCPK1234L, UPI meera22@okbank",
        "",
        "   \n\t ",
        "12345 67890",
    ],
)
def test_festivals_streets_firms_words_and_addresses_name_nobody(text):
    assert names(text, "likely") == []


def test_offsets_are_code_points_of_the_cell():
    text = "ग्राहक 🙂 से बात: Kavita Sharma ने हाँ कहा"
    [row] = find_names(pa.array(["x", text])).to_pylist()
    assert row["row"] == 1
    assert text[row["offset"] : row["offset"] + row["length"]] == "Kavita Sharma"


def test_nulls_slices_chunks_and_dictionaries_are_read_alike():
    texts = ["skip", None, "call Kavita Sharma", "", "Rohit Verma left"]
    plain = find_names(pa.array(texts)).to_pylist()
    assert [row["row"] for row in plain] == [2, 4]
    chunks = pa.chunked_array([pa.array(texts[:3]), pa.array(texts[3:])])
    assert find_names(chunks).to_pylist() == plain
    assert find_names(pa.array(texts).dictionary_encode()).to_pylist() == plain
    assert [row["row"] for row in find_names(pa.array(texts).slice(2)).to_pylist()] == [0, 2]
    assert find_names(pa.array([], pa.string())).schema == NAMES
    assert find_names(pa.array([None, None], pa.string())).num_rows == 0


def test_a_nul_in_the_text_ends_nothing_but_the_word():
    rows = find_names(pa.array(["a\0b", "call Kavita Sharma"])).to_pylist()
    assert [(row["row"], row["offset"], row["length"]) for row in rows] == [(1, 5, 13)]


texts_of_all_kinds = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "Kavita,",
                "mail a@example.in",
                "http://x.in/",
                "ABC12",
                "सुनीता",
                "Hi Rohit\nok",
                "K. Rao",
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(texts_of_all_kinds)
def test_a_cell_is_judged_alone_whatever_stands_beside_it(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    together = find_names(pa.array(texts, pa.large_string())).to_pylist()
    alone = [
        {**row, "row": index}
        for index, text in enumerate(texts)
        for row in find_names(pa.array([text], pa.large_string())).to_pylist()
    ]
    assert together == alone


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_tokens_lie_in_order_and_miss_no_letter(text):
    text = text.encode("utf-8", "ignore").decode()
    data = np.frombuffer(text.encode() + b"\0", dtype=np.uint8)
    found = nt.tokens(data)
    assert (found.end > found.start).all()
    assert (found.start[1:] >= found.end[:-1]).all()
    covered = {
        at for start, end in zip(found.start, found.end, strict=True) for at in range(start, end)
    }
    letters = {
        at for at, byte in enumerate(data.tolist()) if chr(byte).isascii() and chr(byte).isalnum()
    }
    assert letters <= covered


@settings(max_examples=50, deadline=None)
@given(st.text("abcXYZäÖकखगिा", min_size=1, max_size=15))
def test_a_word_has_one_hash_however_it_is_reached(word):
    data = np.frombuffer(f"\0{word}\0".encode(), dtype=np.uint8)
    found = nt.tokens(data)
    codes, first = nt.distinct(nt.type_hashes(data, found))
    types = nt.describe(data, found, first)
    assert found.start[1] == 1
    if found.end[1] == 1 + len(word.encode()) <= 49:
        assert int(types.word[codes[1]]) == nt.word_hash(word)


def test_spans_do_not_overlap_and_come_in_order():
    texts = ["Kavita, Rohit and Dr. Meera K. Nair met D'Souza"] * 50
    rows = find_names(pa.array(texts)).to_pylist()
    ends = [(row["row"], row["offset"] + row["length"]) for row in rows]
    starts = [(row["row"], row["offset"]) for row in rows]
    assert starts == sorted(starts)
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_the_weights_are_small_and_know_no_text():
    path = files("amanat.detect") / "data" / "names.npz"
    assert len(path.read_bytes()) <= 8_000_000
    # the lists are kept as hashes, so that no name can be read out of them
    assert all(getattr(weights(), each).dtype.kind in "uif" for each in weights().__slots__)


def test_a_long_column_is_read_in_parts_with_rows_of_its_own():
    texts = ["Spoke to Kavitha Subramaniam, ref " + "7" * 400] * 12_000
    rows = find_names(pa.array(texts, pa.large_string()))
    assert rows["row"].to_pylist() == list(range(len(texts)))
    assert set(rows["offset"].to_pylist()) == {9}


def test_a_weak_name_is_raised_by_a_sure_one_in_the_same_cell_only():
    lone = names("ok Pihu", "likely")
    together = names("Regards, Pihu Sharma\nok Pihu", "likely")
    assert together.count("Pihu") >= lone.count("Pihu")


@pytest.mark.proof
def test_the_same_seed_gives_the_same_weights(tmp_path):
    """A small training, twice: the figures of the model card come from the whole one."""
    sets, notes = tmp_path / "sets", tmp_path / "notes.jsonl"
    sets.mkdir()
    line = {"text": "I met Kavita in Pune", "spans": [{"start": 6, "end": 12, "label": "PERSON"}]}
    (sets / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    note = {"text": "Spoke to Rohit Verma", "persons": ["Rohit Verma"]}
    notes.write_text(json.dumps(note) + "\n", encoding="utf-8")
    printed, digests = [], []
    for number in range(2):
        out = tmp_path / f"{number}.npz"
        command = [sys.executable, "bench/train_names.py", "--sets", str(sets)]
        command += ["--notes", str(notes), "--out", str(out), "--rounds", "1", "--own", "1500"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": "src", "PYTHONHASHSEED": str(number)},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(done.stdout.strip())
        model = read_weights(out)
        digests.append(hashlib.sha256(model.groups.tobytes()).hexdigest())
    assert printed[0] == printed[1]
    assert len(printed[0]) == 64
    assert digests[0] == digests[1]
