"""E-mail addresses; a mailbox that belongs to a role is told apart from a person's."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.detect.detector import Detector, signs
from amanat.detect.hits import CONFIRMED, LIKELY, SHAPE, Flags, Hits, Ints, code, hits, merge
from amanat.detect.piece import ALNUM, LETTER, SIDE, Bytes, Piece, leading

_LOWER: Final = np.arange(256, dtype=np.uint8)
_LOWER[65:91] += 32
#: Local parts that name a desk, not a person.
_DESKS: Final = """
    abuse account accounts admin administrator alerts billing care careers compliance contact
    customer.care customercare customersupport do-not-reply donotreply dpo enquiries enquiry
    feedback finance grievance hello help helpdesk hostmaster hr info invoice invoices it jobs
    legal mail marketing media newsletter no-reply no_reply noreply notifications office
    operations ops orders partners payments payroll postmaster press privacy procurement
    purchase reception recruitment returns sales security service services subscriptions success
    support team tech training webmaster
"""
ROLES: Final = tuple(_DESKS.split())
_SIDE: Final = 64
_SPOKEN: Final = re.compile(
    rb"[A-Za-z0-9][A-Za-z0-9._+-]{0,40} ?(?P<at>[\[(][aA][tT][\])]) ?[A-Za-z0-9-]{1,40}"
    rb"(?:(?: ?[\[(](?:dot|DOT|Dot)[\])] ?|\.)[A-Za-z0-9-]{2,20}){1,3}"
)
_ROLE_BYTES: Final = frozenset(role.encode()[:24] for role in ROLES)


def words(piece: Piece, start: Ints, end: Ints) -> npt.NDArray[np.bytes_]:
    """Return short spans in lower case as fixed-width bytes; longer ones are cut at 24."""
    inside = np.arange(24) < (end - start)[:, None]
    text: Bytes = np.ascontiguousarray(np.where(inside, _LOWER[piece.window(start, 24)], 0))
    return text.view("S24")[:, 0] if len(text) else np.zeros(0, dtype="S24")


def among(texts: npt.NDArray[np.bytes_], known: frozenset[bytes]) -> Flags:
    """Say which texts are known; NumPy would sort them, and that is dearer."""
    return np.fromiter((text in known for text in texts.tolist()), np.bool_, len(texts))


def _find(piece: Piece) -> Hits:
    return merge([_written(piece), _hidden(piece)])


def _hidden(piece: Piece) -> Hits:
    """Find "name [at] firm [dot] in"."""
    data = piece.data
    place = piece.signs("]")
    text = piece.window(place - 3, 3)
    good = ((text[:, 1:] | 32) == np.frombuffer(b"at", dtype=np.uint8)).all(axis=1)
    good &= text[:, 0] == ord("[")
    spans: list[tuple[int, int]] = []
    for close in place[good].tolist():
        raw = data[close - _SIDE : close + _SIDE].tobytes()
        # what belongs to another cell is none of ours
        left = raw[:_SIDE].rpartition(b"\0")[2]
        right = raw[_SIDE:].partition(b"\0")[0]
        match = _SPOKEN.search(left + right)
        if match and match.start("at") < len(left) <= match.end("at"):
            spans.append((close - len(left) + match.start(), close - len(left) + match.end()))
    start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    return hits(start, end, "email", LIKELY, SHAPE)


def _written(piece: Piece) -> Hits:
    at, begin, end = piece.at_spans
    top = _top_level(piece, end)
    good = (begin < at) & (top >= 2) & (top <= 24) & (end - top - 2 > at)
    good &= ALNUM[piece.data[at + 1]] & (piece.data[end] != ord("@"))
    good &= (piece.data[begin - 1] != ord("@")) & (end - at <= SIDE)
    # user:secret@host in an address bar is no mailbox
    good &= ~((piece.data[begin - 1] == ord("/")) & (piece.data[begin - 2] == ord("/")))
    at, begin, end = at[good], begin[good], end[good]
    role = among(words(piece, begin, at), _ROLE_BYTES)
    kind = np.where(role, code("role_mailbox"), code("email"))
    return hits(begin, end, kind, CONFIRMED, SHAPE)


def _top_level(piece: Piece, end: Ints) -> Ints:
    """Return the length of the letters after the last dot; 0 where none stands there."""
    if not len(end):
        return end
    tail = piece.window(end - 25, 25)[:, ::-1]
    length = leading(LETTER[tail])
    dot = tail[np.arange(len(tail)), np.minimum(length, 24)] == ord(".")
    return np.where(dot, length, 0)


DETECTOR: Final = Detector("email", _find, signs("@]"))
