"""One SQL select a rule, its header, the loader, the lint and the runner."""
