"""How far a postal address reaches in a line of text, and whether it is one."""

import re
from typing import Final

from amanat.detect.states import NAMES

#: Words for a road, a place in a town or a part of a house, in whole or at the end of a word.
_STREETS_WORDS: Final = """
    road rd street st str lane avenue ave marg nagar path chowk circle ganj zila gali galli
    mohalla colony society sector block phase layout cross main enclave vihar puram palli para
    bagh garden gardens apartment apartments apt towers tower residency heights floor building
    bhavan complex plot flat house villa village taluk tehsil mandal district post bypass
    highway drive dr court ct place pl square way close crescent terrace boulevard blvd parkway
    suite unit box via rue calle rua viale piazza plaza plass avenida weg straße strasse gasse
    allee platz gade vej veien gata gatan ulica ul út utca kapu mill isle bridge forks greens
    prairie marga nagara रोड मार्ग नगर गली मोहल्ला चौक कॉलोनी सेक्टर
"""
_STREETS: Final = frozenset(_STREETS_WORDS.split())
_TAILS_WORDS: Final = """
    strasse straße gasse weg gade vej vejen veien vegen gata gatan katu tie plads pura puram
    palli
"""
_TAILS: Final = tuple(_TAILS_WORDS.split())
#: Small words that stand inside an address.
_INSIDE_WORDS: Final = """
    of and the de du da di la le el na del della des van von den der do dos no
"""
_INSIDE: Final = frozenset(_INSIDE_WORDS.split())
#: Words with a full stop that ends no sentence.
_SHORT: Final = re.compile(
    r"(?:apt|st|str|no|rd|ave|dr|h\.no|p\.o|ul|opp|nr|fl|bldg|[a-z]|\d+)\.", re.IGNORECASE
)
#: A line that begins so is the next field of a form.
_FIELD: Final = re.compile(
    r"\s*(?:[A-Z][\w /.]{1,30}:|(?:phone|mobile|mob|tel|fax|desk|office|email|e-mail|web|www|pin\b)"
    r"|[+(]?\d[\d ().-]{6,}\d(?: |$)|https?:|\S+@|\n)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\s,;]+|[,;]|\n[ \t>?]*|[ \t]+")
_STOP_WORDS: Final = """
    phone mobile tel fax email pin pincode zip please thanks i my we you he she it
"""
_STOP: Final = frozenset(_STOP_WORDS.split())
_WORDS: Final = 18
_LINES: Final = 4


def reach(text: str) -> tuple[int, int]:
    """Say how many characters of a text that begins like an address belong to it.

    Returns:
        The length, and how much speaks for an address: a word for a street, a region, a code
        of the post, commas between parts.
    """
    end = words = lines = commas = marks = named = 0
    for match in _TOKEN.finditer(text):
        part = match[0]
        if part.isspace():
            if "\n" in part:
                lines += 1
                if lines >= _LINES or _FIELD.match(text, match.end()):
                    break
            continue
        if part in ",;":
            commas += 1
            continue
        word = part.rstrip("?!.)'\"") if not _SHORT.fullmatch(part) else part
        if not _belongs(word, first=not words) or words >= _WORDS:
            break
        words += 1
        if word.lower() not in _INSIDE:
            end = match.start() + len(word)
        marks += _speaks(word)
        named += word[0].isalpha() and len(word) > 2
        if len(word) < len(part) and not (
            part.endswith(".") and text[match.end() :].startswith(",")
        ):
            break
    if not named:
        return 0, 0
    region = any(name in text[:end].lower() for name in NAMES)
    return end, marks + region + (commas > 0)


def _belongs(word: str, *, first: bool) -> bool:
    if not word or "@" in word or "://" in word or word.lower() in _STOP:
        return False
    lead = word.lstrip("(#'\"")[:1]
    if lead.isdigit() or lead.isupper() or lead > "\u0900":
        return not (word.isdigit() and len(word) > 6)
    return not first and (word in _INSIDE or word in _STREETS)


def _speaks(word: str) -> int:
    low = word.lower().rstrip(".")
    if low in _STREETS or low.endswith(_TAILS):
        return 2
    return int(bool(re.search(r"(?:^|-)[1-9]\d{4,5}$", word)))
