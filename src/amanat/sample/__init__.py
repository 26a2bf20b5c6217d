"""The invented sample company: a seeded generator with truth and canaries."""
