"""The shape of a value: which of its places hold letters, digits and signs, and no letter of it."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

#: The same as the expressions of `shapes`, byte for byte.
_ASCII: Final = bytes(
    ord("a" if chr(code).isalpha() else "9" if chr(code).isdigit() else chr(code))
    if 0x20 <= code <= 0x7E
    else ord("?")
    for code in range(256)
)


def shapes(text: pa.Array) -> pa.Array:
    """Return n values with `a` for letters and marks, `9` for digits, `?` for what is not ASCII.

    Args:
        text: large_string without nulls.
    """
    if pc.all(pc.string_is_ascii(text)).as_py():
        _, offsets, data = text.buffers()
        shaped = pa.py_buffer(data.to_pybytes().translate(_ASCII) if data else b"")
        return pa.LargeStringArray.from_buffers(
            len(text), offsets, shaped, null_count=0, offset=text.offset
        )
    shape = pc.replace_substring_regex(text, r"[\p{L}\p{M}]", "a")
    shape = pc.replace_substring_regex(shape, r"\p{Nd}", "9")
    return pc.replace_substring_regex(shape, r"[^\x20-\x7e]", "?")
