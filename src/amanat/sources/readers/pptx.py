"""Read the text of a PPTX: each slide with its notes and comments, in the order they are shown."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.readers.docx import paragraphs
from amanat.sources.readers.ooxml import Packed, error
from amanat.sources.readers.whole import whole_bytes

_MAIN: Final = "ppt/presentation.xml"
#: What belongs to a slide; also what a team draws in it (SmartArt) is text.
_BELONGING: Final = ("/notesSlide", "/comments", "/diagramData")


def texts(where: Locator, limits: Limits) -> Iterator[Any]:
    """Yield [[slide, text]] for each slide with text, then what to note.

    Raises:
        SourceError: `truncated`, `corrupt`, `encrypted`, `over_size`, `over_ratio` or `empty`.
    """
    data = whole_bytes(where, limits)
    packed = Packed(data, limits)
    read = 0
    for number, slide in enumerate(_slides(packed), start=1):
        names = [slide]
        names += [
            target
            for kind, target in packed.related(slide)
            if kind.endswith(_BELONGING) and target in packed.names
        ]
        for name in names:
            for text in paragraphs(packed.events(name)):
                read += 1
                yield [[f"slide {number}", text]]
    inside = any(name.startswith("ppt/embeddings/") for name in packed.names)
    if not read and not inside:
        raise error("empty")
    yield {
        "hash": blake2b(data, digest_size=16).digest(),
        "partly": "members_skipped" if inside else None,
    }


def _slides(packed: Packed) -> list[str]:
    main = packed.main(_MAIN)
    targets = {key: target for key, _, target in packed.relations(main)}
    shown = [
        targets.get(attributes.get(":id", ""), "")
        for kind, name, attributes in packed.events(main)
        if kind == "start" and name == "sldId" and attributes
    ]
    return [name for name in shown if name in packed.names]
