"""What a guide to one product's export says."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps to one product's export. `first`: 1 to 3 among what to fetch first, else 0."""

    product: str
    minutes: int
    steps: tuple[str, ...]
    shows: str
    cannot_show: str
    first: int = 0


#: This module describes the form, and no product.
GUIDES: Final[tuple[Guide, ...]] = ()
