"""Say what a column holds, from its title and its distinct values."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.headers import Hint, account_of_a_kind, fold, hint, is_key
from amanat.detect.hits import Flags, Ints
from amanat.detect.people import known_words
from amanat.detect.scan import scan
from amanat.detect.shapes import shapes
from amanat.terms.categories import CATEGORIES
from amanat.terms.words import TIERS

#: Shares in per mille of the filled cells.
_TYPED: Final = 800
_CONTAMINATED: Final = 10
#: Under so many distinct values a shape could be somebody's.
_SHAPE_FROM: Final = 20
_SAMPLE: Final = 20_000
#: Categories that one column may mix: of a person and of a firm.
_FAMILY: Final = {
    "role_mailbox": "email",
    "pan_company": "pan",
    "gstin_company": "gstin",
    "aadhaar_masked": "aadhaar",
}
_DAMAGED: Final = r"^-?[0-9](?:[.,][0-9]+)?E\+[0-9]{2}$"
_FLAG: Final = r"^(?i:true|false|yes|no|y|n|0|1|t|f|on|off|haan|nahi|null|na|n/a|-)$"
_NUMBER: Final = r"^[-+(]?(?:Rs\.?|INR|₹|\$|USD)? ?[0-9][0-9,]*(?:\.[0-9]+)?%?\)?$"
_MOMENT: Final = (
    r"^(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[A-Za-z]{3,9})[-/., ]+[0-9]{2,4})"
    r"(?:[T ,].*)?$"
)
_ACCOUNT: Final = r"^[0-9]{9,18}$"
#: What the digits of a bank account or of an id may look like by chance.
_BY_CHANCE: Final = ("phone", "aadhaar", "card")
#: Numbers in which the values say whether they are of a person or of a firm.
_HOLDERS: Final = {"pan": "pan_company", "gstin": "gstin_company"}
#: What a column holds where not one cell has more: the last digits alone, mailboxes of desks.
_LESSER: Final = {"aadhaar": "aadhaar_masked", "email": "role_mailbox"}
#: Categories of which each value can be checked.
_CHECKED: Final = ("aadhaar", "gstin", "card", "pan", "pan_company", "ifsc", "upi", "email")
_LINK: Final = r"^(?:https?://|www\.)\S+$"


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """What a column holds; `hits` counts filled cells in which its own category was found.

    A contaminated column has identifiers of people in 1 to 80 % of its cells: in those its `hits`
    counts the cells with any. `personal` is "unknown" where values are there and nothing tells.
    """

    category: str | None
    tier: str | None
    personal: str
    spdi_class: str
    free_text: bool
    contaminated: bool
    damaged: bool
    score: str
    person_level: bool | None
    hits: int
    shape: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the scanner says: the column's own category with its hits, and cells with any hit."""

    category: str | None
    hits: int
    sure: int
    any_hits: int


def classify(
    title: str, values: pa.Array, counts: pa.Array, *, off: frozenset[str] = frozenset()
) -> ColumnKind:
    """Say what a column holds.

    Args:
        title: the column's header as it stands.
        values: its n distinct values, large_string, without nulls.
        counts: n int64, how often each value comes.
        off: names of detectors to leave out.

    Returns:
        The kind; independent of the order of values.
    """
    said = hint(title)
    text = pc.cast(
        values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values,
        pa.large_string(),
    )
    weight = np.asarray(counts.to_numpy(zero_copy_only=False), dtype=np.int64)
    filled = pc.utf8_trim_whitespace(text)
    weight = np.where(_flags(pc.not_equal(filled, "")), weight, 0)
    total = int(weight.sum())
    if account_of_a_kind(title) and _share(filled, weight, _ACCOUNT) < _TYPED * total:
        said = Hint(record=True, exact=True)
    found = _found(filled, weight, total, said, off, key=is_key(title))
    if said.category in ("bank_account", "customer_id") and found.category in _BY_CHANCE:
        # an id of ten digits is no phone, unless its plus or its words say so
        chance = found.sure * 1000 < _TYPED * total
        found = _Found(None, 0, 0, found.any_hits) if chance else found
    free = _free_text(filled, weight, said, found)
    damaged = _share(filled, weight, _DAMAGED) >= 10 * max(total, 1)
    category, tier = _category(said, found, total, damaged=damaged)
    if category is None and not free and not said.record and total:
        named = "name" in fold(title).split("_")
        category, tier = _by_words(filled, weight, total, share=300 if named else 600)
    contaminated = found.any_hits > 0 and found.any_hits * 1000 >= _CONTAMINATED * total
    contaminated &= found.category is None
    return ColumnKind(
        category=category,
        tier=tier,
        personal=_personal(said, category, filled, weight, contaminated=contaminated, free=free),
        spdi_class=CATEGORIES[category].spdi_class if category else "none",
        free_text=free,
        contaminated=contaminated,
        damaged=damaged,
        score=said.score,
        person_level=said.person_level,
        hits=found.any_hits if contaminated else found.hits if category == found.category else 0,
        shape=None if free else _shape(filled, weight),
    )


