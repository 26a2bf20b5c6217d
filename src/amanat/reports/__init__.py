"""A frozen Report rendered as HTML, JSON and terminal text. Never queries."""
