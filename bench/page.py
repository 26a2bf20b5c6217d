"""The page of benchmarks: each benchmark writes its own section and leaves the others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

WRITTEN: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_TITLE: Final = "# Benchmarks"


def write(title: str | None, lines: Sequence[str]) -> None:
    """Put a section into the page, in place of an older one.

    Args:
        title: of the section; None: the head of the page, up to its first section.
        lines: what stands in it.
    """
    page = WRITTEN.read_text(encoding="utf-8") if WRITTEN.is_file() else _TITLE
    head, *sections = page.split("\n## ")
    if title is None:
        head = "\n".join([_TITLE, "", *lines])
    else:
        named = [each.partition("\n")[0] for each in sections]
        section = "\n".join([title, "", *lines])
        at = named.index(title) if title in named else len(sections)
        sections[at : at + 1] = [section]
    parts = [part.strip("\n") for part in (head, *sections)]
    WRITTEN.write_text("\n\n## ".join(parts) + "\n", encoding="utf-8", newline="\n")
