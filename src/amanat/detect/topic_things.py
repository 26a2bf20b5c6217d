"""What a cue of a sensitive topic means when the words right beside it speak of a thing."""

import re
from typing import Final

#: A measure of trade; but a sales meeting is a place where somebody can fall ill.
_MEASURE: Final = (
    r"(?:sales|demand|prices?|revenue|orders|traffic|footfall|volumes?|economy|sign-?ups|numbers)\b"
    r"(?!\s+(?:meeting|call|office|team|department|trip|conference|floor|kickoff|review|visit))"
)
_MATTER: Final = (
    r"(?:refunds?|payments?|payouts?|cheques?|shipments?|orders?|growth|decline|fall|slide|churn"
    r"|leaks?|bugs?|process|invoices?)"
)
_WARES: Final = re.compile(
    r"^\s+(?:(?:care|test|testing)\s+)?(?:instruments?|equipment|clinics?|supplies|supplier|business"
    r"|store|shop|brand|devices?|kits?|scanners?|machines?|screening|awareness|textbooks?)\b",
    re.IGNORECASE,
)
#: By topic: what stands right behind a cue that means a thing.
_BEHIND: Final = {
    "health": re.compile(
        rf"^\s+(?:in|of)\s+(?:(?!his|her|my)\w+\s+){{0,2}}{_MEASURE}", re.IGNORECASE
    ),
    "politics": re.compile(
        r"^\s+(?:(?:the|this|that|our|your|an?|which)\s+)?(?:(?!party|mla|mp|who|because)\w+\s+){0,2}(?:feature|option"
        r"|idea|release|roadmap|request|proposal|design|upgrade|integration|product)s?\b"
        r"|^\s+of\s+(?:(?:our|its|their)\s+)?(?:users|customers|partners|developers)\b",
        re.IGNORECASE,
    ),
    "criminal": re.compile(rf"^\s+{_MATTER}\b", re.IGNORECASE),
    "children": re.compile(
        r"^\s+(?:accounts?|records?|compan(?:y|ies)|process(?:es)?|nodes?|tickets?|orgs?|pages?"
        r"|themes?|tables?|objects?|brands?|entit(?:y|ies)|locations?|folders?|tasks?|issues?)\b",
        re.IGNORECASE,
    ),
}
#: By topic: what stands right before one.
_BEFORE: Final = {
    "criminal": re.compile(
        # of "the man who stole our payments was arrested" the man is the matter
        rf"^(?!.*\b(?:who|whose|that|jo)\b).*\b{_MATTER}\s+"
        r"(?:(?:was|is|are|were|got|gets|has been|have been|being)\s+)?$",
        re.IGNORECASE | re.DOTALL,
    )
}
_SOLD: Final = ("health", "sexual_life", "children")


def of_a_thing(topic: str, before: str, behind: str) -> bool:
    """Say whether a cue speaks of a thing.

    Args:
        topic: the cue's topic.
        before: its sentence up to the cue.
        behind: its sentence from the end of the cue.

    Returns:
        True for "fever of Diwali sales", "child account", "surgery instruments" and their like.
    """
    if topic in _SOLD and _WARES.search(behind):
        return True
    patterns = ((_BEHIND.get(topic), behind), (_BEFORE.get(topic), before))
    return any(pattern is not None and pattern.search(text) for pattern, text in patterns)
