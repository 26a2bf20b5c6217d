"""`amanat locate` and `findings --reveal` show what the originals say, there and only there."""

import json
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from walk import Home

CUSTOMERS = "Customer,Email\n" + "".join(
    f"{name},{name.split()[0].lower()}@example.in\n"
    for name in ("Meena Iyer", "Arjun Rao", "Kavita Das", "Rohan Shah")
)
HINDI = "मीना जी ने फोन पर बताया: उनका PAN ABCPE1234F है। फिर से कॉल करें"
ENGLISH = "asked twice; her PAN is ABCPF2345K; told her to mask it"
PACKED = "customer mailed PAN card ABCPG3456L again last week"
SHEET = "reads out PAN ABCPH4567M while the call is recorded"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("locate")
    folder = root / "exports"
    folder.mkdir()
    (folder / "customers.csv").write_text(CUSTOMERS)
    (folder / "calls.csv").write_text(
        "Customer,Called on,Call notes\n"
        'Arjun Rao,2026-10-01,"two lines\nof text without a number, and a long one at that"\n'
        "\n"
        f"Meena Iyer,2026-10-02,{HINDI}\n"
        "Rohan Shah,2026-10-03,nothing to tell about the renewal this time around\n"
        f"Kavita Das,2026-10-04,{ENGLISH}\n",
        encoding="utf-8",
    )
    with zipfile.ZipFile(folder / "old.zip", "w") as packed:
        packed.writestr(
            "tickets/backlog.csv",
            f"Ticket,Requester,Description\n1,Meena Iyer,the app is slow on her phone\n"
            f"2,Arjun Rao,{PACKED}\n",
        )
    book = xlsxwriter.Workbook(str(folder / "reviews.xlsx"))
    book.add_worksheet("Empty")
    sheet = book.add_worksheet("Reviews")
    for row, cells in enumerate(
        [
            ["Customer", "Review text"],
            ["Rohan Shah", "happy with the service"],
            ["Kavita Das", SHEET],
        ]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    home = Home(root / "home")
    done = home.audit(folder)
    assert done.code == 0, done.errors
    return home, folder


def numbers(home):
    listed = json.loads(home.run("findings", "--format", "json").out)
    return [each for each in listed if each["control"] == "notes-government-and-payment-ids"]


def test_each_place_is_shown_as_it_stands_in_the_original(made):
    home, folder = made
    shown = ""
    for finding in numbers(home):
        done = home.run("locate", finding["id"], "--reveal", "--most", "50")
        assert done.code == 0, done.errors
        shown += done.text
    for text, file, record in (
        (HINDI, "calls.csv", "row 2"),
        (ENGLISH, "calls.csv", "row 4"),
        (PACKED, "old.zip/tickets/backlog.csv", ""),
        (SHEET, "reviews.xlsx [Reviews]", "row 2"),
    ):
        lines = shown.splitlines()
        at = next((number for number, line in enumerate(lines) if text in line), None)
        assert at is not None, (text, shown)
        assert f"{folder}/{file}" in lines[at - 1]
        assert record in lines[at - 1]


def test_the_place_itself_is_the_number_and_nothing_else(made):
    home, folder = made
    originals = {"calls.csv": (HINDI, ENGLISH), "backlog.csv": (PACKED,), "reviews.xlsx": (SHEET,)}
    texts = [text for each in originals.values() for text in each]
    numbers_at = set()
    for finding in numbers(home):
        for place in finding["places"]:
            assert place["length"] == 10
            fitting = [
                text[place["offset"] :][:10]
                for text in texts
                if text[place["offset"] :].startswith("ABCP")
            ]
            numbers_at.update(fitting)
    assert numbers_at == {"ABCPE1234F", "ABCPF2345K", "ABCPG3456L", "ABCPH4567M"}
    assert folder.is_dir()


def test_reveal_adds_file_record_and_column_and_its_absence_does_not(made):
    home, folder = made
    listed = json.loads(home.run("findings", "--format", "json", "--reveal").out)
    plain = {each["id"]: each for each in json.loads(home.run("findings", "--format", "json").out)}
    places = [
        place
        for each in listed
        if each["control"] == "notes-government-and-payment-ids"
        for place in each["places"]
    ]
    told = {(place["file"], place["record"], place["column_name"]) for place in places}
    assert (f"{folder}/calls.csv", "row 2", "Call notes") in told
    assert (f"{folder}/calls.csv", "row 4", "Call notes") in told
    assert (f"{folder}/reviews.xlsx [Reviews]", "row 2", "Review text") in told
    for each in listed:
        bare = [
            {
                key: value
                for key, value in place.items()
                if key not in {"file", "record", "column_name"}
            }
            for place in each["places"]
        ]
        assert bare == plain[each["id"]]["places"]
    assert "exports" not in json.dumps(list(plain.values()))


def test_without_a_terminal_and_without_reveal_it_refuses(made):
    home, _ = made
    finding = numbers(home)[0]["id"]
    done = home.run("locate", finding)
    assert done.code == 2
    assert "--reveal" in done.errors
    assert done.out == b""


def test_on_a_terminal_it_shows_without_asking_twice(made):
    home, _ = made
    shown = b"".join(home.on_terminal("locate", each["id"]) for each in numbers(home))
    assert b"ABCPF2345K" in shown


def test_the_beginning_of_an_id_is_enough_and_a_wrong_one_is_told(made):
    home, _ = made
    finding = numbers(home)[0]["id"]
    assert home.run("locate", finding[:6], "--reveal").code == 0
    unknown = home.run("locate", "zzzz", "--reveal")
    assert unknown.code == 2
    assert "found 0 findings" in unknown.errors


def test_each_look_is_logged_without_what_was_seen(made):
    home, _ = made
    finding = numbers(home)[0]["id"]
    before = len((home.workspace / "calls.jsonl").read_text().splitlines())
    home.run("locate", finding, "--reveal")
    lines = (home.workspace / "calls.jsonl").read_text().splitlines()
    assert len(lines) == before + 1
    last = json.loads(lines[-1])
    assert (last["call"], last["subject"]) == ("locate", finding)
    assert last.keys() == {"at", "account", "call", "subject"}


def test_places_are_shown_too_with_a_detector_off_and_a_folder_that_is_a_link(made, tmp_path):
    _, folder = made
    home = Home(tmp_path / "home")
    (home.root / "link").symlink_to(folder, target_is_directory=True)
    assert home.audit(Path("link"), more=["--off", "card"]).code == 0
    done = home.run("locate", numbers(home)[0]["id"], "--reveal")
    assert done.code == 0, done.errors
    assert "ABCP" in done.text


def test_an_original_that_changed_is_not_shown(made, tmp_path):
    home, folder = made
    findings = [
        each["id"] for each in numbers(home) if any(place["row"] == 3 for place in each["places"])
    ]
    calls = folder / "calls.csv"
    old, times = calls.read_bytes(), calls.stat()
    calls.write_bytes(old.replace(b"Arjun", b"Sunil") + b"Meena Iyer,2026-10-05,later\n")
    try:
        done = home.run("locate", findings[0], "--reveal")
        assert done.code == 2
        assert "changed since the audit" in done.errors
        assert b"ABCP" not in done.out
        revealed = home.run("findings", "--format", "json", "--reveal")
        assert revealed.code == 2
    finally:
        calls.write_bytes(old)
        os.utime(calls, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert home.run("locate", findings[0], "--reveal").code == 0
