"""Passports and ABHA addresses: invented texts, written from the formats before the detectors saw them.

In `cases/` the value stands in [[ ]]; files called `_none` hold look-alikes and nothing else.
"""

from pathlib import Path

import pyarrow as pa
import pytest

from amanat.detect.scan import scan

CASES = Path(__file__).with_name("cases")
LEAST = 97


def lines(name):
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in text.splitlines()]


@pytest.mark.parametrize("category", ["passport", "abha_address"])
def test_values_are_found_and_look_alikes_are_not(category):
    texts, wanted = [], set()
    for row, line in enumerate(lines(category)):
        begin = line.index("[[")
        wanted.add((row, begin, line.index("]]") - begin - 2))
        texts.append(line.replace("[[", "").replace("]]", ""))
    looks_alike = lines(f"{category}_none")
    assert len(wanted) == 60
    assert len(looks_alike) == 40
    found = {
        (hit["row"], hit["offset"], hit["length"])
        for hit in scan(pa.array(texts + looks_alike, pa.large_string())).to_pylist()
        if hit["category"] == category and hit["tier"] != "possible"
    }
    assert 200 * len(found & wanted) / (len(found) + len(wanted)) >= LEAST
