"""A report as one HTML file: no script, no network, no inline style; its style by hash."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from amanat.findings.model import Report
from amanat.reports.assemble import page_of
from amanat.reports.body import JOURNEY_COLUMNS
from amanat.reports.screen import HIDDEN, MARK
from amanat.reports.voice import voice_of
from amanat.reports.words import VERDICTS


def render(report: Report, *, inside: bool) -> bytes:
    """Return the page, UTF-8.

    `inside`: the working copy, which names places and titles; else the copy that may leave the
    house, without place, title, locator or small count.
    """
    return as_page(
        "page.html.j2",
        page=page_of(report, voice_of(report, inside=inside)),
        verdicts=VERDICTS,
        journey_columns=JOURNEY_COLUMNS,
    )


def as_page(template: str, **values: object) -> bytes:
    """Fill a template of this room: one file, its style allowed by hash, no script, no network."""
    css = _css()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    text = (
        _environment()
        .get_template(template)
        .render(
            css=Markup(css),  # noqa: S704  our own file, no value of a report is in it
            csp=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'",
            **values,
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
