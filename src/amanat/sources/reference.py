"""What can be judged from each product's export, as a table built from the layouts.

`python -m amanat.sources.reference > docs/sources.md` writes the page anew.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from amanat.sources.layouts import known_layouts
from amanat.sources.model import Layout
from amanat.terms.products import PRODUCTS

_IDENTIFIERS: Final = frozenset({"email", "phone", "customer_id", "device_id", "person_ref"})
_TEXTS: Final = frozenset({"text", "subject"})
_TIMES: Final = frozenset({"created_at", "seen_at", "updated_at", "sent_at"})
_MARKS: Final = {"D": "documented", "C": "seen", "M": "by hearsay"}


def _has(roles: frozenset[str]) -> Callable[[Layout], bool]:
    return lambda layout: any(rule.role in roles for rule in layout.columns)


#: What an object can show, and how its layout tells.
_SHOWS: Final[tuple[tuple[str, Callable[[Layout], bool]], ...]] = (
    ("people", lambda layout: layout.people is not None),
    ("identifiers", _has(_IDENTIFIERS)),
    ("notes", _has(_TEXTS)),
    ("times", _has(_TIMES)),
    ("consents", lambda layout: bool(layout.consents)),
    ("lists", lambda layout: layout.lists is not None or bool(layout.more_lists)),
    ("access", lambda layout: layout.grants is not None),
    ("deletions", _has(frozenset({"deleted", "merged"}))),
    ("staff", _has(frozenset({"staff", "employee_id"}))),
)
_HEAD: Final = """# Sources

Built from the layouts in `sources/products/`: what each product's export can show. A product is
known by its content, never by its file's name alone. What is known only by hearsay is marked so: it
"looks like" that product. A column that a layout does not know is read as that of any table: what
it holds is found by its values.
"""


def sources_page() -> str:
    """Return docs/sources.md."""
    by_product: dict[str, list[Layout]] = defaultdict(list)
    for layout in known_layouts():
        by_product[layout.product or ""].append(layout)
    lines = [_HEAD, f"{len([name for name in by_product if name])} products.", ""]
    lines.append("| product | exports | " + " | ".join(name for name, _ in _SHOWS) + " | known |")
    lines.append("|---" * (len(_SHOWS) + 3) + "|")
    named = sorted(
        by_product, key=lambda name: (not name, PRODUCTS[name].title.lower() if name else "")
    )
    lines += [_row(name, by_product[name]) for name in named]
    return "\n".join(lines) + "\n"


def _row(product: str, layouts: Sequence[Layout]) -> str:
    title = PRODUCTS[product].title if product else "of no one product"
    objects = ", ".join(sorted({layout.object for layout in layouts}))
    shows = ["yes" if any(tells(each) for each in layouts) else "" for _, tells in _SHOWS]
    marks = sorted({layout.mark for layout in layouts}, key="DCM".index)
    known = ", ".join(_MARKS[mark] for mark in marks)
    return f"| {title} | {objects} | " + " | ".join(shows) + f" | {known} |"


if __name__ == "__main__":
    sys.stdout.write(sources_page())
