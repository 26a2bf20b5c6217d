"""Tars and single packed files: hostile, cut and damaged ones, and what reading them costs."""

import bz2
import gzip
import io
import random
import tarfile

import pytest
from reading import found, reason_of, reasons, rows_of

from amanat.sources.limits import Limits
from amanat.sources.recognise import recognise

GOOD = "Name,Email,City\nMeena Iyer,meena.iyer@example.in,Pune\nArjun Rao,arjun@example.com,Surat\n"


def tarred(path, mode="w", **members):
    with tarfile.open(path, mode) as packed:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return path


def test_names_that_lead_out_of_a_tar_write_nothing_and_are_read_where_they_lie(tmp_path):
    folder = tmp_path / "in" / "folder"
    folder.mkdir(parents=True)
    tarred(
        folder / "t.tar",
        **{"../../out.csv": GOOD.encode(), "/etc/out.csv": GOOD.encode(), "./a.csv": GOOD.encode()},
    )
    units = found(folder)
    assert [unit.where.members[0] for unit in units] == ["../../out.csv", "/etc/out.csv", "a.csv"]
    assert [len(rows_of(recognise(unit))) for unit in units] == [2, 2, 2]
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["t.tar"]


def test_links_and_devices_in_a_tar_are_told_and_never_followed(tmp_path):
    with tarfile.open(tmp_path / "t.tar", "w") as packed:
        for name, kind, target in (
            ("null", tarfile.CHRTYPE, ""),
            ("disk", tarfile.BLKTYPE, ""),
            ("pipe.csv", tarfile.FIFOTYPE, ""),
            ("out.csv", tarfile.SYMTYPE, "/etc/passwd"),
            ("up.csv", tarfile.SYMTYPE, "../../x.csv"),
            ("d/same.csv", tarfile.SYMTYPE, "../a.csv"),
            ("hard.csv", tarfile.LNKTYPE, "a.csv"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            packed.addfile(info)
        info = tarfile.TarInfo("a.csv")
        info.size = len(GOOD)
        packed.addfile(info, io.BytesIO(GOOD.encode()))
    assert reasons(found(tmp_path)) == {
        "null": "special_file",
        "disk": "special_file",
        "pipe.csv": "special_file",
        "out.csv": "link_outside",
        "up.csv": "link_outside",
        "same.csv": "duplicate",
        "hard.csv": "duplicate",
        "a.csv": None,
    }


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_tar_bomb_is_over_the_ratio(tmp_path, mode):
    with tarfile.open(tmp_path / "bomb.tar", mode) as packed:
        info = tarfile.TarInfo("zeros.csv")
        info.size = 40 << 20
        packed.addfile(info, io.BytesIO(bytes(info.size)))
    assert reasons(found(tmp_path)) == {"bomb.tar": "over_ratio"}


def test_a_bomb_of_a_single_packed_file_is_over_the_ratio(tmp_path):
    for pack in (gzip, bz2):
        (tmp_path / "bomb.csv").write_bytes(pack.compress(b"a,b\n" + b"1,2\n" * (5 << 20)))
        assert reason_of(tmp_path) == "over_ratio"


def test_a_tar_of_too_many_members_is_left_out_as_a_whole(tmp_path):
    tarred(tmp_path / "t.tar", **{f"{at}.csv": GOOD.encode() for at in range(6)})
    assert reasons(found(tmp_path, limits=Limits(max_members=5))) == {"t.tar": "over_members"}
    assert len(found(tmp_path, limits=Limits(max_members=6))) == 6


def test_a_header_of_a_tar_without_end_is_never_held(tmp_path):
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.XHDTYPE, 50 << 20
    (tmp_path / "t.tar").write_bytes(info.tobuf() + bytes(60 << 20))
    assert reasons(found(tmp_path)) == {"t.tar": "corrupt"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
def test_a_cut_tar_gives_the_members_before_the_cut_and_says_that_more_is_missing(tmp_path, mode):
    chance = random.Random(3)
    big = b"id,name,word\n" + b"".join(
        b"%d,name,%s\n" % (at, chance.randbytes(8).hex().encode()) for at in range(90_000)
    )
    tarred(tmp_path / "t.tar", mode, **{"a.csv": GOOD.encode(), "b.csv": big, "c.csv": big})
    data = (tmp_path / "t.tar").read_bytes()
    (tmp_path / "t.tar").write_bytes(data[: len(data) * 2 // 3])
    units = found(tmp_path)
    told = [(unit.where.members, unit.where.part, unit.reason) for unit in units]
    assert told[-1] == ((), "the rest of it", "truncated")
    assert told[:2] == [(("a.csv",), None, None), (("b.csv",), None, None)]
    assert len(rows_of(recognise(units[0]))) == 2


def test_a_damaged_header_does_not_end_a_tar_in_silence(tmp_path):
    tarred(tmp_path / "t.tar", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    data = bytearray((tmp_path / "t.tar").read_bytes())
    data[1024 + 148 : 1024 + 156] = b"9999999\x00"
    (tmp_path / "t.tar").write_bytes(bytes(data))
    assert [unit.reason for unit in found(tmp_path)] == [None, "corrupt"]


def test_equal_names_in_a_tar_are_each_read(tmp_path):
    with tarfile.open(tmp_path / "t.tar", "w") as packed:
        for city in ("Pune", "Surat"):
            data = f"Name,City,Plan\nMeena,{city},basic\n".encode()
            info = tarfile.TarInfo("a.csv")
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    units = found(tmp_path)
    assert {unit.where.members[0]: rows_of(recognise(unit))[0][1] for unit in units} == {
        "a.csv": "Pune",
        "a #2.csv": "Surat",
    }


def test_tars_within_tars_end_at_the_third(tmp_path):
    data = tarred(tmp_path / "t", **{"deep.csv": GOOD.encode()}).read_bytes()
    for level in range(3):
        tarred(tmp_path / "t", "w:gz", **{f"level-{level}.tgz": data})
        data = (tmp_path / "t").read_bytes()
    assert reasons(found(tmp_path)) == {"level-0.tgz": "over_depth"}


class Counting(io.BytesIO):
    """Packed bytes, and how many were asked for."""

    count = 0

    def read(self, *size):
        data = super().read(*size)
        self.count += len(data)
        return data


@pytest.mark.parametrize("packing", ["gz", "bz2"])
def test_members_of_a_packed_tar_are_read_in_one_pass(tmp_path, packing):
    from amanat.sources.formats.tarred import Tar
    from amanat.sources.packed import Cursor, Unpacker

    chance = random.Random(5)
    members = {f"{at}.bin": chance.randbytes(20_000) for at in range(200)}
    tarred(tmp_path / "t", f"w:{packing}", **members)
    raw = Counting((tmp_path / "t").read_bytes())
    opened = Tar(Cursor(Unpacker(raw, packing, Limits())), Limits())
    for name, content in members.items():
        for _ in range(2):  # recognised, then read
            with opened.open(name) as member:
                assert member.read() == content[:20_000]
    assert raw.count <= len(raw.getvalue())


def test_a_large_member_is_read_again_without_starting_over(tmp_path):
    from amanat.sources.packed import Cursor, Unpacker

    data = random.Random(1).randbytes(1 << 20) * 50
    raw = Counting(gzip.compress(data, 1))
    cursor = Cursor(Unpacker(raw, "gz", Limits()))
    for at in (0, len(data) - 10, 45 << 20, 3, 33 << 20):
        cursor.seek(at)
        assert cursor.read(8) == data[at : at + 8]
    # Once through, and from a mark nearby for each step back that what was kept does not reach.
    assert raw.count < 2.2 * len(raw.getvalue())


# --- what is finished stays closed --------------------------------------------------------------


def test_units_that_are_finished_are_named_and_never_opened(tmp_path):
    tarred(tmp_path / "t.tgz", "w:gz", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    (tmp_path / "c.csv").write_bytes(b"never opened")
    seen = []

    def finished(unit):
        seen.append(unit.where.members or unit.where.file.rsplit("/", 1)[-1])
        return seen[-1] in (("a.csv",), "c.csv")

    (tmp_path / "c.csv").chmod(0)
    units = found(tmp_path, finished=finished)
    assert [unit.where.members for unit in units] == [(), ("a.csv",), ("b.csv",)]
    assert seen == ["c.csv", "t.tgz", ("a.csv",), ("b.csv",)]


def test_a_container_that_breaks_off_is_never_taken_for_all_of_its_units(tmp_path):
    tarred(tmp_path / "t.tar", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    data = (tmp_path / "t.tar").read_bytes()
    (tmp_path / "t.tar").write_bytes(data[:1600])
    first = found(tmp_path)
    # The run was stopped when all but the first unit were kept.
    again = found(tmp_path, finished=lambda unit: unit.where in [each.where for each in first[1:]])
    assert [each.where for each in again] == [each.where for each in first]
