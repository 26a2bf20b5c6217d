"""What an audit tells while it runs: a seam for progress, so that `run` never prints."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recognised:
    """One product's files in the inventory before reading."""

    title: str
    objects: tuple[str, ...]
    files: int
    newest: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """What was found before anything is read. Names are raw: for her own screen only."""

    files: int
    size: int
    recognised: tuple[Recognised, ...]
    unreadable: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]


class Watch(Protocol):
    """Told of each step; raises KeyboardInterrupt to stop."""

    def found(self, inventory: Inventory) -> None:
        """All files are known; nothing was read."""

    def read(self, files: int, of: int, size: int, records: int) -> None:
        """`files` of `of` are read, `size` bytes and `records` records so far."""

    def first_finding(self, text: str) -> None:
        """The first thing worth saying, while the rest is still read."""

    def derived(self, people: int, shared: int) -> None:
        """People are known; `shared` of them stand in more than one system."""

    def judged(self, controls: int) -> None:
        """All rules ran."""


class Silent:
    """Says nothing; for tests and programs."""

    def found(self, inventory: Inventory) -> None:
        """Say nothing."""

    def read(self, files: int, of: int, size: int, records: int) -> None:
        """Say nothing."""

    def first_finding(self, text: str) -> None:
        """Say nothing."""

    def derived(self, people: int, shared: int) -> None:
        """Say nothing."""

    def judged(self, controls: int) -> None:
        """Say nothing."""
