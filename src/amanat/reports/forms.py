"""The forms of a report: what each is for, and the function that makes it."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from amanat.findings.model import Report


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `module` has `render(report, *, inside) -> bytes` and is imported on demand."""

    name: str
    module: str
    what: str

    def render(self, report: "Report", *, inside: bool) -> bytes:
        """Return the report in this form; `inside` names places, else it may leave the house."""
        made: Callable[..., bytes] = import_module(f"amanat.reports.{self.module}").render
        return made(report, inside=inside)


_ALL: Final = (
    Form("html", "html", "the whole report as one page, for screen and paper"),
    Form("xlsx", "worklist", "the worklist: tasks with owner, day and clicks, to work through"),
    Form("board", "board", "one page for the board"),
    Form("hindi", "hindi", "the report in plain Hindi"),
    Form("json", "document", "everything, for programs; its schema: amanat report --schema"),
    Form("csv", "table", "the findings as a table"),
    Form("sarif", "sarif", "the findings for code hosts (SARIF 2.1.0)"),
)
FORMS: Final[dict[str, Form]] = {form.name: form for form in _ALL}
