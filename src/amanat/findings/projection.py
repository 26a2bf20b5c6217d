"""One projected date: when the last open task that closes a gap is due, against what binds."""

from collections.abc import Sequence

from amanat.findings.model import Projection, Task
from amanat.law.load import phase_3


def project(tasks: Sequence[Task], *, accepted: int = 0) -> Projection:
    """Return the latest due date of the tasks, and the two arguable days from which the Act binds.

    `on` is None where no task is open. `accepted`: gaps that are left out, by somebody's decision.
    """
    binds = phase_3()
    return Projection(
        on=max((task.due_on for task in tasks), default=None),
        binds_on=binds.date,
        binds_alt=binds.alt_date,
        tasks=len(tasks),
        minutes=sum(task.minutes for task in tasks),
        accepted=accepted,
    )
