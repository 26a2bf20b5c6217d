"""The one error that leaves a source: where, found, wanted, what to do. Never a cell's value."""

from dataclasses import dataclass


# Not frozen: the interpreter and contextlib set the traceback of what they pass on.
@dataclass(eq=False)
class SourceError(Exception):
    """A unit that cannot be read; `reason` is a code of `terms.reasons.SKIPPED`.

    Raised `from None`: messages of foreign libraries carry cell values.
    """

    reason: str
    found: str
    wanted: str
    remedy: str

    def __str__(self) -> str:
        """Say what was found, what was wanted and what to do."""
        return f"found {self.found}, wanted {self.wanted}\n     do: {self.remedy}"

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str, str, str]]:
        """Let the error pass from a worker process."""
        return type(self), (self.reason, self.found, self.wanted, self.remedy)
