"""Names of people in text: candidates to compare with known people, and titles without them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.headers import fold, vocabulary
from amanat.detect.normalise import name_words, names
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
#: What parts the words of a sentence; the ending of "Meena's" is no part of a name.
_APART: Final = re.compile(r"[^\w.'’\u200c\u200d\u0900-\u097f]+|_")
_OWNING: Final = re.compile(r"['’]s\b")
_INITIAL: Final = re.compile(r"(?:[A-Z]\.?){1,2}")
_HANDLE: Final = re.compile(r"(?<![\w.@])@([a-z0-9][\w+-]*(?:\.[\w+-]+)*)")
#: A shorter lone name or handle is too often something else.
_LEAST: Final = 3
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
        words = _split(sentence)
        flags = [_may_name(word) for word in words]
        found += [
            (index, " ".join(words[start : start + size]))
            for start in _starts(words)
            for size in (2, 3)
            if start + size <= len(words) and all(flags[start : start + size])
        ]
    folded = names(pa.array([name for _, name in found], pa.large_string())).to_pylist()
    pairs = {(index, name) for (index, _), name in zip(found, folded, strict=True) if name}
    return sorted(pairs)


def short_candidates(sentences: Sequence[str]) -> list[tuple[int, str]]:
    """Return (index of the sentence, form) of what else than a full name may call somebody.

    Forms are those of `called` and `handles`: an initial with a name ("M. Iyer", "Meena I."), a
    handle ("@meena.iyer"), a lone name.
    """
    found: list[tuple[int, str]] = []
    for index, sentence in enumerate(sentences):
        found += [(index, f"@{mark}") for mark in _HANDLE.findall(sentence.lower())]
        words = _split(sentence)
        lone = [_initial(word) for word in words]
        for start in _starts(words):
            for size in (2, 3):
                run = words[start : start + size]
                initials = lone[start : start + size]
                if len(run) == size and any(initials) and all(map(_may_name, run)):
                    found.append((index, " ".join(run)))
        found += [
            (index, word)
            for at, word in enumerate(words)
            if len(word) >= _LEAST and (word.lower() in known_words() or (at and _capital(word)))
        ]
    folded = name_words(pa.array([name for _, name in found], pa.large_string())).to_pylist()
    pairs = {
        (index, raw if raw.startswith("@") else _ends(name))
        for (index, raw), name in zip(found, folded, strict=True)
        if max(map(len, name.split(" "))) > 1
    }
    return sorted(pairs)


def called(full: pa.Array) -> Iterator[tuple[pa.Array, bool]]:
    """Yield by which forms people of some full names are called, too.

    Args:
        full: n names as `normalise.names` gives them.

    Yields:
        n forms, null where there is none of the kind, and whether the form is a lone name, which
        means somebody only where it is clear whose people are spoken of.
    """
    first = pc.replace_substring_regex(full, " .*$", "")
    last = pc.replace_substring_regex(full, "^.* ", "")
    whole = [pc.greater(pc.utf8_length(each), 1) for each in (first, last)]
    initials = [pc.utf8_slice_codeunits(each, 0, 1) for each in (first, last)]
    yield _both(initials[0], last, whole[1]), False
    yield _both(first, initials[1], whole[0]), False
    yield _both(first, last, pc.greater(pc.count_substring(full, " "), 1)), False
    yield pc.if_else(pc.greater_equal(pc.utf8_length(first), _LEAST), first, None), True


def handles(mails: pa.Array) -> pa.Array:
    """Return the handle of each of n folded addresses: what stands before its `@`, after one."""
    local = pc.replace_substring_regex(mails, r"(?:\+.*)?@.*$", "")
    long = pc.greater_equal(pc.utf8_length(local), _LEAST)
    at = pa.scalar("@", local.type)
    empty = pa.scalar("", local.type)
    return pc.if_else(long, pc.binary_join_element_wise(at, local, empty), None)


def _both(left: pa.Array, right: pa.Array, wanted: pa.Array) -> pa.Array:
    space = pa.scalar(" ", left.type)
    return pc.if_else(wanted, pc.binary_join_element_wise(left, right, space), None)


def _ends(name: str) -> str:
    words = name.split(" ")
    return name if len(words) == 1 else f"{words[0]} {words[-1]}"


def _split(sentence: str) -> list[str]:
    return _APART.split(_OWNING.sub("", sentence))


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Yield where a name may start: of "R. K. Rao" it is "R. Rao" that counts, not "K. Rao"."""
    for start, word in enumerate(words):
        if not (start and _initial(word) and _initial(words[start - 1])):
            yield start


def _initial(word: str) -> bool:
    return bool(_INITIAL.fullmatch(word)) and word != "I"


def _capital(word: str) -> bool:
    return bool(_SPAN.fullmatch(word)) and not word.isupper()


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
