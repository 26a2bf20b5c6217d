"""What the Schedule provides for the gaps: caps by row, never summed, never multiplied."""

from collections import Counter
from collections.abc import Sequence

from amanat.findings.model import ControlResult, ScheduleLine
from amanat.law.load import schedule_rows


def exposure(results: Sequence[ControlResult]) -> list[ScheduleLine]:
    """Return one line for each Schedule row under which a control fails, by row.

    A row counts once, however many rows, people or days a gap has: the Act does not say "per
    instance". Controls of other law have no row here.
    """
    failing = {
        result.control: result.schedule_row
        for result in results
        if result.verdict == "fails"
        and not result.not_applicable
        and result.schedule_row is not None
    }
    law = schedule_rows()
    lines = []
    for row, controls in sorted(Counter(failing.values()).items()):
        cap_inr = law[row].cap_inr
        if cap_inr is not None:
            lines.append(ScheduleLine(row, cap_inr, law[row].cap_words, law[row].breach, controls))
    return lines
