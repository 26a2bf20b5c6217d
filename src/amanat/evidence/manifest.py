"""The manifest: what a workspace says of itself, and what a rotation of the key carried over."""

import json
from pathlib import Path
from typing import Final

import msgspec

from amanat.terms.errors import UserError

SCHEMA_VERSION: Final = 1


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a workspace says of itself: never the key, only its name.

    `carried`: sub-keys that name things, from before the last rotation, sealed with the key;
    `previous_carried`: those of the key before, sealed with that one.
    """

    schema_version: int
    workspace_id: str
    key_id: str
    epoch: int
    created_on: str
    previous_key_id: str | None = None
    carried: dict[str, str] = {}
    previous_carried: dict[str, str] = {}


def read_manifest(path: Path) -> Manifest:
    """Read `manifest.json`.

    Raises:
        UserError: it cannot be read, or is of another schema version.
    """
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, OSError):
        raise UserError(
            where=str(path),
            found="a manifest that cannot be read",
            wanted=f"a manifest of schema version {SCHEMA_VERSION}",
            remedy="put back the file from a backup, or start a new workspace",
        ) from None
    if manifest.schema_version != SCHEMA_VERSION:
        raise UserError(
            where=str(path),
            found=f"schema version {manifest.schema_version}",
            wanted=f"schema version {SCHEMA_VERSION}",
            remedy="use the version of Amanat that made it, or start a new workspace",
        )
    return manifest


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into the folder of a workspace, whole or not at all."""
    text = json.dumps(msgspec.to_builtins(manifest), indent=2) + "\n"
    temporary = path / "manifest.json.new"
    temporary.write_text(text, "utf-8")
    temporary.replace(path / "manifest.json")
