"""Titles as ids: plain words become slugs, all others keyed hashes."""

import re
import unicodedata
from hashlib import blake2b
from typing import Final

from amanat.detect.people import slug
from amanat.evidence.keys import Keys
from amanat.sources.model import Head
from amanat.terms.products import PRODUCTS

_EXTENSION: Final = re.compile(
    r"\.(csv|tsv|txt|xlsx?|xlsm|json|jsonl|ndjson|md|markdown|html?|zip|pdf|docx?|gsheet|ods)$",
    re.IGNORECASE,
)
#: What a spreadsheet adds to a file's name, and browsers to a second download.
_ADDED: Final = re.compile(r"\s+-\s+sheet\s?\d+$|\s*\(\d+\)$|_(?=\s|$)", re.IGNORECASE)
_NOT_WORD: Final = re.compile(r"[\W_]+")
SALESFORCE_LONG: Final = 18
SALESFORCE_SHORT: Final = 15
#: Days and counters in the names of weekly exports.
_DATED: Final = re.compile(
    r"\d{4}\W?\d{2}\W?\d{2}(?:[T_ ]?\d{4,6})?|\d{1,2}\W\d{1,2}\W\d{2,4}|\b\d+$"
)
#: A day behind a title, as people write it behind the name of a download.
_DAY: Final = re.compile(
    r"\s(?:20\d{2} ?[01]\d ?[0-3]\d|[0-3]?\d [01]?\d 20\d{2}"
    r"|[0-3]?\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* 20\d{2})$"
)


def bare_id(product: str, name: str) -> str:
    """Return a product's id in its short form: Salesforce writes 15 characters, or 18."""
    if product == "salesforce" and len(name.strip()) == SALESFORCE_LONG:
        return name.strip()[:SALESFORCE_SHORT]
    return name.strip()


def label_of(title: str, keys: Keys) -> str:
    """Return the slug of a title in plain words, else `h-` and a keyed hash of 16 hex digits."""
    plain = slug(title)
    return plain or f"h-{keys.opaque(normal_title(title), 'title')}"


def label_by_id(product: str | None, name: str, keys: Keys) -> str:
    """Return `h-` and the keyed hash of a product's id of a label, whose case counts.

    It is no title: folded like one, two short ids of Salesforce could become one label.
    """
    product = product or ""
    return f"h-{keys.opaque(product + chr(0) + bare_id(product, name), 'title')}"


def normal_title(title: str) -> str:
    """Return a title without case, punctuation, extension and what downloads add to it."""
    text = unicodedata.normalize("NFKC", title).strip().casefold()
    text = _ADDED.sub("", _EXTENSION.sub("", text)).strip()
    return _NOT_WORD.sub(" ", text).strip()


def undated(title: str) -> str:
    """Return a title without days and counters: next week's export has the same one."""
    return " ".join(_DATED.sub(" ", _EXTENSION.sub("", title)).split())


def undated_key(title: str, keys: Keys) -> bytes:
    """Return the title key of a title without the day at its end."""
    return keys.hash_text(_DAY.sub("", normal_title(title)), "title")


def title_key(title: str, keys: Keys) -> bytes:
    """Return the keyed hash by which a permission list that names titles finds a unit."""
    return keys.hash_text(normal_title(title), "title")


def signature(head: Head) -> str:
    """Return 8 hex digits of the unit's headers in any order.

    It has no key: a dataset keeps its name when the key is rotated, and 32 bits over all headers
    together tell none of them.
    """
    text = "\n".join(sorted(head.folded))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def product_named(text: str) -> str | None:
    """Return the product that a text names as a whole: "HubSpot" or "google sheets"."""
    words = _NOT_WORD.sub("-", text.strip().casefold()).strip("-")
    if words in PRODUCTS:
        return words
    joined = words.replace("-", "")
    return next(
        (p.id for p in PRODUCTS.values() if joined == _NOT_WORD.sub("", p.title.casefold())), None
    )


def product_in(text: str) -> str | None:
    """Return the one product that a longer text speaks of; None: none, or several."""
    words = f" {_NOT_WORD.sub(' ', text.casefold())} "
    found = {
        p.id
        for p in PRODUCTS.values()
        if f" {_NOT_WORD.sub(' ', p.title.casefold())} " in words
        or f" {p.id.replace('-', ' ')} " in words
    }
    return found.pop() if len(found) == 1 else None
