"""Errors that a user can mend: where, what was found, what was wanted, what to do."""


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
