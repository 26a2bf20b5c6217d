"""Errors that a user can mend: where, what was found, what was wanted, what to do."""

from functools import partial
from typing import Any


class UserError(Exception):
    """A fault that is shown as a message, never as a traceback, and never with a cell's value."""

    exit_code = 2

    def __init__(
        self, *, where: str, found: str, wanted: str, remedy: str, exit_code: int = 2
    ) -> None:
        super().__init__(f"{where}: found {found}, wanted {wanted}\n     do: {remedy}")
        self.where = where
        self.found = found
        self.wanted = wanted
        self.remedy = remedy
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error come back whole from a worker process."""
        made = partial(
            type(self),
            where=self.where,
            found=self.found,
            wanted=self.wanted,
            remedy=self.remedy,
            exit_code=self.exit_code,
        )
        return made, ()
