"""Open one file of the register; what the parser says of it is never passed on."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from amanat.register.faults import Fault
from amanat.register.subjects import SCHEMA_VERSION

_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's tables without `schema_version`, and its text; both empty where there is none."""

    tables: dict[str, Any]
    text: str


def parse(folder: Path, file: str) -> Parsed | Fault:
    """Return the tables of `folder/file`, or the fault that keeps it from being read."""
    place = ""
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        return Parsed({}, "")
    except OSError:
        found = "a file that cannot be opened"
    except UnicodeDecodeError:
        found = "text that is not UTF-8"
    except (ValueError, RecursionError) as error:
        # The parser's own words quote the file, so only its line number is passed on.
        line = _PLACE.search(str(error))
        found, place = "text that is not TOML", f"line {line[1]}" if line else ""
    else:
        version = tables.pop("schema_version", SCHEMA_VERSION)
        if type(version) is int and version == SCHEMA_VERSION:
            return Parsed(tables, text)
        found = "another schema_version"
    wanted = f"TOML with schema_version = {SCHEMA_VERSION}"
    remedy = "mend this place, or move the file away and draft it again with amanat init"
    return Fault(file, place, found, wanted, remedy)
