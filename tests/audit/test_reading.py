"""What reading tells at once: how many notes speak of somebody, and on which day it is."""

from datetime import UTC, datetime, time, timedelta

import pyarrow as pa
from helpers import report, run_audit

from amanat.audit.reading import private_notes
from amanat.evidence.extracted import EXTRACTED
from amanat.law.load import law_checked_up_to


def mentions(*rows):
    names = ("row_ordinal", "column_ordinal", "about", "tier")
    schema = EXTRACTED["mentions"]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema)


def test_a_note_counts_once_however_often_it_speaks_of_somebody():
    same = [(0, 2, "person", "confirmed"), (0, 2, "person", "likely")]
    assert private_notes(mentions(*same)) == 1
    assert private_notes(mentions(*same, (0, 3, "person", "confirmed"))) == 2
    assert private_notes(mentions(*same, (1, 2, "person", "confirmed"))) == 2


def test_what_is_merely_possible_or_about_nobody_is_not_said():
    assert private_notes(mentions((0, 2, "person", "possible"))) == 0
    assert private_notes(mentions((0, 2, "nobody", "confirmed"), (1, 2, None, "confirmed"))) == 0
    assert private_notes(mentions()) == 0


def test_the_law_grows_stale_on_the_indian_day(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "people.csv").write_text("Email\nasha@example.in\n")
    last = law_checked_up_to() + timedelta(days=90)
    said = [
        report(
            run_audit(folder, tmp_path / "w", as_of=last, now=datetime.combine(last, at, UTC))
        ).law_stale_days
        for at in (time(18, 29), time(18, 30))
    ]
    assert said == [None, 91]
