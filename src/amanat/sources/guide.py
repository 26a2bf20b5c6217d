"""How to get each product's export, and what that export cannot show.

Facts as vendors document them; menus move, so a step names the thing to look for, not a pixel. A
product is added by a guide in one of the modules of `sources/guides/`.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from amanat.sources import guides
from amanat.sources.guides.model import Guide

__all__ = ["GUIDES", "Guide"]


def _collect() -> dict[str, Guide]:
    names = sorted(module.name for module in iter_modules(guides.__path__))
    every = [guide for name in names for guide in import_module(f"{guides.__name__}.{name}").GUIDES]
    return {guide.product: guide for guide in every}


GUIDES: Final[dict[str, Guide]] = _collect()
