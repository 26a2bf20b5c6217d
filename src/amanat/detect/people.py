"""Names of people in text: candidates to compare with known people, and titles without them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import pyarrow as pa

from amanat.detect.headers import fold, vocabulary
from amanat.detect.normalise import names
from amanat.detect.scan import scan
from amanat.terms.products import PRODUCTS


def _words(name: str) -> frozenset[str]:
    text = (files("amanat.detect") / "data" / name).read_text(encoding="utf-8")
    return frozenset(unicodedata.normalize("NFC", text).split())


def _product_words() -> frozenset[str]:
    """Return the words of products' names, whole and cut at their capitals."""
    titles = " ".join(product.title for product in PRODUCTS.values())
    return frozenset(f"{titles} {re.sub('(?<=[a-z])(?=[A-Z])', ' ', titles)}".lower().split())


#: Words of the trade: months, products, success and support terms. They name nobody.
SAFE_WORDS: Final = _words("safe_words.txt") | _product_words()
_LENGTH: Final = 80
_ANSI: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)")
_SPACE: Final = re.compile(r"\s+")
#: A word: capitalised, in capitals, in small letters, or of another script.
_TOKEN: Final = re.compile(
    r"\[[A-Z_]+\]|[A-Z]{2,}s(?![a-zà-öø-ÿ])|[A-Z][a-zà-öø-ÿ]+(?:'[a-z]+)?|[A-Z]+(?![a-zà-öø-ÿ])"
    r"|[a-z][a-zà-öø-ÿ]*|[\u0900-\u0963\u0970-\u097f\u200c\u200d]+"
    r"|[^\W\d_a-zA-Z\u0900-\u097f]+"
)
_WRAPPING: Final = re.compile(r"^(?:properties\.)?\$?(?=\w)")
_DIGITS: Final = re.compile(r"(?<![^\W_])\d(?:[ \-./]?\d){5,}")
_DATES: Final = re.compile(
    r"(?:19|20)\d\d(?:[-./ ]?(?:0?[1-9]|1[0-2])(?:[-./ ]?(?:0?[1-9]|[12]\d|3[01]))?)?"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[- ](?:(?:19|20)\d\d|\d\d)"
)
#: What may stand between two words of one name.
_JOIN: Final = re.compile(r"[ _\-.,'’]{0,2}")
_SPAN: Final = re.compile(r"(?:[A-Z][\w'’]*\.?|[\u0900-\u0963\u0970-\u097f\u200c\u200d]+\.?)")
_LABELS: Final = {
    "role_mailbox": "EMAIL",
    "pan_company": "PAN",
    "gstin_company": "GSTIN",
    "aadhaar_masked": "AADHAAR",
}
_PERSON: Final = "[PERSON]"


@cache
def known_words() -> frozenset[str]:
    """Return given names and surnames that are common in India, folded."""
    return _words("names.txt")


def name_candidates(sentences: Sequence[str]) -> list[tuple[int, str]]:
    """Return (index of the sentence, folded name) of all runs of two or three possible name words.

    A name word is capitalised, of Devanagari, or in the list of names. The folding is that of
    `normalise.names`, so that a keyed hash of a candidate meets that of a known person.
    """
    found: list[tuple[int, str]] = []
    for index, sentence in enumerate(sentences):
        words = re.split(r"[^\w.'’\u200c\u200d\u0900-\u097f]+|_", sentence)
        flags = [_may_name(word) for word in words]
        found += [
            (index, " ".join(words[start : start + size]))
            for size in (2, 3)
            for start in range(len(words) - size + 1)
            if all(flags[start : start + size])
        ]
    folded = names(pa.array([name for _, name in found], pa.large_string())).to_pylist()
    pairs = {(index, name) for (index, _), name in zip(found, folded, strict=True) if name}
    return sorted(pairs)


def _may_name(word: str) -> bool:
    return bool(_SPAN.match(word)) or word.lower().strip(".") in known_words()


def screen(titles: Sequence[str], known: Callable[[Sequence[str]], Sequence[bool]]) -> list[str]:
    """Return titles in which what could be a person's is replaced by its category.

    Args:
        titles: n headers, titles, file names as they stand.
        known: says of folded names (two or three words, or one that is a known name word)
            whether each is of a known person.

    Returns:
        n screened texts of at most 80 characters, without control characters.
    """
    texts = [_marked(text) for text in _without_identifiers([_plain(title) for title in titles])]
    tokens = [list(_TOKEN.finditer(text)) for text in texts]
    asked = _runs(texts, tokens)
    folded = names(pa.array([text for _, _, text in asked], pa.large_string())).to_pylist()
    questions = [name or text.lower() for name, (_, _, text) in zip(folded, asked, strict=True)]
    people: dict[int, set[int]] = {}
    for yes, (index, places, _) in zip(known(questions) if questions else (), asked, strict=True):
        if yes:
            people.setdefault(index, set()).update(places)
    return [
        _replaced(text, words, people.get(index, set()))
        for index, (text, words) in enumerate(zip(texts, tokens, strict=True))
    ]


