"""WhatsApp: a chat that somebody exported from a phone.

Its times are the phone's, without a zone, day or month first as the phone is set. Contacts who are
not saved stand there as numbers, others under what the exporter calls them.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout, Times

#: Words of the app itself, of which an export has at least one.
_APP: Final = (
    r"end-to-end encrypted|^(this message was deleted|you deleted this message)\.?$"
    r"|\(file attached\)|<attached: |^(you|.{1,60}) (created group|added|joined using this group)"
    r"|एंड-टू-एंड"
)
_CHAT: Final = Layout(
    "whatsapp",
    "chats",
    "messages",
    all_of=frozenset({"at", "sender", "number", "text", "deleted"}),
    mark="M",
    people="unknown",
    columns=(
        ColumnRule(("at",), "created_at"),
        ColumnRule(("sender",), "name"),
        ColumnRule(("number",), "phone"),
        ColumnRule(("text",), "text"),
        ColumnRule(("deleted",), "deleted"),
    ),
    times=Times("local"),
    formats=("text",),
)

LAYOUTS: Final = (
    _CHAT,
    replace(_CHAT, mark="C", cells=(CellSign(("text",), f"(?i){_APP}", share=1),)),
)
