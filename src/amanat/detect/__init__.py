"""Vectorised detectors: Arrow array in, Arrow table out. No I/O, no settings."""
