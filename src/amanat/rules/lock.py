"""`rules.lock`: what each rule was when it was last agreed to.

`python -m amanat.rules.lock` writes it. A rule whose words or query change gives other findings, so
the change is made visible: a test fails until the lock is written again, and its diff stands in the
commit.
"""

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from json import dumps
from pathlib import Path
from typing import Final

from amanat.rules.load import Rule, load_rules

LOCK: Final = Path(__file__).with_name("rules.lock")


def version(rule: Rule) -> str:
    """Return 16 hex digits that change with any word of a rule's header or query."""
    text = dumps(asdict(rule), sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def lock_text(rules: Sequence[Rule]) -> str:
    """Return the lock's text: id, first release and version of each rule, a line each."""
    lines = [f"{rule.id} {rule.since} {version(rule)}\n" for rule in rules]
    return "".join(sorted(lines))


if __name__ == "__main__":
    LOCK.write_text(lock_text(load_rules()), encoding="utf-8", newline="\n")
