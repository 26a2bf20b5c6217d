"""A report as one HTML file: no script, no network, no inline style; its style by hash."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from amanat.findings.model import Report
from amanat.reports.assemble import inside_page, share_page
from amanat.reports.body import JOURNEY_COLUMNS
from amanat.reports.page import Page
from amanat.reports.screen import HIDDEN, MARK
from amanat.reports.words import VERDICTS


def inside(report: Report) -> bytes:
    """Return the working copy, UTF-8: it names places and titles."""
    return _render(inside_page(report))


def share(report: Report) -> bytes:
    """Return the copy that may leave the house, UTF-8: no place, title, locator or small count."""
    return _render(share_page(report))


def _render(page: Page) -> bytes:
    css = _css()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            page=page,
            css=Markup(css),  # noqa: S704  our own file, no value of a report is in it
            csp=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'",
            verdicts=VERDICTS,
            journey_columns=JOURNEY_COLUMNS,
        )
    )
    # A file's name may hold marks that turn the words around it; no template holds any.
    return HIDDEN.sub(MARK, text).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("amanat.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _css() -> str:
    return files("amanat.reports").joinpath("static", "amanat.css").read_text("utf-8")
