"""Read the rules: one SQL file each, found by folder, its header strict."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec

from amanat.evidence.schema import JUDGED

_HEADER: Final = re.compile(r"\A/\*---\n(.*?)\n---\*/\n(.*)\Z", re.DOTALL)
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Names = Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule's header.

    `text` and `remedy` may be one sentence, or one for each `kind`. `reads`: what has to be
    read for it, so that a part that was not read keeps its control from passing.
    """

    id: Slug
    title: Text
    control: Slug
    judges: Text
    reads: Literal["text", "data", "flows", "register"]
    severity: Literal["low", "medium", "high", "critical"]
    maturity: Literal["stable", "new"]
    since: Annotated[str, msgspec.Meta(pattern=r"^\d+\.\d+\.\d+$")]
    identity: Names
    row_key: Names
    text: Text | dict[Name, Text]
    how: Text
    remedy: Text | dict[Name, Text]
    closed_when: Text
    minutes: Annotated[int, msgspec.Meta(ge=1)]
    owner: Text
    aliases: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault and the query that seeks it. `version`: hash of header and query, 16 hex digits.

    `text` and `remedy` are templates by the row's `kind`; the key "" serves rows without one.
    """

    id: str
    title: str
    control: str
    judges: str
    reads: str
    severity: str
    maturity: str
    since: str
    identity: tuple[str, ...]
    row_key: tuple[str, ...]
    text: tuple[tuple[str, str], ...]
    how: str
    remedy: tuple[tuple[str, str], ...]
    closed_when: str
    minutes: int
    owner: str
    aliases: tuple[str, ...]
    subject: str
    sql: str

    @property
    def counts_people(self) -> bool:
        """Whether its rows are people or records, so that small counts must not leave the house."""
        return "row_ordinal" in self.row_key


class RuleError(Exception):
    """A rule that is wrongly written or could not run; says which and why, never a value."""

    exit_code = 4

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(f"rule {rule}: {why}")
        self.rule = rule
        self.why = why

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error come back whole from a worker process."""
        return type(self), (self.rule, self.why)


def parse(text: str, *, name: str, subject: str) -> Rule:
    """Read one rule file.

    Args:
        text: the file's content.
        name: the file's name without `.sql`; the rule's id is this with hyphens.
        subject: the folder's name.

    Raises:
        RuleError: no header, a wrong or unknown key, or another id than the file's name says.
    """
    found = _HEADER.match(text)
    if found is None:
        raise RuleError(name, "begins with no header between '/*---' and '---*/'")
    try:
        header = msgspec.convert(tomllib.loads(found[1]), Header)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise RuleError(name, f"header: {fault}") from None
    if header.id != name.replace("_", "-"):
        raise RuleError(name, f"header: its id is {header.id}")
    return Rule(
        id=header.id,
        title=header.title,
        control=header.control,
        judges=header.judges,
        reads=header.reads,
        severity=header.severity,
        maturity=header.maturity,
        since=header.since,
        identity=header.identity,
        row_key=header.row_key,
        text=_by_kind(header.text),
        how=header.how,
        remedy=_by_kind(header.remedy),
        closed_when=header.closed_when,
        minutes=header.minutes,
        owner=header.owner,
        aliases=header.aliases,
        subject=subject,
        sql=found[2].strip(),
    )


def _by_kind(said: str | dict[str, str]) -> tuple[tuple[str, str], ...]:
    return (("", said),) if isinstance(said, str) else tuple(sorted(said.items()))


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the built-in rules, sorted by id.

    Raises:
        RuleError: one is wrongly written, or an id or alias comes twice.
    """
    found: list[Rule] = []
    for folder in files("amanat.rules").iterdir():
        if not folder.is_dir():
            continue
        for file in folder.iterdir():
            if file.name.endswith(".sql"):
                name = Path(file.name).stem
                text = file.read_text(encoding="utf-8")
                found.append(parse(text, name=name, subject=folder.name))
    check_names(found)
    return tuple(sorted(found, key=lambda rule: rule.id))


def check_names(found: Iterable[Rule]) -> None:
    """Refuse two rules of one name.

    Raises:
        RuleError: an id or alias belongs to two.
    """
    seen: set[str] = set()
    for rule in found:
        for name in (rule.id, *rule.aliases):
            if name in seen:
                raise RuleError(name, "two rules have this id or alias")
            seen.add(name)


#: What a rule may give beside its identity, its row key and its verdict.
ROW_COLUMNS: Final = tuple(
    column.name
    for column in JUDGED["judged"].columns
    if column.name not in {"rule_id", "row_key", "identity"}
)
