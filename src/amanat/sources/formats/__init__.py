"""Formats: one module each, found by folder; what it says is in `sources.format.Format`."""
