"""Faults of the register's files: all of them at once, and never the value that was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amanat.terms.errors import UserError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: file, place in it (line, entry, key), what was found and wanted, what to do."""

    file: str
    place: str
    found: str
    wanted: str
    remedy: str

    @property
    def where(self) -> str:
        """File and place, as shown."""
        return f"register/{self.file}, {self.place}" if self.place else f"register/{self.file}"

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}, wanted {self.wanted}\n     do: {self.remedy}"


class RegisterError(UserError):
    """The register cannot be read as it stands; `faults` names every fault of every file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(
            where=first.where, found=first.found, wanted=first.wanted, remedy=first.remedy
        )
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error come back whole from a worker process."""
        return type(self), (self.faults,)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        lines = [f"the register has {len(self.faults)} faults; nothing of it was used"]
        return "\n".join([*lines, *(str(fault) for fault in self.faults)])
