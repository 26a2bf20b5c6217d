"""The search for raw values can fail: a leak planted by any writer is found."""

import base64
import io
import json
import sqlite3
import zipfile
import zlib
from urllib.parse import quote

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from canary import Search

MAIL = "meena.iyer@example.in"
NAME = "Meena Iyer"
HINDI = "मीना अय्यर"
PHONE = "+91 70019 35007"
ESCAPED = "Sheet D'Souza"
VALUES = [MAIL, NAME, HINDI, PHONE, ESCAPED]
NEAR = "amina.iyer@example.in, Meera Iyer, मीरा अय्यर, +91 70019 35008, Meena's Iyer"


@pytest.fixture(scope="module")
def search():
    return Search(VALUES)


def found(search, folder):
    return {VALUES[number] for _, number in search.hits([folder])}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "spelled",
    [
        lambda value: value.encode(),
        lambda value: value.lower().encode(),
        lambda value: value.upper().encode(),
        lambda value: value.encode("utf-16-le"),
        lambda value: quote(value).encode(),
        lambda value: json.dumps({"note": f"call {value} back"}).encode(),
        lambda value: base64.b64encode(f"x{value}".encode()),
        lambda value: base64.b64encode(f"note: {value}, called".encode()),
    ],
    ids=["raw", "lower", "upper", "utf-16", "url", "json", "base64", "base64 inside"],
)
def test_a_value_is_found_however_it_is_spelled(search, tmp_path, value, spelled):
    (tmp_path / "log.txt").write_bytes(b"before " + spelled(value) + b" after")
    assert value in found(search, tmp_path)


def test_a_number_is_found_by_its_digits_alone(search, tmp_path):
    (tmp_path / "log.txt").write_text("dialled 917001935007 twice")
    assert found(search, tmp_path) == {PHONE}


def test_near_misses_are_not_found(search, tmp_path):
    (tmp_path / "log.txt").write_text(NEAR)
    pq.write_table(pa.table({"title": [NEAR]}), tmp_path / "a.parquet")
    assert found(search, tmp_path) == set()


def parquet(path, columns, **options):
    pq.write_table(pa.table(columns), path, compression="zstd", **options)


def test_leaks_in_evidence_parquet_are_found_in_every_kind_of_column(search, tmp_path):
    for number, column in enumerate(
        [
            pa.array(["x", MAIL]),
            pa.array(["x", MAIL], pa.large_string()),
            pa.array([b"x", MAIL.encode()], pa.binary()),
            pa.array(["x", MAIL]).dictionary_encode(),
            pa.array([["x"], ["y", MAIL]]),
            pa.array([b"x" * len(MAIL), MAIL.encode()], pa.binary(len(MAIL))),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        parquet(folder / "fields.parquet", {"title": column}, store_schema=True)
        assert found(search, folder) == {MAIL}, column.type


def test_a_leak_in_the_unit_cache_is_found(search, tmp_path):
    folder = tmp_path / "cache" / "units" / "0123-4567"
    folder.mkdir(parents=True)
    table = pa.table({"name": pa.array([f"Handover {NAME}.md".encode()], pa.binary())})
    pq.write_table(table, folder / "unit.parquet", compression="zstd", store_schema=False)
    assert found(search, tmp_path) == {NAME}


def test_a_leak_in_a_column_name_is_found(search, tmp_path):
    parquet(tmp_path / "a.parquet", {f"Notes of {HINDI}": [1]})
    assert HINDI in found(search, tmp_path)


def test_leaks_in_findings_json_and_report_html_are_found(search, tmp_path):
    findings = {"findings": [{"text": f"3 notes about {HINDI} in Salesforce"}]}
    (tmp_path / "findings.json").write_bytes(msgspec.json.encode(findings))
    (tmp_path / "escaped.json").write_text(json.dumps(findings))
    (tmp_path / "share.html").write_text(
        f"<p title='{PHONE}'>Call<b>{NAME}</b>Sheet D&#x27;Souza</p>"
    )
    assert found(search, tmp_path) == {HINDI, PHONE, NAME, ESCAPED}


def test_leaks_in_a_text_log_and_in_a_file_name_are_found(search, tmp_path):
    (tmp_path / "calls.jsonl").write_text('{"call":"person","subject":"' + MAIL + '"}\n')
    (tmp_path / f"mail to {NAME}.txt").write_text("nothing")
    assert found(search, tmp_path) == {MAIL, NAME}


def test_leaks_in_a_zip_and_in_a_zip_within_it_are_found(search, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", f"mail\n{MAIL}\n" * 50)
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.zip", inner.getvalue())
        packed.writestr(f"{NAME}.txt", "")
    assert found(search, tmp_path) == {MAIL, NAME}


def test_a_leak_in_a_workbook_is_found(search, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "report.xlsx"))
    book.add_worksheet("Gaps").write(3, 2, f"Call {NAME}")
    book.close()
    assert found(search, tmp_path) == {NAME}


def test_leaks_in_sqlite_are_found(search, tmp_path):
    with sqlite3.connect(tmp_path / "kept.db") as database:
        database.execute("create table notes (body text)")
        database.execute("insert into notes values (?)", [f"told {HINDI}"])
    database.close()
    assert found(search, tmp_path) == {HINDI}


def test_a_leak_in_a_packed_stream_of_a_pdf_is_found(search, tmp_path):
    packed = zlib.compress(f"BT ({MAIL}) Tj ET".encode())
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nstream\n" + packed + b"\nendstream\n%%EOF")
    assert found(search, tmp_path) == {MAIL}


def test_half_a_file_of_a_killed_run_is_searched_as_it_is(search, tmp_path):
    parquet(tmp_path / "whole.parquet", {"title": [NEAR]})
    whole = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "half.parquet").write_bytes(whole[: len(whole) // 2] + MAIL.encode())
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", f"told {NAME}.")
    half = (tmp_path / "a.zip").read_bytes()[:-30]
    (tmp_path / "a.zip").write_bytes(half)
    assert found(search, tmp_path) == {MAIL, NAME}
