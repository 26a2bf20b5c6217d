import zipfile

import pytest
from cases_slack import APPS, CASES, CHANNELS, DMS, GROUPS, MESSAGES, USERS
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import KEYS, Case, extracted, head_of

from amanat.evidence.extract import extract_found
from amanat.sources.discover import discover


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_file_of_the_export_is_known_by_its_keys(tmp_path, case):
    is_recognised(case, tmp_path)


def test_members_are_known_by_address_and_guests_are_none_of_our_own(tmp_path):
    is_recognised(USERS, tmp_path / "a", **{"profile.email": "email", "id": "record_id"})
    found = ids(USERS, tmp_path / "b")
    assert [row for row, kind, who in found if (kind, who) == ("email", "staff")] == [0, 1]
    assert [row for row, kind, who in found if (kind, who) == ("email", "own")] == [0, 1, 2]
    states = extracted(USERS, tmp_path / "b")["rows"].column("state").to_pylist()
    assert states == ["active", "deleted", "active"]


@pytest.mark.parametrize(
    ("case", "opened"),
    [(CHANNELS, ["domain", "outsider"]), (GROUPS, ["group"]), (DMS, ["user"])],
    ids=lambda each: getattr(each, "object", ""),
)
def test_a_channel_is_open_to_all_a_group_to_its_members_a_shared_one_to_outsiders(
    tmp_path, case, opened
):
    assert extracted(case, tmp_path)["grants"].column("opened_to").to_pylist() == opened


def test_a_private_channel_of_the_api_is_not_open_to_all(tmp_path):
    records = tuple({**record, "is_private": True} for record in CHANNELS.records)
    listed = Case("slack", "channels", "a.json", records=records, people=None)
    assert set(extracted(listed, tmp_path)["grants"].column("opened_to").to_pylist()) == {"group"}


def test_messages_lie_in_the_channel_that_the_list_of_channels_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as out:
        for case in (USERS, CHANNELS):
            out.writestr(case.file, case.text())
        out.writestr("general/2024-05-01.json", MESSAGES.text())
    units = {
        found.where.members[-1]: extract_found(found, keys=KEYS)
        for found in discover([tmp_path], workspace=None)
    }
    grants = units["channels.json"]["grants"]
    (unit,) = units["general/2024-05-01.json"]["unit"].to_pylist()
    keys = dict(zip(grants["place_key"].to_pylist(), grants["opened_to"].to_pylist(), strict=True))
    assert keys[unit["place_key"]] == "domain"
    assert unit["place_kind"] == "channel"


def test_apps_and_when_they_came_are_integrations(tmp_path):
    rows = extracted(APPS, tmp_path)["integrations"].to_pylist()
    assert [(row["product"], f"{row['seen_from']:%Y-%m-%d}") for row in rows] == [
        ("hubspot", "2024-05-01"),
        (None, "2024-05-02"),
    ]


def test_texts_are_searched_once_and_mails_that_bots_post_too(tmp_path):
    assert mentions(MESSAGES, tmp_path) == {("aadhaar", 0), ("email", 1)}


def test_a_message_is_dated_in_utc_and_one_taken_back_is_deleted(tmp_path):
    assert moments(MESSAGES, tmp_path)[0] == ("2024-05-01 09:50", "known")
    states = extracted(MESSAGES, tmp_path)["rows"].column("state").to_pylist()
    assert states == ["active", "active", "deleted"]


def test_a_field_of_our_own_in_profiles_is_searched(tmp_path):
    finds_aadhaar(USERS, tmp_path)


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "name": "Pune", "members": ["a"], "created": 1},
        {"type": "message", "user": "u", "body": "x", "time": 1},
        {"id": 1, "is_owner": True, "real_name": "Asha"},
        {"id": "a", "created": 1, "members": []},
    ],
)
def test_like_keys_alone_are_not_slack(tmp_path, record):
    (tmp_path / "x").mkdir()
    case = Case(None, "rows", "data.json", records=(record, record))
    assert head_of(case, tmp_path / "x").layout.product is None


def test_the_days_of_a_channel_are_one_place(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as out:
        for day in ("2024-05-01", "2024-05-02"):
            out.writestr(f"general/{day}.json", MESSAGES.text())
        out.writestr("renewals/2024-05-01.json", MESSAGES.text())
    places = [
        extract_found(found, keys=KEYS)["unit"].column("place_key").to_pylist()[0]
        for found in discover([tmp_path], workspace=None)
    ]
    assert places[0] == places[1] != places[2]
