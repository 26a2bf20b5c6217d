"""Notion: pages and databases of an export, known by the page id at the end of each name."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_PAGE_ID: Final = r"[ _][0-9a-f]{32}(_all)?$"
_PAGES: Final = ("markdown", "html", "text")

LAYOUTS: Final = (
    Layout(
        "notion",
        "pages",
        "documents",
        named=_PAGE_ID,
        placed_by="name",
        formats=_PAGES,
        columns=(ColumnRule(("title",), "place_title"), ColumnRule(("text",), "text")),
    ),
    Layout(
        "notion",
        "databases",
        "table",
        named=_PAGE_ID,
        placed_by="name",
        formats=("csv", "tsv"),
        columns=(
            ColumnRule(("created_time", "created"), "created_at", "M"),
            ColumnRule(("last_edited_time", "last_edited"), "updated_at", "M"),
            ColumnRule(("created_by", "last_edited_by"), "staff", "M"),
        ),
        times=Times("local"),
        own_columns=True,
    ),
)
