"""`amanat.toml`: the few settings of a workspace, read strictly, all faults at once."""

import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec

from amanat.evidence.own import NOTHING, Own, read_own
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

# A number of your own trade, as an RE2 expression, with invented texts that test it:
# [[pattern]]
# name = "kyc-ref"
# regex = '\\bKYC-[0-9]{6}\\b'
# category = "customer_id"
# tier = "likely"
# matches = ["his KYC-123456 is open"]
# misses = ["KYC-12 is a form"]

# A word of your own: where = "header" (titles of columns) or "notes" (tells a sensitive topic).
# [[word]]
# word = "nidan"
# where = "notes"
# category = "health"
# matches = ["Her nidan came back last week"]
# misses = ["Nidanpur office moved"]
"""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Settings of a workspace; days, counts and words only."""

    keep_audits: int = 2
    areas: tuple[str, ...] = AREAS
    own_domains: tuple[str, ...] = ()
    domain_words: tuple[str, ...] = ()
    key_command: tuple[str, ...] = ()
    own: Own = NOTHING


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
    fields = {name: field.type for name, field in _FIELDS.items()}
    own, faults = read_own({name: table.pop(name) for name in _OWN if name in table})
    known: dict[str, Any] = {"own": own}
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


_OWN: Final = ("pattern", "word")
_FIELDS: Final = {
    field.name: field for field in msgspec.structs.fields(Settings) if field.name != "own"
}


def _fault(path: Path, faults: list[str]) -> UserError:
    return UserError(
        where=str(path),
        found="; ".join(faults),
        wanted="the settings " + ", ".join([*_FIELDS, *_OWN]),
        remedy="correct the named lines, or remove them to get the defaults",
    )
