"""`amanat.toml`: the few settings of a workspace, read strictly, all faults at once."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from amanat.terms.errors import UserError
from amanat.terms.words import AREAS

TEMPLATE: Final = """\
# Settings of this Amanat workspace. Every line may be left out.

# How many audits `amanat audits prune` keeps.
keep_audits = 2

# What `amanat remind` speaks of: consent, notes, vendors, access, scores, retention,
# rights, breach, law.
areas = ["consent", "notes", "vendors", "access", "scores", "retention", "rights", "breach", "law"]

# Your own mail domains, so that an outside guest can be told from a colleague.
own_domains = []

# Words that are no names in your trade ("Aarogya" the product): one a string.
domain_words = []

# On servers: a command that prints the key (a key service), as a list of its words. Which key
# is wanted stands in AMANAT_KEY_EPOCH: 1, and one more after each `amanat key rotate`.
# key_command = ["kms", "read", "amanat"]
"""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Settings of a workspace; days, counts and words only."""

    keep_audits: int = 2
    areas: tuple[str, ...] = AREAS
    own_domains: tuple[str, ...] = ()
    domain_words: tuple[str, ...] = ()
    key_command: tuple[str, ...] = ()


def read_settings(path: Path) -> Settings:
    """Read `amanat.toml`; a missing file means the defaults.

    Raises:
        UserError: the file is no TOML, or some lines are wrong (all of them are named).
    """
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise _fault(path, ["text that is no TOML"]) from None
    fields = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    known, faults = {}, []
    for name, value in table.items():
        if name not in fields:
            faults.append(f"an unknown setting '{name}'")
            continue
        try:
            known[name] = msgspec.convert(value, fields[name])
        except msgspec.ValidationError:
            faults.append(f"a wrong kind of value for '{name}'")
    settings = Settings(**known)
    if settings.keep_audits < 1:
        faults.append("keep_audits under 1")
    faults += [f"an unknown area '{area}'" for area in settings.areas if area not in AREAS]
    if faults:
        raise _fault(path, faults)
    return settings


def _fault(path: Path, faults: list[str]) -> UserError:
    return UserError(
        where=str(path),
        found="; ".join(faults),
        wanted="the settings " + ", ".join(Settings.__struct_fields__),
        remedy="correct the named lines, or remove them to get the defaults",
    )
