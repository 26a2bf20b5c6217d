import re
from dataclasses import replace
from datetime import date

import pytest
from example import EMPTY, LATER, REPORT, WORST
from hypothesis import given
from hypothesis import strategies as st

from amanat.reports.screen import HIDDEN, cells, screened, wrapped
from amanat.reports.terminal import error, inventory, since, summary


def widest(text):
    return max(cells(line) for line in text.splitlines())


@pytest.mark.parametrize("report", [REPORT, LATER, EMPTY])
@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_wider_than_the_terminal(report, width):
    folder = "amanat-work/reports/2026-11-23-1"
    assert widest(summary(report, width=width, folder=folder, seconds=48)) <= width
    if report.since:
        assert widest(since(report, width=width)) <= width


def test_the_parts_keep_the_order_of_the_first_screen():
    text = summary(REPORT, folder="amanat-work/reports/2026-11-23-1")
    parts = [
        "Invented sample",
        "READ  ",
        "WORST  1",
        " GAPS ",
        "       2  ",
        "       3  ",
        "BINDS ",
        "CANNOT",
        "TELL ",
        "DATE  ",
        "CONTROLS",
        "Report ",
        "Next   1",
        "delete the 14 files",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_words_are_those_of_the_page():
    text = re.sub(r"\s+", " ", summary(REPORT))
    assert "8 systems: 6 read, 1 partly, 1 not read 15,62,843 records about 46,920 people" in text
    assert "DPDP Act: no penalty can be imposed yet" in text
    assert "(14 arguable)" in text
    assert "at most, not a forecast, never added up" in text
    assert "23,642 people: not proven yet; proving it is yours (s.6(10))" in text
    assert "▲ 5 with a gap ○ 6 cannot tell ● 2 no fault found in what was read" in text
    assert "Amanat never deletes." in text
    assert "violation" not in text.lower()


def test_colour_repeats_the_shape_and_changes_no_word():
    plain, coloured = summary(REPORT), summary(REPORT, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m▲\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_a_hostile_title_does_not_steer_the_terminal():
    evil = "\x1b[2J\x1b]0;owned\x07notes\r\nPASS\u202e"
    report = replace(REPORT, worst=(replace(WORST[0], title=evil, where=evil),))
    for text in (
        summary(report),
        inventory([(evil, evil, 1, None)], [(evil, evil)], [], files=1, size=1),
        error(evil, evil, evil, evil),
    ):
        assert not HIDDEN.search(text.replace("\n", ""))
        assert "\nPASS" not in text


def test_what_became_of_the_gaps_is_told_from_the_second_audit_on():
    assert since(REPORT) == ""
    text = since(LATER)
    assert text.startswith(
        "Since 16 Nov 2026: 2 of 3 worst gaps closed, 1 new, 4 findings still open."
    )
    assert "● closed" in text
    assert "▲ new" in text


def test_before_reading_everything_is_named():
    text = inventory(
        [
            ("HubSpot", "contacts, lists", 2, date(2026, 11, 20)),
            ("unknown table", "1 table", 1, None),
        ],
        [("Escalations.xlsx", "locked: save a copy without the password")],
        [("Product app", "named by HubSpot as a source: amanat guide database")],
        files=14,
        size=1_300_000_000,
    )
    assert text.startswith("Before reading: 14 files, 1.3 GB\n")
    assert widest(text) <= 80
    for words in (
        "recognised",
        "2 files   20 Nov 2026",
        "day unknown",
        "cannot be read",
        "missing",
    ):
        assert words in text
    assert "amanat guide" in inventory([], [], [], files=0, size=0)


def test_an_error_says_where_found_wanted_and_what_to_do():
    text = error("exports/tickets.csv", "text and int64", "one type", "export the file again")
    assert text == (
        "amanat: exports/tickets.csv: found text and int64, wanted one type\n"
        "     do: export the file again\n"
    )


@given(st.text(max_size=200), st.integers(4, 60))
def test_wrapping_keeps_the_words_and_the_width(text, width):
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(screened(text).split())
