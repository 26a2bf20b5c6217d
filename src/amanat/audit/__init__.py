"""The use case: sources, evidence, rules, findings, as one readable page."""