def _flags(array: pa.Array) -> Flags:
    return np.asarray(pc.fill_null(array, False).to_numpy(zero_copy_only=False), dtype=np.bool_)  # noqa: FBT003 - a fill value


def _share(text: pa.Array, weight: Ints, pattern: str) -> int:
    """Return a thousand times the number of cells that fit a pattern."""
    return int(weight[_flags(pc.match_substring_regex(text, pattern))].sum()) * 1000


def _found(
    text: pa.Array,
    weight: Ints,
    total: int,
    said: Hint,
    off: frozenset[str],
    *,
    key: bool,
) -> _Found:
    spans = scan(text, off=off)
    if not len(spans) or not total:
        return _Found(None, 0, 0, 0)
    row = spans["row"].to_numpy()
    tier = np.asarray(pc.index_in(spans["tier"], pa.array(TIERS)).to_numpy())
    length = np.asarray(pc.utf8_length(text).to_numpy(zero_copy_only=False))
    whole = spans["length"].to_numpy() * 10 >= length[row] * 6
    kinds = pc.dictionary_encode(spans["category"].combine_chunks())
    names = kinds.dictionary.to_pylist()
    kind = np.asarray(kinds.indices.to_numpy())
    own = _FAMILY.get(said.category or "", said.category)
    best: tuple[int, str, int] = (0, "", 0)
    for family in sorted({_FAMILY.get(name, name) for name in names}):
        ours = np.array([_FAMILY.get(name, name) == family for name in names])[kind] & whole
        # a number that could be anything needs the title's word
        weak = 2 if family == own else 0 if said.record and (said.exact or key) else 1
        cells = int(weight[_marked(row[ours & (tier <= weak)], len(weight))].sum())
        sure = int(weight[_marked(row[ours & (tier == 0)], len(weight))].sum())
        best = max(best, (cells, family, sure))
    hits, category, sure = best
    if hits * 1000 < _TYPED * total:
        category, hits, sure = "", 0, 0
    # a bare number beside no word may be any id
    digits = _flags(pc.match_substring_regex(text, r"^[0-9]+$"))[row]
    counted = (tier == 0) | ((tier == 1) & ~digits)
    other = [CATEGORIES[n].person and _FAMILY.get(n, n) not in (category, own) for n in names]
    counted &= np.array(other)[kind]
    any_hits = int(weight[_marked(row[counted], len(weight))].sum())
    if category in _HOLDERS:
        firm = kind == (names.index(_HOLDERS[category]) if _HOLDERS[category] in names else -1)
        firms = int(weight[_marked(row[firm & whole], len(weight))].sum())
        category = _HOLDERS[category] if firms * 2 > hits else category
    if category and category not in names:
        category = _LESSER.get(category, category)
    return _Found(category or None, hits, sure, any_hits)


def _marked(rows: Ints, count: int) -> Flags:
    flags = np.zeros(count, dtype=np.bool_)
    flags[rows] = True
    return flags


