"""The hash of an invented company's exports: the same arguments give the same bytes anywhere."""

from hashlib import blake2b
from pathlib import Path
from typing import Final

#: The exports of the company as `amanat demo` makes it. A change of the sample changes it.
DEMO: Final = "634cfec303c5086b"


def digest(exports: Path) -> str:
    """Return 16 hex digits over the names and contents of all files below a folder."""
    state = blake2b(digest_size=8)
    for path in sorted(each for each in exports.rglob("*") if each.is_file()):
        name = path.relative_to(exports).as_posix().encode()
        state.update(len(name).to_bytes(4, "big") + name)
        state.update(path.stat().st_size.to_bytes(8, "big"))
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                state.update(piece)
    return state.hexdigest()