def slug(title: str) -> str | None:
    """Return a title as words joined by '-' if all are plain English vocabulary, else None.

    The wrapping of an analytics property (`properties.$email`) is no part of its title.
    """
    words = fold(_WRAPPING.sub("", title.strip())).split("_")
    if not all(_plain_word(word) for word in words):
        return None
    return "-".join(words)[:_LENGTH] or None


def _plain_word(word: str) -> bool:
    if not word.isascii():
        return False
    if word.isdigit():
        return len(word) <= 4
    stem = word.rstrip("0123456789") or word
    return any(each in SAFE_WORDS or each in vocabulary() for each in (word, stem))


def _plain(title: str) -> str:
    text = _ANSI.sub("", unicodedata.normalize("NFC", title))
    text = _SPACE.sub(" ", text)
    # joiners shape Devanagari words; all other format characters only hide things
    kept = (c for c in text if c in "\u200c\u200d" or not unicodedata.category(c).startswith("C"))
    return "".join(kept).strip()


def _without_identifiers(texts: list[str]) -> list[str]:
    spans = scan(pa.array(texts, pa.large_string())).to_pylist()
    for span in reversed(spans):
        row, offset = span["row"], span["offset"]
        label = _LABELS.get(span["category"], span["category"].upper())
        text = texts[row]
        texts[row] = f"{text[:offset]}[{label}]{text[offset + span['length'] :]}"
    return texts


def _marked(text: str) -> str:
    return _DIGITS.sub(lambda run: run[0] if _DATES.fullmatch(run[0]) else "[NUMBER]", text)


def _runs(texts: list[str], tokens: list[list[re.Match[str]]]) -> list[tuple[int, range, str]]:
    """Return (title, places of words, text) of all runs of one to three words to ask about."""
    runs: list[tuple[int, range, str]] = []
    for index, words in enumerate(tokens):
        for start, word in enumerate(words):
            if word[0].startswith("["):
                continue
            if word[0].lower() in known_words():
                runs.append((index, range(start, start + 1), word[0]))
            for size in (2, 3):
                group = words[start : start + size]
                if len(group) == size and _joined(texts[index], group):
                    text = " ".join(each[0] for each in group)
                    runs.append((index, range(start, start + size), text))
    return runs


def _joined(text: str, words: list[re.Match[str]]) -> bool:
    return all(
        not b[0].startswith("[") and _JOIN.fullmatch(text, a.end(), b.start()) is not None
        for a, b in pairwise(words)
    )


def _replaced(text: str, words: list[re.Match[str]], people: set[int]) -> str:
    odd = [_odd(word[0]) for word in words]
    hidden = {
        place
        for place, word in enumerate(words)
        if place in people or _is_name(word[0]) or _accented(word[0])
    }
    for place in range(len(words) - 1):
        if _joined(text, words[place : place + 2]):
            pair = {place, place + 1}
            # two odd words side by side, or one beside a name, are a name
            if all(odd[each] or each in hidden for each in pair):
                hidden |= pair
    for place in range(len(words) - 2, -1, -1):
        if place + 1 in hidden and odd[place] and _joined(text, words[place : place + 2]):
            hidden.add(place)
    parts: list[str] = []
    at = 0
    for place, word in enumerate(words):
        if place not in hidden:
            continue
        joined = place - 1 in hidden and _joined(text, words[place - 1 : place + 1])
        if not joined:
            parts += [text[at : word.start()], _PERSON]
        at = word.end()
    return _cut("".join(parts) + text[at:])


def _cut(text: str) -> str:
    """Cut at 80 characters, never inside a replaced part."""
    if len(text) <= _LENGTH:
        return text
    cut = text[:_LENGTH]
    opened = cut.rfind("[")
    return cut[:opened].rstrip() if opened > cut.rfind("]") else cut


def _is_name(word: str) -> bool:
    folded = word.lower().removesuffix("'s")
    return folded in known_words() and folded not in SAFE_WORDS


def _accented(word: str) -> bool:
    """Say whether a word of Latin letters has a foreign one and is none of the trade."""
    latin = "a" <= word[0].lower() <= "z"
    return latin and not word.isascii() and word.lower() not in SAFE_WORDS


def _odd(word: str) -> bool:
    """Say whether a word could be a name that no list knows."""
    if word.startswith("["):
        return False
    folded = word.lower()
    if folded in SAFE_WORDS or folded in vocabulary():
        return False
    foreign = not word.isascii()
    capitalised = word[0].isupper() and (not word.isupper() or len(word) >= 4)
    return foreign or capitalised or (word.isupper() and len(word) == 1)
