"""Which detectors there are: the modules of this folder, and plug-ins that were asked for."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

import amanat.detect
from amanat.detect.detector import Detector

GROUP: Final = "amanat.detectors"
_plugins: dict[str, Detector] = {}


@cache
def _built_in() -> tuple[Detector, ...]:
    found: list[Detector] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(amanat.detect.__path__)):
        detector = getattr(import_module(f"amanat.detect.{module}"), "DETECTOR", None)
        if isinstance(detector, Detector):
            found.append(detector)
    return tuple(found)


def detectors() -> tuple[Detector, ...]:
    """Return the detectors in use, sorted by name."""
    chosen = {detector.name: detector for detector in _built_in()} | _plugins
    return tuple(chosen[name] for name in sorted(chosen))


def names() -> tuple[str, ...]:
    """Return the names that `off` understands, sorted."""
    return tuple(detector.name for detector in detectors())


def load_plugins() -> tuple[str, ...]:
    """Load what other packages offer under the entry point group, and return their names.

    A plug-in has a `Detector` at its entry point; one with a name that exists replaces it.

    Raises:
        TypeError: an entry point holds something else.
    """
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        detector = entry.load()
        if not isinstance(detector, Detector):
            raise TypeError(
                f"plug-in {entry.name!r}: found {type(detector).__name__}, wanted a Detector"
            )
        _plugins[detector.name] = detector
    return tuple(sorted(_plugins))
