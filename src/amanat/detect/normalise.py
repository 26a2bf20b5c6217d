"""Bring identifiers into one spelling, so that equal ones can be matched."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.email import ROLES

_EMAIL: Final = r"(?P<mail>[a-z0-9_][a-z0-9._%+&'\-]*@[a-z0-9](?:[a-z0-9\-]*\.)+[a-z]{2,24})"
_ALONE: Final = r"^[^@]*?(?:^|[^a-z0-9._%+&'\-@])" + _EMAIL + r"(?:[^a-z0-9\-@.].*|\.?)$"
_DIGITS: Final = ("०१२३४५६७८९", "０１２３４５６७８９")
#: What a cell with one phone number may hold.
_ONE_PHONE: Final = r"^\+?[0-9 ().\-/]*$"
#: What needs no cleaning before its digits are read.
_PLAIN_PHONE: Final = r"^\+?[0-9][0-9 \-]*$"
_INDIAN: Final = r"^(?:0091|091|910|91|0)?(?P<number>[6-9][0-9]{9})$"
_TITLES: Final = """
    mr mrs ms miss mx dr prof er ca cs adv col maj capt lt gen sir madam maam shri shree
    sri smt kumari sushri ji jee saab sahab sahib saheb garu bhai bhaiya didi mister
    messrs श्री श्रीमती सुश्री कुमारी डॉ डा प्रो जी साहब सर मैडम
"""


def emails(values: pa.Array) -> pa.Array:
    """Return n e-mail addresses in lower case, trimmed; null where a cell has none or several."""
    text = pc.utf8_lower(pc.utf8_trim_whitespace(_strings(values)))
    single = pc.fill_null(pc.equal(pc.count_substring(text, "@"), 1), False)  # noqa: FBT003 - a fill value
    if not pc.any(single).as_py():
        return pa.nulls(len(text), text.type)
    found = pc.struct_field(pc.extract_regex(text, pattern=_ALONE), "mail")
    return pc.if_else(single, found, None)


def phones(values: pa.Array) -> pa.Array:
    """Return n phone numbers as '+' and digits.

    An Indian mobile in any spelling becomes "+91" and ten digits. A number of another country
    needs its '+' or '00'. Null: none, several, or damaged by a spreadsheet (9.19E+11).
    """
    text = pc.utf8_trim_whitespace(_strings(values))
    # Most cells need no cleaning, and eight passes over all of them cost more than all the rest.
    odd = pc.fill_null(pc.invert(pc.match_substring_regex(text, _PLAIN_PHONE)), False)  # noqa: FBT003 - a fill value
    if pc.any(odd).as_py():
        text = pc.replace_with_mask(text, odd, _plain_phones(text.filter(odd)))
    one = pc.match_substring_regex(text, _ONE_PHONE)
    digits = pc.replace_substring_regex(text, "[^0-9]", "")
    plus = pc.starts_with(text, "+")
    mobile = pc.struct_field(pc.extract_regex(digits, pattern=_INDIAN), "number")
    home = pc.or_(pc.invert(plus), pc.starts_with(digits, "91"))
    placeholder = pc.match_substring_regex(digits, _same_digit())
    indian = pc.and_(pc.and_(pc.is_valid(mobile), home), pc.invert(placeholder))
    abroad = pc.replace_substring_regex(digits, "^00", "")
    foreign = pc.and_(
        pc.or_(plus, pc.starts_with(digits, "00")),
        pc.match_substring_regex(abroad, r"^[1-9][0-9]{7,14}$"),
    )
    prefix = pa.scalar("+91", pa.large_string())
    cross = pa.scalar("+", pa.large_string())
    none = pa.scalar("", pa.large_string())
    other = pc.if_else(foreign, pc.binary_join_element_wise(cross, abroad, none), None)
    number = pc.if_else(indian, pc.binary_join_element_wise(prefix, mobile, none), other)
    return pc.if_else(pc.fill_null(one, False), number, None)  # noqa: FBT003 - a fill value


def _plain_phones(text: pa.Array) -> pa.Array:
    text = _ascii_digits(text)
    text = pc.replace_substring_regex(text, r"^(?:'|tel:|p:)+", "")
    text = pc.replace_substring_regex(text, r"[\x{00a0}\x{2009}\x{202f}\x{200b}-\x{200f}]", " ")
    text = pc.replace_substring_regex(text, "[\u2010-\u2015\u2212]", "-")
    text = pc.replace_substring_regex(text, r"\.0$", "")
    text = pc.replace_substring_regex(text, r"^\(\s*\+", "+(")
    return pc.utf8_trim_whitespace(text)


def role_mailbox(values: pa.Array) -> pa.BooleanArray:
    """Say of n normalised e-mail addresses whether each is a desk's, not a person's; null: no."""
    local = pc.replace_substring_regex(_strings(values), "@.*$", "")
    return pc.is_in(local, value_set=pa.array(ROLES, pa.large_string()))


def names(values: pa.Array) -> pa.Array:
    """Return n full names folded: lower case, no title, no punctuation, single spaces.

    Null where fewer than two words are left: a lone first name means nobody in particular.
    """
    text = name_words(values)
    full = pc.match_substring(text, " ")
    return pc.if_else(pc.fill_null(full, False), text, None)  # noqa: FBT003 - a fill value


def name_words(values: pa.Array) -> pa.Array:
    """Return n names folded as `names` does, those of one word too; empty where none is left."""
    text = pc.utf8_lower(pc.utf8_normalize(_strings(values), form="NFC"))
    text = pc.replace_substring_regex(text, r"['’`\p{Cf}]+", "")
    text = pc.replace_substring_regex(text, r"[^\p{L}\p{M}]+", " ")
    titles = rf"(^| )(?:{'|'.join(_TITLES.split())})( |$)"
    once = pc.replace_substring_regex(text, titles, " ")
    # two titles side by side share the space between them
    changed = pc.fill_null(pc.not_equal(once, text), False)  # noqa: FBT003 - a fill value
    text = once
    if pc.any(changed).as_py():
        again = pc.replace_substring_regex(once.filter(changed), titles, " ")
        text = pc.replace_with_mask(once, changed, again)
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(text, " +", " "))


def _strings(values: pa.Array) -> pa.Array:
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = pc.cast(values, values.type.value_type)
    return pc.cast(values, pa.large_string())


def _ascii_digits(text: pa.Array) -> pa.Array:
    for digits in _DIGITS:
        if pc.any(pc.match_substring_regex(text, f"[{digits}]")).as_py():
            for value, digit in enumerate(digits):
                text = pc.replace_substring(text, digit, str(value))
    return text


def _same_digit() -> str:
    return "(?:" + "|".join(f"{digit}{{10}}$" for digit in "6789") + ")"
