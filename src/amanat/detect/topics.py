"""Find sensitive topics in notes: a cue, in a sentence, about a person or not.

One automaton runs over the whole buffer; only cells with a cue are looked at in Python.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.detect.cues import Lexicon, fold_bytes, lexicon
from amanat.detect.people import known_words
from amanat.detect.piece import LETTER, Piece, pieces
from amanat.detect.scan import cells
from amanat.detect.topic_things import of_a_thing
from amanat.terms.words import TOPICS

FOUND: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("topic", pa.string()),
        ("tier", pa.string()),
        ("about", pa.string()),
        ("sentence_offset", pa.int64()),
        ("sentence_length", pa.int64()),
    ]
)
#: A sentence ends here, but not behind a title or an initial.
_END: Final = re.compile(
    r"(?<=[.!?।])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bSmt\.)(?<!\b[A-Z]\.)[\"'”’)]*\s+"
    r"|\n+"
)


def _any(words: str, *, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    letters = r"[\w\u0900-\u097f]"
    choices = "|".join(re.escape(word.replace("_", " ")) for word in words.split())
    return re.compile(rf"(?<!{letters})(?:{choices})(?!{letters})", flags)


_PRONOUN: Final = _any(
    """he she his her him hers himself herself he's she's he'll she'll he'd she'd whose i i'm i've
    i'll my me mine wo woh vo unki unke unka uska uske uski usko unko unhe unhen unhone usne inki
    inke inka iski iske iska isko meri mera mere mujhe maine apni apne apna khud वह वो वे उनकी उनके
    उनका उसकी उसका उसके उसे उन्हें उन्होंने उसने मेरा मेरे मेरी मुझे मैंने मैं अपनी अपने अपना ख़ुद"""
)
_RELATIVE: Final = _any(
    """father mother dad mom mum papa mummy mama husband wife son daughter brother sister uncle aunt
    nephew niece grandfather grandmother in-laws fiance fiancee spouse baby parents boyfriend
    girlfriend pitaji maa mataji bhai behen bahan beta beti bete bhaiya didi patni pati biwi dada
    dadi nana nani chacha bhabhi saas sasur ladka ladki bacche bachche father's mother's husband's
    wife's brother's sister's dad's mom's पिता पिताजी माँ मां भाई बहन बेटा बेटी बेटे पत्नी पति दादा दादी
    बहू सास ससुर भतीजे बच्चे पुत्र पुत्री"""
)
_ROLE: Final = _any(
    """ceo cto cfo coo cmo cio chro md vp founder co-founder director owner chairman manager head
    champion sponsor buyer admin spoc poc kam csm boss signatory secretary customer client user
    patient employee driver rider agent teacher student applicant candidate nominee policyholder
    insured borrower subscriber member guest visitor maalik malik sahab saab ji sir madam ma'am
    मालिक निदेशक साहब जी सर मैडम छात्र छात्रा ग्राहक प्रधान चालक उपयोगकर्ता महोदय"""
)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Shri|Smt|Prof|Col|Adv)\b\.?|श्री|श्रीमती|डॉ")
_DENIED_BEFORE: Final = re.compile(
    r"\b(?:no|not|never|nor|without|non|nil|isn't|wasn't|aren't|koi|doesn't have|don't have"
    r"|no sign of|ruled out|negative for)\b"
    r"(?:\s+(?:any|a|an|such|known|history of|longer|real|more|family)){0,2}\s*$",
    re.IGNORECASE,
)
_DENIED_BEHIND: Final = re.compile(
    r"^(?:\s+[\w\u0900-\u097f']+){0,2}"
    r"\s+(?:nahi|nahin|nhi|नहीं|nil|negative|clear|ruled out)(?![\w\u0900-\u097f])"
    r"(?!\s+(?:mil|mila|mili|aay|aai|de|bhar|kha|pehchan|match|मिल|पहचान|आ|दे|भर))",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(
    r"\b(?:if (?:some|any)\w*|if an?|if the|in case of|whether an?|agar|for example|suppose"
    r"|hypothetical\w*|configurable|policy engine|leave policy|policy covers|eligib\w+|are allowed"
    r"|faq|awareness|webinar|survey question|placeholder|dummy|test (?:patient|user|record)"
    r"|demo (?:data|patient|user|record|borrower)|sample (?:data|record|patient|row)|lorem"
    r"|fictional|मान लो|अगर|यदि)(?![\w\u0900-\u097f])",
    re.IGNORECASE,
)
_PRODUCT: Final = _any(
    """module api portal dashboard feature widget calculator upload field column engine template
    integration software sdk webhook csv import dropdown checkbox plugin vertical analytics
    recogniser scanner heatmap stock sku catalogue catalog brand industry agency census firmware
    version release sprint roadmap jira bug screen page tab filter validation config workflow sync
    endpoint server calendar widget_shows product products app platform tool chain segment
    मॉड्यूल पोर्टल सॉफ़्टवेयर कॉलम ऐप बुकिंग"""
)
_COMPANY: Final = _any(
    "company firm holding subsidiary bonds rating acquisition merger ipo vendor's startup's tenant"
)
_NAME: Final = re.compile(r"(?<![.!?।]\s)(?<!^)\b[A-Z][a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class _Topic:
    offset: int
    length: int
    topic: str
    tier: str
    about: str
    sentence: tuple[int, int]


def topics(
    texts: pa.Array | pa.ChunkedArray,
    *,
    off: frozenset[str] = frozenset(),
    more: tuple[tuple[str, str], ...] = (),
) -> pa.Table:
    """Find sensitive topics in n cells of text.

    Args:
        texts: a string or large_string column; nulls hold nothing.
        off: topics of `terms.words.TOPICS` that are left out.
        more: (cue, topic) pairs that a team adds.

    Returns:
        A table `FOUND`, sorted by row and offset, one row for each topic of a sentence: the cue's
        place and its sentence's, in code points of the cell. `about` is what the sentence alone
        tells: "person" where a pronoun, a relative or the writer stands in it, else "unclear";
        denials, idioms and rules are left out. `tier` is "possible" where nothing in the
        sentence looks like a person.
    """
    words = lexicon(frozenset(TOPICS) - off, more)
    rows: list[int] = []
    found: list[_Topic] = []
    for piece in pieces(cells(texts)):
        for row, topic in _piece(piece, words):
            rows.append(row + piece.first_row)
            found.append(topic)
    return pa.table(
        [
            pa.array(rows, pa.int64()),
            pa.array([topic.offset for topic in found], pa.int64()),
            pa.array([topic.length for topic in found], pa.int64()),
            pa.array([topic.topic for topic in found], pa.string()),
            pa.array([topic.tier for topic in found], pa.string()),
            pa.array([topic.about for topic in found], pa.string()),
            pa.array([topic.sentence[0] for topic in found], pa.int64()),
            pa.array([topic.sentence[1] for topic in found], pa.int64()),
        ],
        schema=FOUND,
    )


def _piece(piece: Piece, words: Lexicon) -> Iterator[tuple[int, _Topic]]:
    matches = words.automaton.find(fold_bytes(piece.raw))
    # the space before a cue is no part of it; a cue does not reach over two cells
    spans = np.array(matches, dtype=np.int64).reshape(-1, 3) + np.array([1, 0, 0])
    data = piece.data
    spans = spans[~LETTER[data[spans[:, 1]]]]
    row_of = piece.row_of(spans[:, 0])
    inside = row_of == piece.row_of(spans[:, 1] - 1)
    spans, row_of = spans[inside], row_of[inside]
    if not len(spans):
        return
    matches = [(begin, end, pattern) for begin, end, pattern in spans.tolist()]
    stops = np.append(piece.row_start[1:] - 1, piece.stop)
    cuts = np.flatnonzero(np.diff(row_of, prepend=-1))
    for first, last in zip(cuts.tolist(), [*cuts[1:].tolist(), len(matches)], strict=True):
        row = int(row_of[first])
        start = int(piece.row_start[row])
        raw = piece.data[start : int(stops[row])].tobytes()
        for topic in _cell(raw, start, matches[first:last], words):
            yield row, topic


def _cell(
    raw: bytes, start: int, matches: list[tuple[int, int, int]], words: Lexicon
) -> list[_Topic]:
    text = raw.decode("utf-8", "replace")
    sentences = _sentences(text)
    best: dict[tuple[int, str], _Topic] = {}
    for begin, end, pattern in matches:
        offset = len(raw[: begin - start].decode("utf-8", "replace"))
        length = len(raw[begin - start : end - start].decode("utf-8", "replace"))
        if not _whole(text, offset, offset + length):
            continue
        place = next(span for span in reversed(sentences) if span[0] <= offset)
        for cue in words.meanings[pattern]:
            if cue.topic is None:
                continue
            sentence = text[place[0] : place[1]]
            if cue.beside and not cue.beside.search(
                _but(sentence, offset - place[0], length).lower()
            ):
                continue
            if of_a_thing(cue.topic, text[place[0] : offset], text[offset + length : place[1]]):
                continue
            judged = _judge(text, sentence, offset, length, place, weak=cue.weak)
            if judged is None:
                continue
            about, tier = judged
            topic = _Topic(offset, length, cue.topic, tier, about, (place[0], place[1] - place[0]))
            best.setdefault((place[0], cue.topic), topic)
    return sorted(best.values(), key=lambda topic: (topic.offset, topic.topic))


def _but(sentence: str, offset: int, length: int) -> str:
    """Return the sentence without the cue, so that a cue is no companion of itself."""
    return f"{sentence[:offset]} \0 {sentence[offset + length :]}"


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return spans


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (_letter(before) and _letter(text[start])) and not _letter(after)


def _letter(character: str) -> bool:
    # vowel signs of Devanagari are no letters to `isalnum`
    return character.isalnum() or "\u0900" <= character <= "\u0963"


def _judge(
    text: str, sentence: str, offset: int, length: int, place: tuple[int, int], *, weak: bool
) -> tuple[str, str] | None:
    """Return (about, tier), or None where the sentence is about nobody."""
    before = text[place[0] : offset]
    behind = text[offset + length : place[1]]
    if _DENIED_BEFORE.search(before) or _DENIED_BEHIND.search(behind) or _SUPPOSED.search(sentence):
        return None
    person = bool(_PRONOUN.search(sentence) or _RELATIVE.search(sentence))
    likely = person or bool(
        _TITLED.search(sentence) or _ROLE.search(sentence) or _named(sentence, text)
    )
    product = bool(_PRODUCT.search(sentence) or _COMPANY.search(sentence))
    if (weak or product) and not person:
        return None
    if weak and product:
        return None
    return ("person" if person else "unclear"), ("likely" if likely else "possible")


def _named(sentence: str, text: str) -> bool:
    if _NAME.search(sentence):
        return True
    words = re.findall(r"[\w\u0900-\u097f]+", text)
    return any(word.lower() in known_words() for word in words)
