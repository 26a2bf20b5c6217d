import pytest
from cases_whatsapp import ANDROID, CASES, IOS
from checks import cells, ids, is_recognised, mentions, moments
from exported import Case, extracted, head_of, told

from amanat.sources.chats import is_chat


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_chat_of_either_phone_is_known_by_its_lines(tmp_path, case):
    is_recognised(case, tmp_path, at="created_at", sender="name", number="phone", text="text")


def test_a_message_has_all_its_lines_and_who_sent_it(tmp_path):
    rows = cells(ANDROID, tmp_path)
    assert [row[1:] for row in rows[1:]] == [
        ["Meena Iyer", None, "My aadhaar:\n2341 2341 2346", None],
        [None, "+91 90000 00001", "call me: now", None],
        ["Asha Rao", None, None, None],
        ["Asha Rao", None, None, "true"],
        [None, None, "Asha Rao added Ravi Menon", None],
    ]


def test_an_aadhaar_on_a_line_of_its_own_is_found_in_its_message(tmp_path):
    assert ("aadhaar", 1) in mentions(ANDROID, tmp_path)
    assert ids(ANDROID, tmp_path) == [(2, "phone", "own")]


def test_day_and_month_are_told_over_the_whole_chat_and_no_zone_is_claimed(tmp_path):
    assert moments(ANDROID, tmp_path)[1] == ("2025-05-04 10:15", "unknown")
    assert [at for at, _ in moments(IOS, tmp_path)] == [
        "2025-05-04 10:14",
        "2025-05-04 10:15",
        "2025-05-04 10:16",
        "2025-05-25 22:15",
        "2025-05-25 00:15",
    ]


def test_a_chat_whose_days_tell_nothing_has_no_times(tmp_path):
    lines = "".join(f"0{n}/05/2025, 10:15 - Asha: done\n" for n in range(1, 7) if n != 5)
    case = Case("whatsapp", "chats", "a.txt", data=lines + "06/05/2025, 10:15 - Asha: ok\n")
    assert {at for at, _ in moments(case, tmp_path)} == {""}
    assert extracted(case, tmp_path)["unit"].column("reason").to_pylist() == ["times_undecidable"]


def test_a_message_taken_back_is_a_deletion_and_a_medium_left_out_is_no_text(tmp_path):
    rows = extracted(ANDROID, tmp_path)["rows"].to_pylist()
    assert [row["state"] for row in rows].index("deleted") == 4
    assert [row["has_text"] for row in rows] == [True, True, True, False, False, True]


def test_a_chat_without_a_word_of_the_app_only_looks_like_one(tmp_path):
    lines = "".join(f"{n}/05/2025, 10:15 - Asha: done\n" for n in range(13, 20))
    case = Case("whatsapp", "chats", "a.txt", data=lines)
    assert told(head_of(case, tmp_path)) == ("whatsapp", "chats", "looks_like")


def test_system_lines_in_hindi_do_not_hide_a_chat(tmp_path):
    text = ANDROID.data.replace(ANDROID.data.splitlines()[0][20:], "संदेश एंड-टू-एंड एन्क्रिप्टेड हैं")
    case = Case(
        "whatsapp", "chats", "a.txt", data=text.replace("<Media omitted>", "<मीडिया शामिल नहीं है>")
    )
    assert told(head_of(case, tmp_path)) == ("whatsapp", "chats", "seen")
    assert ("aadhaar", 1) in mentions(case, tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "2025-05-04 10:15:30 - worker: started",  # a log
        "[2025-05-04 10:15:30] INFO: started",
        "2025-05-04 10:15:30,123 - root - INFO - started",
        "04/05/2025 - Meena Iyer: call back",  # a diary
        "10:15 - Meena Iyer: call back",
    ],
)
def test_a_log_or_a_diary_is_no_chat(tmp_path, line):
    case = Case(None, "documents", "notes.txt", data=f"{line}\n" * 9)
    assert head_of(case, tmp_path).layout.product is None
    assert not is_chat(case.data)


def test_four_lines_of_a_chat_quoted_in_a_note_are_a_note(tmp_path):
    quoted = "\n".join(ANDROID.data.splitlines()[:5])
    case = Case(None, "documents", "note.txt", data=f"Meena wrote today:\n{quoted}\nWhat now?\n")
    assert told(head_of(case, tmp_path))[0] is None


def test_a_line_of_megabytes_loses_no_word(tmp_path):
    long = "word " * 1_900_000
    case = Case("whatsapp", "chats", "a.txt", data=f"{ANDROID.data}{long}2341 2341 2346\n")
    rows = cells(case, tmp_path / "a")
    assert sum(len(row[3]) for row in rows[5:]) == len("Asha Rao added Ravi Menon") + len(long) + 14
    assert max(len(row[3] or "") for row in rows) < 9 << 20
    assert {row for category, row in mentions(case, tmp_path / "b") if category == "aadhaar"} == {
        1,
        len(rows) - 1,
    }
