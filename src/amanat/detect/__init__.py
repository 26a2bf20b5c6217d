"""Vectorised detectors: Arrow array in, Arrow table out. No I/O, no settings."""

from amanat.detect.names_model import find_names

__all__ = ["find_names"]
