"""What a detector is: a name, and a function from a piece of text to hits."""

from collections.abc import Callable
from dataclasses import dataclass

from amanat.detect.hits import Hits
from amanat.detect.piece import Piece


def _always(_: Piece) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector. `find` is pure, works on whole columns and raises nothing for any bytes.

    `may` is cheap, and false only for a piece in which `find` finds nothing: most columns of a
    company are small, and the calls on empty arrays would be most of the work.
    """

    name: str
    find: Callable[[Piece], Hits]
    may: Callable[[Piece], bool] = _always


def runs(*lengths: int) -> Callable[[Piece], bool]:
    """Say whether a piece has a run of so many digits, or so many."""

    def may(piece: Piece) -> bool:
        return any(len(piece.runs_of(length)) for length in lengths)

    return may


def signs(characters: str) -> Callable[[Piece], bool]:
    """Say whether a piece has one of some of the characters ':', '=', '@' and ']'."""

    def may(piece: Piece) -> bool:
        return len(piece.signs(characters)) > 0

    return may
