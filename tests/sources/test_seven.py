"""7z files that 7-Zip made are read in place; hostile ones cost themselves, with their reason."""

import bz2
import io
import random
import struct
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import found, reason_of, reasons, rows_of

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.recognise import recognise
from amanat.sources.sevens import listing
from seven_files import MADE, closed, number, seven_of

GOOD = (
    b"Name,Email,City\nMeena Iyer,meena.iyer@example.in,Pune\nArjun Rao,arjun@example.com,Surat\n"
)


def saved(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("packing", ["lzma", "lzma2", "bzip2", "deflate", "copy", "loose"])
def test_what_7_zip_packs_is_read_member_by_member(tmp_path, packing):
    units = found(saved(tmp_path / "t.7z", MADE[packing]))
    told = {unit.where.members[0]: unit for unit in units}
    assert told.pop("empty.csv").reason == "empty"
    assert {name: rows_of(recognise(unit)) for name, unit in told.items()} == {
        "a.csv": [
            ["Meena Iyer", "meena.iyer@example.in", "Pune"],
            ["Arjun Rao", "arjun@example.com", "Surat"],
        ],
        "old/b.csv": [["A", "1", "2"], ["B", "3", "4"]],
        "मीना.csv": [
            ["Meena Iyer", "meena.iyer@example.in", "Pune"],
            ["Arjun Rao", "arjun@example.com", "Surat"],
        ],
    }
    assert {unit.modified_how for unit in units} == {"container"}
    assert [unit.position for unit in units] == list(range(4))


def test_a_filter_before_lzma2_is_undone(tmp_path):
    (unit,) = found(saved(tmp_path / "t.7z", MADE["delta"]))
    assert len(rows_of(recognise(unit))) == 2


@pytest.mark.parametrize(
    ("packing", "expected"),
    [
        ("locked", {"a.csv": "encrypted"}),
        ("hidden", {"t.7z": "encrypted"}),
        ("bcj2", {"x.exe": "unpack_first"}),
    ],
)
def test_what_is_locked_or_packed_in_a_rare_way_says_so(tmp_path, packing, expected):
    assert reasons(found(saved(tmp_path / "t.7z", MADE[packing]))) == expected


def test_files_of_a_rare_packing_are_named_with_their_reason(tmp_path):
    told = reasons(found(saved(tmp_path / "t.7z", MADE["ppmd"])))
    assert told == {
        "a.csv": "unpack_first",
        "b.csv": "unpack_first",
        "मीना.csv": "unpack_first",
        "empty.csv": "empty",
    }


def test_a_part_of_several_has_to_be_joined_first(tmp_path):
    saved(tmp_path / "t.7z.001", MADE["lzma2"])
    assert reasons(found(tmp_path)) == {"t.7z.001": "unpack_first"}


def test_a_7z_is_told_by_its_content_and_read_within_others(tmp_path):
    inner = seven_of({"deep.csv": GOOD})
    saved(tmp_path / "t.dat", seven_of({"inner.7z": inner, "b.csv": GOOD}))
    units = found(tmp_path)
    assert [unit.where.members for unit in units] == [("inner.7z", "deep.csv"), ("b.csv",)]
    assert [len(rows_of(recognise(unit))) for unit in units] == [2, 2]


def test_7z_within_7z_ends_at_the_third(tmp_path):
    data = seven_of({"deep.csv": GOOD})
    for level in range(3):
        data = seven_of({f"{level}.7z": data})
    assert reasons(found(saved(tmp_path / "t.7z", data))) == {"0.7z": "over_depth"}


def test_names_lead_nowhere(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    saved(folder / "t.7z", seven_of({"../../out.csv": GOOD, "/etc/out.csv": GOOD}))
    assert [len(rows_of(recognise(unit))) for unit in found(folder)] == [2, 2]
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["t.7z"]


# --- hostile ----------------------------------------------------------------------------------


def test_a_bomb_is_refused_by_what_its_list_says_before_anything_is_unpacked(tmp_path):
    bomb = seven_of({"bomb.csv": b"0" * (40 << 20)}, packing="bzip2")
    assert len(bomb) < 2000
    assert reasons(found(saved(tmp_path / "t.7z", bomb))) == {"t.7z": "over_ratio"}


def test_a_bomb_whose_list_lies_gives_no_more_than_the_list_says(tmp_path):
    bomb = seven_of({"bomb.csv": b"0" * (40 << 20)}, packing="bzip2", sizes=[1000])
    # What comes after so many bytes is never unpacked, and the sum of those is wrong.
    assert reason_of(saved(tmp_path / "t.7z", bomb)) == "corrupt"


def test_a_list_that_speaks_of_more_than_it_has_room_for_is_corrupt(tmp_path):
    for data in (
        b"\x01\x05" + number(1 << 60),
        b"\x01\x04\x06" + number(0) + number(1 << 60),
        b"\x01\x04\x06"
        + number(0)
        + number(1)
        + b"\x09"
        + number(5)
        + b"\0\x07\x0b"
        + number(1 << 50),
        b"\x17" * 40,
        b"",
    ):
        path = saved(tmp_path / "t.7z", closed(b"", data))
        assert reason_of(path) == ("corrupt" if data else "empty")


def test_more_members_than_the_limit_leave_it_out_as_a_whole(tmp_path):
    members = {f"{at}.csv": GOOD for at in range(6)}
    path = saved(tmp_path / "t.7z", seven_of(members))
    assert reasons(found(path, limits=Limits(max_members=5))) == {"t.7z": "over_members"}
    assert len(found(path, limits=Limits(max_members=6))) == 6


def listed(data, most):
    """How a list ends, with the most bytes that it held on the way."""
    tracemalloc.start()
    try:
        listing(io.BytesIO(closed(b"", data)), most)
        reason = None
    except SourceError as error:
        reason = error.reason
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return reason, held


def test_a_list_of_more_things_than_are_wanted_is_left_out_before_anything_is_made_of_them():
    room = b"\x19" + number(300_000) + bytes(300_000) + b"\0\0"
    folder = b"\x01\x00"
    places = b"\x06" + number(0) + number(3) + b"\x09" + number(5) * 3 + b"\0"
    pieces = places + b"\x07\x0b" + number(3) + b"\0" + folder * 3 + b"\x0c" + number(5) * 3 + b"\0"
    for data in (
        b"\x01\x05" + number(200_000) + room,
        b"\x01\x04\x06" + number(0) + number(200_000) + room,
        b"\x01\x04\x07\x0b" + number(200_000) + b"\0" + room,
        b"\x01\x04" + pieces + b"\x08\x0d" + number(40) * 3 + room,
    ):
        reason, held = listed(data, 100)
        assert reason == "over_members"
        assert held < 2_000_000
    assert listed(b"\x01\x04" + pieces + b"\0\0", 3)[0] is None


def test_a_packed_list_is_held_to_a_length(tmp_path):
    for size, reason in ((1 << 20, "corrupt"), (17 << 20, "over_size")):
        packed = bz2.compress(bytes(size))
        said = b"\x17\x06" + number(0) + number(1) + b"\x09" + number(len(packed)) + b"\0"
        said += b"\x07\x0b" + number(1) + b"\0" + number(1) + b"\x03\x04\x02\x02"
        said += b"\x0c" + number(size) + b"\x0a\x01"
        said += struct.pack("<I", zlib.crc32(bytes(size))) + b"\0\0"
        assert reason_of(saved(tmp_path / "t.7z", closed(packed, said))) == reason


def test_a_piece_of_which_no_packed_bytes_are_told_is_corrupt(tmp_path):
    said = (
        b"\x01\x04\x07\x0b" + number(1) + b"\0" + number(1) + b"\x01\0\x0c" + number(10) + b"\0\0\0"
    )
    assert reason_of(saved(tmp_path / "t.7z", closed(b"", said))) == "corrupt"


def test_what_a_list_says_twice_is_corrupt(tmp_path):
    whole = seven_of({"a.csv": GOOD})
    begin, size = struct.unpack_from("<QQ", whole, 12)
    said = whole[32 + begin :][:size]
    packed = whole[32 : 32 + begin]
    assert reason_of(saved(tmp_path / "t.7z", closed(packed, said))) is None
    # The sums of files: nothing else is as cheap to say again.
    sums = b"\x0a\x01" + struct.pack("<I", zlib.crc32(GOOD))
    assert said.count(sums) == 1
    twice = said.replace(sums, sums * 2)
    assert reason_of(saved(tmp_path / "t.7z", closed(packed, twice))) == "corrupt"


def test_thirty_thousand_members_of_one_name_are_each_named(tmp_path):
    count = 30_000
    names = b"\0" + "a.csv\0".encode("utf-16-le") * count
    flags = b"\xff" * (count // 8)
    said = b"\x01\x05" + number(count)
    for kind, data in ((0x0E, flags), (0x0F, flags), (0x11, names)):
        said += bytes([kind]) + number(len(data)) + data
    began = time.monotonic()
    units = found(saved(tmp_path / "t.7z", closed(b"", said + b"\0\0")))
    assert time.monotonic() - began < 20
    assert len({unit.where.members[0] for unit in units}) == count
    assert units[-1].where.members == ("a #30000.csv",)


def test_a_window_of_memory_that_no_honest_file_asks_for_is_over_memory(tmp_path):
    data = seven_of({"a.csv": GOOD}, packing=b"\x21", settings=b"\x26")
    assert reasons(found(saved(tmp_path / "t.7z", data))) == {"a.csv": "over_memory"}


def test_a_cut_file_is_truncated_and_a_damaged_list_corrupt(tmp_path):
    whole = MADE["lzma2"]
    assert reason_of(saved(tmp_path / "cut.7z", whole[:-30])) == "truncated"
    assert reason_of(saved(tmp_path / "short.7z", whole[:20])) == "truncated"
    assert reason_of(saved(tmp_path / "list.7z", whole[:-5] + b"xxxxx")) == "corrupt"
    assert reason_of(saved(tmp_path / "first.7z", whole[:12] + b"x" + whole[13:])) == "corrupt"


def test_bytes_that_were_changed_are_noticed_by_their_sum(tmp_path):
    many = b"Name,City,Plan\n" + b"Meena,Pune,Pro\n" * 20_000
    data = seven_of(
        {"long.csv": many, "short.csv": GOOD, "b.csv": GOOD.replace(b"Pune", b"Nashik")}
    )
    path = saved(tmp_path / "t.7z", data.replace(b"Pune", b"Pume"))
    told = {}
    for unit in found(path):
        notes = ReadNotes()
        try:
            rows_of(recognise(unit), notes)
            told[unit.where.members[0]] = notes.partly
        except SourceError as error:
            told[unit.where.members[0]] = error.reason
    assert told == {"long.csv": "truncated_tail", "short.csv": "corrupt", "b.csv": None}


def test_damage_anywhere_ends_in_a_reason_or_in_fewer_rows_and_never_in_a_fault(tmp_path):
    chance = random.Random(5)
    for packing in ("lzma", "lzma2", "bzip2", "deflate", "copy", "delta"):
        whole = MADE[packing]
        for _ in range(20):
            data = bytearray(whole)
            at = chance.randrange(32, len(data))
            data[at : at + 8] = chance.randbytes(8)
            reason_of(saved(tmp_path / "t.7z", bytes(data)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_list_of_any_bytes_is_read_or_refused(data):
    whole = seven_of({"a.csv": GOOD, "b.csv": GOOD})
    begin, size = struct.unpack_from("<QQ", whole, 12)
    said = bytearray(whole[32 + begin :][:size])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(said) - 1))
        said[at] = data.draw(st.integers(0, 255))
    changed = closed(whole[32 : 32 + begin], bytes(said))
    with suppress(SourceError):
        assert len(listing(io.BytesIO(changed), 9).members) <= len(said)
