"""Give each finding an identity that lasts from one audit to the next."""

from collections.abc import Sequence
from hashlib import blake2b
from json import dumps


def finding_id(rule_id: str, identity: Sequence[str | None], verdict: str = "fails") -> str:
    """Return 16 hex digits that name this finding for as long as it is the same fault.

    Only the rule and the identity count: a later date or a higher count is not a new finding. What
    passes or cannot be told of the same identity is another finding, so it has another id.
    """
    key: list[str | None] = [rule_id, *identity]
    if verdict != "fails":
        key.append(verdict)
    return blake2b(dumps(key).encode(), digest_size=8).hexdigest()
