"""One table gives one set of findings, whatever format it is written in."""

import json
import tarfile
from functools import cache

import pytest
from faults import Watched

from amanat.evidence.store import read_table
from canary import Search
from tables import WRITERS
from walk import Home

COLUMNS = ("customer_name", "email", "phone", "visits", "call_notes")
ROWS = [
    (
        "Meena Iyer",
        "meena.iyer@example.in",
        "+91 90000 00001",
        3,
        "she gave her PAN ABCPE1234F on the phone",
    ),
    (
        "Arjun Rao",
        "arjun.rao@example.com",
        "+91 90000 00002",
        4,
        "Arjun has diabetes, so calls only after lunch",
    ),
    ("Kavita Das", "kavita.das@example.in", None, None, "asked about the renewal, call on Monday"),
    ("Zoë Müller", None, "+91 90000 00003", 1, "Her Aadhaar is 2345 6789 0124, please update"),
]
CANARIES = ["ABCPE1234F", "2345 6789 0124", "meena.iyer@example.in", "Kavita Das", "90000 00002"]


#: Readers of text share what the walking audit shows of CSV; the rest is read here by default.
DEFAULT = ("csv", "xls", "ods", "parquet", "avro", "sqlite")
FORMATS = [
    pytest.param(suffix, marks=() if suffix in DEFAULT else pytest.mark.proof) for suffix in WRITERS
]


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """Audits with one key, one for each format; the files bear one name without suffix."""
    root = tmp_path_factory.mktemp("formats")

    @cache
    def audit(suffix):
        folder = root / suffix / "exports"
        folder.mkdir(parents=True)
        WRITERS[suffix](folder / f"calls.{suffix}", COLUMNS, ROWS)
        home = Home(root / suffix / "home", same_key=True)
        done = home.audit(folder)
        assert done.code == 0, done.errors
        return home

    return audit


def table(home, name):
    return read_table(home.audits()[-1] / "evidence", name).to_pylist()


def findings(home):
    kept = json.loads((home.audits()[-1] / "findings.json").read_bytes())["findings"]
    return sorted((each["control"], each["verdict"], each["rule"]) for each in kept)


def mentions(home):
    return sorted(
        (
            each["kind"],
            each["category"],
            each["tier"],
            each["about"],
            each["row_ordinal"],
            each["column_ordinal"],
        )
        for each in table(home, "mentions")
    )


def fields(home):
    return sorted(
        (str(each["category"]), each["free_text"], each["filled"], each["hits"])
        for each in table(home, "fields")
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_table_gives_the_same_findings(audited, suffix):
    home, csv = audited(suffix), audited("csv")
    (unit,) = table(home, "units")
    assert (unit["format"], unit["status"], unit["records"]) == (suffix, "read", 4)
    assert mentions(home) == mentions(csv)
    assert fields(home) == fields(csv)
    assert findings(home) == findings(csv)
    assert "fails" in {verdict for _, verdict, _ in findings(csv)}
    assert Search(CANARIES).hits(home.at_rest()) == []


def test_what_did_not_change_is_not_opened_again_whatever_holds_it(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    for suffix in ("sqlite", "parquet", "xls"):
        WRITERS[suffix](folder / f"calls.{suffix}", COLUMNS, ROWS)
    (folder / "notes.txt").write_text("Meena asked about the renewal.")
    with tarfile.open(folder / "all.tgz", "w:gz") as packed:
        packed.add(folder / "notes.txt", "old/notes.txt")
        packed.add(folder / "calls.sqlite", "old/calls.sqlite")
    home = Home(tmp_path / "home", same_key=True)
    watched = Watched(tmp_path / "site")
    first = home.audit(folder, env=watched.environ())
    assert first.code == 0, first.errors
    assert {path for (path,) in watched.notes("file")} == {str(path) for path in folder.iterdir()}
    again = home.audit(folder, env=watched.environ())
    assert again.code == 0, again.errors
    assert watched.notes("file") == []
    assert "0 new" in again.text
