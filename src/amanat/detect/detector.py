"""What a detector is: a name, and a function from a piece of text to hits."""

from collections.abc import Callable
from dataclasses import dataclass

from amanat.detect.hits import Hits
from amanat.detect.piece import Piece


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector. `find` is pure, works on whole columns and raises nothing for any bytes."""

    name: str
    find: Callable[[Piece], Hits]
