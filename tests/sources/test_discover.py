import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from reading import found, only, read_file, reasons

from amanat.sources.discover import discover
from amanat.sources.limits import Limits
from amanat.sources.opening import close_containers, open_unit

TABLE = "Name,Email\nMeena,meena@example.in\nArjun,arjun@example.com\n"
HEX = "8f1c0a2b3c4d5e6f708192a3b4c5d6e2"


def packed(members, how=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", how) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return data.getvalue()


def nested(depth, how=zipfile.ZIP_DEFLATED):
    data = packed({"deep.csv": TABLE}, how)
    for level in range(depth - 1):
        data = packed({f"level-{level}.zip": data}, how)
    return data


def test_files_are_found_once_and_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.csv").write_text(TABLE)
    (tmp_path / "a.csv").write_text(TABLE)
    units = found(tmp_path / "a.csv", tmp_path, tmp_path / "b")
    assert [Path(unit.where.file).name for unit in units] == ["a.csv", "two.csv"]


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_zips_are_read_in_place_to_the_third_depth(tmp_path, how):
    (tmp_path / "three.zip").write_bytes(nested(3, how))
    head, rows, _ = read_file(tmp_path / "three.zip")
    assert head.found.where.members == ("level-1.zip", "level-0.zip", "deep.csv")
    assert rows[1] == ["Arjun", "arjun@example.com"]
    (tmp_path / "four.zip").write_bytes(nested(4, how))
    assert reasons(found(tmp_path / "four.zip")) == {"level-0.zip": "over_depth"}
    close_containers()


def test_a_zip_of_too_many_files_is_left_out_as_a_whole(tmp_path):
    (tmp_path / "many.zip").write_bytes(packed({f"{n}.csv": TABLE for n in range(6)}))
    few = Limits(max_members=5)
    assert [unit.reason for unit in found(tmp_path, limits=few)] == ["over_members"]
    assert [unit.reason for unit in found(tmp_path, limits=replace(few, max_members=6))] == [
        None
    ] * 6


def test_a_packed_zip_above_the_limit_is_over_size(tmp_path):
    (tmp_path / "big.zip").write_bytes(packed({"in.zip": packed({"a.csv": os.urandom(5000)})}))
    small = Limits(max_nested=1000)
    assert reasons(found(tmp_path, limits=small)) == {"in.zip": "over_size"}


def test_a_member_may_be_read_while_others_are_opened(tmp_path):
    for number in range(7):
        (tmp_path / f"{number}.zip").write_bytes(packed({"a.csv": TABLE}))
    streams = [open_unit(unit.where) for unit in found(tmp_path)]
    assert {stream.read() for stream in streams} == {TABLE.encode()}
    for stream in streams:
        stream.close()
    close_containers()


def test_what_systems_leave_about_is_no_unit(tmp_path):
    for name in (".DS_Store", "Thumbs.db", "._a.csv", "~$plan.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    inner = {"__MACOSX/._a.csv": b"x", "a/.DS_Store": b"x", "a/b.csv": TABLE}
    (tmp_path / "z.zip").write_bytes(packed(inner))
    assert reasons(found(tmp_path)) == {"b.csv": None}


def test_media_and_other_formats_are_counted_and_told(tmp_path):
    names = {
        "call.m4a": "media_not_read",
        "photo.JPG": "media_not_read",
        "old.doc": "format_unsupported",
        "mails.pst": "format_unsupported",
        "all.rar": "unpack_first",
        "readme": None,
        "table.csv.gz": None,
    }
    for name in names:
        (tmp_path / name).write_bytes(b"words")
    assert reasons(found(tmp_path)) == names


@pytest.mark.parametrize(
    ("name", "agreement"),
    [
        ("HubSpot DPA 2025 signed.pdf", True),
        ("data-processing_addendum.docx", True),
        ("Acme MSA.pdf", True),
        ("VendorAgreement.pdf", True),
        ("Freshworks contract v2.docx", True),
        ("Order processing guide.pdf", False),
        ("Contractor list.pdf", False),
        ("adpa.pdf", False),
        ("agreement.csv", False),
    ],
)
def test_a_name_that_speaks_of_an_agreement_is_told(tmp_path, name, agreement):
    (tmp_path / name).write_text(TABLE)
    unit = only(tmp_path / name)
    assert unit.agreement is agreement
    assert (unit.reason == "agreement_not_read") is agreement


def test_the_view_of_a_notion_database_is_a_duplicate_of_all_its_rows(tmp_path):
    members = {
        f"Export/Contacts {HEX}.csv": TABLE,
        f"Export/Contacts {HEX}_all.csv": TABLE,
        f"Export/Deals {HEX[::-1]}.csv": TABLE,
        f"Other/Contacts {HEX}.csv": TABLE,
    }
    (tmp_path / "n.zip").write_bytes(packed(members))
    told = {unit.where.members[0]: unit.reason for unit in found(tmp_path)}
    assert [name for name, reason in told.items() if reason] == [f"Export/Contacts {HEX}.csv"]
    assert told[f"Export/Contacts {HEX}.csv"] == "duplicate"


def test_our_own_folder_is_named_and_not_walked(tmp_path):
    own = tmp_path / "amanat-work"
    (own / "audits").mkdir(parents=True)
    (own / "audits" / "a.csv").write_text(TABLE)
    (tmp_path / "a.csv").write_text(TABLE)
    units = discover([tmp_path], workspace=own)
    assert [unit.reason for unit in units] == [None, "own_workspace"]
    (own / "amanat.toml").write_text("")
    assert [unit.reason for unit in discover([tmp_path], workspace=None)] == [None, "own_workspace"]


def test_what_is_excluded_is_not_found(tmp_path):
    (tmp_path / "old").mkdir()
    for name in ("a.csv", "b.tmp", "old/c.csv"):
        (tmp_path / name).write_text(TABLE)
    assert reasons(found(tmp_path, exclude=["*.tmp", "old"])) == {
        str(tmp_path / "a.csv").rsplit("/", 1)[-1]: None
    }
    assert len(found(tmp_path, exclude=["old/*"])) == 2


def test_a_known_container_is_not_opened(tmp_path):
    (tmp_path / "z.zip").write_bytes(b"never opened")
    units = found(tmp_path, known=lambda _path, stat: stat.size == 12)
    assert [(unit.format, unit.reason) for unit in units] == [("zip", None)]


def test_a_missing_folder_is_unreadable(tmp_path):
    assert [unit.reason for unit in found(tmp_path / "none")] == ["unreadable"]


def test_a_table_under_a_workbooks_name_is_read_as_text(tmp_path):
    (tmp_path / "report.xls").write_text("Name\tEmail\tCity\nMeena\tm@example.in\tPune\n")
    head, rows, _ = read_file(tmp_path / "report.xls")
    assert head.columns == ("Name", "Email", "City")
    assert rows == [["Meena", "m@example.in", "Pune"]]
