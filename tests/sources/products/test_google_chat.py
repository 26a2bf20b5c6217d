import zipfile

import pytest
from cases_google_chat import CASES, MESSAGES
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import KEYS, Case, extracted, head_of

from amanat.evidence.extract import extract_found
from amanat.sources.discover import discover


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_file_of_a_space_is_known_by_its_keys(tmp_path, case):
    is_recognised(case, tmp_path)


def test_messages_tell_text_sender_and_time_in_utc(tmp_path):
    assert mentions(MESSAGES, tmp_path) == {("aadhaar", 0)}
    assert {who for _, kind, who in ids(MESSAGES, tmp_path) if kind == "email"} == {"staff"}
    assert moments(MESSAGES, tmp_path) == [
        ("2025-03-04 09:15", "known"),
        ("2025-03-04 21:16", "known"),
    ]
    states = extracted(MESSAGES, tmp_path)["rows"].column("state").to_pylist()
    assert states == ["active", "deleted"]


def test_members_of_a_space_can_open_its_messages_and_strangers_are_guests(tmp_path):
    folder = "Takeout/Google Chat/Groups/Space AAAA1234/"
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w") as out:
        for case in CASES:
            out.writestr(folder + case.file, case.text())
    tables = {
        found.where.members[-1].rpartition("/")[2]: extract_found(
            found, keys=KEYS, own_domains=("firm.example.in",)
        )
        for found in discover([tmp_path], workspace=None)
    }
    grants = tables["group_info.json"]["grants"]
    assert grants.column("opened_to").to_pylist() == ["user", "guest"]
    (place,) = tables["messages.json"]["unit"].column("place_key").to_pylist()
    assert set(grants.column("place_key").to_pylist()) == {place}


def test_a_key_of_our_own_beside_messages_is_searched(tmp_path):
    finds_aadhaar(MESSAGES, tmp_path)


@pytest.mark.parametrize(
    "record",
    [
        {"created_date": "2025-03-04", "text": "x", "author": "y"},
        {"name": "Pilots", "members": ["a", "b"]},
    ],
)
def test_like_keys_alone_are_not_google_chat(tmp_path, record):
    case = Case(None, "rows", "messages.json", records=(record, record))
    assert head_of(case, tmp_path).layout.product is None
