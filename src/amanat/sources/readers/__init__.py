"""Readers that run aside, in the confined child; each imports its library at the top."""
