"""Whether data that a recipient holds was taken from customer-success work."""

import re
from collections.abc import Sequence
from typing import Final

from amanat.evidence.derive.loaded import Unit

#: Senders whose data is of use or support, whatever the columns are called.
CS_KINDS: Final = frozenset({"helpdesk", "analytics", "scores", "calls", "docs", "chat"})
_WORDS: Final = re.compile(
    r"(^|[-_])(tickets?|csat|nps|ces|churn|renewal|escalations?|health[-_]score|last[-_]ticket)($|[-_])"
)


def uses_cs_data(units: Sequence[Unit], source_kind: str | None) -> bool | None:
    """Return true where the columns or the sender show it; None: not told, never false.

    Args:
        units: the recipient's units that show the flow.
        source_kind: kind of the sending system; None: sender unknown.
    """
    if source_kind in CS_KINDS:
        return True
    for unit in units:
        columns = unit.table("columns").select(["slug", "score"]).to_pylist()
        if any(column["score"] not in (None, "none") for column in columns):
            return True
        if any(_WORDS.search(column["slug"] or "") for column in columns):
            return True
    return None