def _category(
    said: Hint, found: _Found, total: int, *, damaged: bool
) -> tuple[str | None, str | None]:
    if found.category is not None:
        families = [_FAMILY.get(each or "", each) for each in (found.category, said.category)]
        own = families[0] == families[1]
        confirmed = own or found.sure * 1000 >= _TYPED * total
        return found.category, "confirmed" if confirmed else "likely"
    if said.category is None or said.score == "of_a_firm":
        return None, None
    if said.score != "none":
        return said.category, "likely"
    checked = said.category in (
        "aadhaar",
        "gstin",
        "card",
        "pan",
        "pan_company",
        "ifsc",
        "upi",
        "email",
    )
    if checked and total and not damaged:
        # values were there and the check failed: the title is all that is left
        return said.category, "possible"
    return said.category, "likely"


def _free_text(text: pa.Array, weight: Ints, said: Hint, found: _Found) -> bool:
    if found.category is not None or (said.category is not None and said.score == "none"):
        return False
    words = np.asarray(pc.count_substring_regex(text, r"\S+").to_numpy(zero_copy_only=False))
    filled = np.flatnonzero(weight > 0)
    if said.free_text:
        return not len(filled) or bool((words[filled] >= 3).any())
    if not len(filled) or (said.record and said.exact):
        return False
    return bool(np.median(words[filled]) >= 5)


def _by_words(
    text: pa.Array, weight: Ints, total: int, *, share: int
) -> tuple[str | None, str | None]:
    """Say "name" where most cells are two or three words known as names of people."""
    looks = _flags(
        pc.match_substring_regex(text, r"^\p{L}[\p{L}\p{M}.']+(?: \p{L}[\p{L}\p{M}.']*){1,2}$")
    )
    if int(weight[looks].sum()) * 1000 < _TYPED * total:
        return None, None
    chosen = _some(text.filter(pa.array(looks)), 2000)
    known = sum(
        any(word in known_words() for word in value.lower().split()) for value in chosen.to_pylist()
    )
    return ("name", "likely") if known * 1000 >= share * len(chosen) else (None, None)


def _some(text: pa.Array, count: int) -> pa.Array:
    """Return at most `count` values, the same whatever their order."""
    if len(text) <= count:
        return text
    # the k smallest: the only choice that does not hang on the order of rows
    return text.take(pc.select_k_unstable(text, k=count, sort_keys=[("", "ascending")]))


def _personal(
    said: Hint,
    category: str | None,
    text: pa.Array,
    weight: Ints,
    *,
    contaminated: bool,
    free: bool,
) -> str:
    if contaminated:
        return "yes"
    if category is not None:
        return "yes" if CATEGORIES[category].person else "no"
    if said.score == "of_a_firm" or said.record or not weight.any():
        return "no"
    if free or said.private:
        return "unknown"
    used = text.filter(pa.array(weight > 0))
    for pattern in (_FLAG, _NUMBER, _MOMENT, _LINK):
        if pc.all(pc.match_substring_regex(used, pattern)).as_py():
            # long numbers may be anyone's number, all else that is regular is of a record
            return "unknown" if pattern == _NUMBER and _long_ids(used) else "no"
    few = len(used) <= 20 and int(weight.sum()) >= 5 * len(used)
    return "no" if few else "unknown"


def _long_ids(text: pa.Array) -> bool:
    return bool(pc.all(pc.match_substring_regex(text, r"^[0-9]{8,}$")).as_py())


def _shape(text: pa.Array, weight: Ints) -> str | None:
    used = np.flatnonzero(weight > 0)
    if len(used) < _SHAPE_FROM:
        return None
    some, counts = text.take(pa.array(used)), weight[used]
    if len(used) > _SAMPLE:
        chosen = pc.select_k_unstable(some, k=_SAMPLE, sort_keys=[("", "ascending")])
        some, counts = some.take(chosen), counts[chosen.to_numpy()]
    table = pa.table({"shape": shapes(some), "n": pa.array(counts)})
    grouped = table.group_by("shape").aggregate([("n", "sum")])
    top = grouped.sort_by([("n_sum", "descending"), ("shape", "ascending")])["shape"][0].as_py()
    return top if len(top) <= 60 else None
