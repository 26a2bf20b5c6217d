"""What every join needs: the units, their datasets, the people."""

from dataclasses import dataclass

from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.people import People


@dataclass(frozen=True, slots=True)
class Joined:
    """The units as loaded, the datasets found in them, and who is who."""

    loaded: Loaded
    found: Catalogue
    who: People
