"""Derivation of the evidence tables from what was extracted from the units."""
