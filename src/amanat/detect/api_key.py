"""Keys and tokens of services, by the shapes that their makers gave them."""

import re
from functools import cache
from itertools import chain
from typing import Final

import daachorse
import numpy as np

from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, CONTEXT, Flags, Hits, Ints, hits, none
from amanat.detect.piece import Piece
from amanat.detect.solids import SHORTEST, solids

_START: Final = r"(?<![A-Za-z0-9_])"
_END: Final = r"(?![A-Za-z0-9_\-])"
#: What a token has in it, and its shape. The first is sought in all long words at once.
_FAMILIES: Final = (
    ("AKC", r"(?:artif[\w-]*:)?AKC[a-zA-Z0-9]{10,}"),
    ("AP", r"(?:artif[\w-]*:)?AP[\dABCDEF][a-zA-Z0-9]{8,}"),
    ("AKIA ASIA ABIA ACCA A3T", r"(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[0-9A-Z]{16}"),
    ("ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9_]{36}"),
    ("github_pat_", r"github_pat_[A-Za-z0-9_]{60,}"),
    ("glpat- gldt- glft- glsoat- glrt- glcbt- glimt- glptt- glagent- gloas-", None),
    ("GR1348941", r"GR1348941[A-Za-z0-9_-]{20,50}"),
    ("xox", r"xox(?:a|b|p|o|s|r)-(?:\d+-)+[A-Za-z0-9]+"),
    ("hooks.slack.com", r"https://hooks\.slack\.com/services/T[\w]+/B[\w]+/\w+"),
    ("sk_live_ rk_live_ sk_test_", r"(?:sk|rk)_(?:live|test)_[0-9a-zA-Z]{24,}"),
    ("T3BlbkFJ", r"sk-(?:[A-Za-z0-9-_]*[A-Za-z0-9])?T3BlbkFJ[A-Za-z0-9]{20}"),
    ("sk-ant-", r"sk-ant-[A-Za-z0-9_-]{32,}"),
    ("AIza", r"AIza[0-9A-Za-z_\-]{35}"),
    ("ya29.", r"ya29\.[0-9A-Za-z_\-]{20,}"),
    ("SG.", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("SK AC", r"(?:AC|SK)(?:[a-z0-9]{32})"),
    ("pypi-", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{70,}"),
    ("npm_", r"npm_[A-Za-z0-9]{36}"),
    ("_authToken", r"//.+/:_authToken=\s*\S+"),
    ("shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    ("sq0", r"sq0(?:csp|atp|idp)-[0-9A-Za-z_\-]{22,43}"),
    ("rzp_", r"rzp_(?:live|test)_[A-Za-z0-9]{14}"),
    ("hf_", r"hf_[A-Za-z0-9]{34}"),
    ("dop_v1_", r"dop_v1_[a-f0-9]{64}"),
    ("pat-na1- pat-eu1-", r"pat-(?:na|eu)1-[0-9a-f\-]{36}"),
    ("NRAK-", r"NRAK-[A-Z0-9]{27}"),
    ("key-", r"key-[0-9a-f]{32}"),
    ("EAA", r"EAA[A-Za-z0-9]{80,}"),
    ("eyJ", r"eyJ[A-Za-z0-9_=-]{10,}\.eyJ[A-Za-z0-9_=-]{4,}(?:\.[A-Za-z0-9_.+/=-]*)?"),
    ("-us", r"[0-9a-f]{32}-us[0-9]{1,2}"),
    ("AccountKey=", r"AccountKey=[a-zA-Z0-9+/=]{88}"),
    (":AA", r"\d{8,10}:[0-9A-Za-z_-]{35}"),
    (
        "://",
        r"[a-zA-Z][a-zA-Z0-9+.-]*://[^:/?#\[\]@!$&'()*+,;=\s]+:[^:/?#\[\]@!$&'()*+,;=\s]+@[^\s'\"]*",
    ),
)
#: Nothing but its length and two full stops tells a token of Discord.
_DISCORD: Final = re.compile(
    _START + r"[A-Z]{0,2}[MNO][a-zA-Z\d_-]{23,25}\.[a-zA-Z\d_-]{6}\.[a-zA-Z\d_-]{27,38}" + _END,
    re.ASCII,
)
_DISCORD_FROM: Final = 58
_GITLAB: Final = (
    r"(?:glpat|gldt|glft|glsoat|glrt)-[A-Za-z0-9_\-]{20,50}(?!\w)"
    r"|glcbt-(?:[0-9a-fA-F]{2}_)?[A-Za-z0-9_\-]{20,50}(?!\w)"
    r"|glimt-[A-Za-z0-9_\-]{25}(?!\w)|glptt-[A-Za-z0-9_\-]{40}(?!\w)"
    r"|glagent-[A-Za-z0-9_\-]{50,1024}(?!\w)|gloas-[A-Za-z0-9_\-]{64}(?!\w)"
)
_LONGEST: Final = 2048
#: Where the sought letters alone say little, a token is at least so long.
_FEWEST: Final = {"SK": 34, "AC": 34, ":AA": 43, "EAA": 83}


@cache
def _shapes() -> tuple[daachorse.DoubleArrayAhoCorasick, tuple[re.Pattern[str], ...], Ints]:
    anchors: list[bytes] = []
    shapes: list[re.Pattern[str]] = []
    for words, shape in _FAMILIES:
        pattern = re.compile(f"{_START}(?:{shape or _GITLAB}){_END if shape else ''}", re.ASCII)
        for word in words.split():
            anchors.append(word.encode())
            shapes.append(pattern)
    lengths = np.array([_FEWEST.get(anchor.decode(), SHORTEST) for anchor in anchors])
    return daachorse.DoubleArrayAhoCorasick(anchors), (*shapes, _DISCORD), lengths


def _find(piece: Piece) -> Hits:
    begin, stop = solids(piece)
    if not len(begin):
        return none()
    # an address of mail is no token, but a web address with a password has an '@' too
    colons = piece.colons
    link = colons[piece.data[colons + 1] == ord("/")]
    kept = ~_holds(begin, stop, piece.at_spans[0]) | _holds(begin, stop, link)
    begin, stop = begin[kept], stop[kept]
    size = np.minimum(stop - begin, _LONGEST)
    if not len(begin):
        return none()
    shift = np.cumsum(size + 1) - size - 1
    total = int(size.sum()) + len(size)
    # words side by side with a NUL between
    place = np.ones(total, dtype=np.int64)
    place[0] = begin[0]
    place[shift[1:]] = begin[1:] - (begin + size)[:-1]
    text = piece.data[np.cumsum(place)]
    text[shift + size] = 0
    automaton, shapes, lengths = _shapes()
    raw = text.tobytes()
    matches = automaton.find_overlapping(raw)
    found = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches)).reshape(-1, 3)
    words, number = np.searchsorted(shift, found[:, 0], side="right") - 1, found[:, 2]
    long = size[words] >= lengths[number]
    longest = np.flatnonzero(size >= _DISCORD_FROM)
    wanted = {*zip(words[long].tolist(), number[long].tolist(), strict=True)}
    wanted.update((word, -1) for word in longest.tolist())
    spans: set[tuple[int, int]] = set()
    for word, shape in sorted(wanted):
        first = int(shift[word])
        token = raw[first : first + int(size[word])].decode("ascii")
        for match in shapes[shape].finditer(token):
            spans.add((int(begin[word]) + match.start(), int(begin[word]) + match.end()))
    if not spans:
        return none()
    start, end = (np.array(each, dtype=np.int64) for each in zip(*sorted(spans), strict=True))
    return hits(start, end, "api_key", CONFIRMED, CONTEXT)


def _holds(begin: Ints, stop: Ints, place: Ints) -> Flags:
    """Say which of the sorted words [begin, stop) hold one of the places."""
    flags = np.zeros(len(begin), dtype=np.bool_)
    word = np.searchsorted(stop, place, side="right")
    word, place = word[word < len(stop)], place[word < len(stop)]
    flags[word[begin[word] <= place]] = True
    return flags


DETECTOR: Final = Detector("api_key", _find, lambda piece: len(solids(piece)[0]) > 0)
