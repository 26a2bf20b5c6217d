"""Sub-keys that name things outlive a key: sealed with the next one, they lie in the manifest.

So findings, places, lists and accounts keep their ids when the key is rotated, a backup of the key
stays one short line, and without the key nobody can use them (`docs/decisions/0009`).
"""

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from amanat.evidence.keys import THINGS, Keys
from amanat.terms.errors import UserError

_CONTEXT: Final = b"amanat carry 1"
_SIV_BYTES: Final = 64


def carry_over(old: Keys, new: Keys) -> dict[str, str]:
    """Return the sub-keys of things of a key, sealed with the one that follows it.

    Returns:
        for each kind of `THINGS` sealed bytes as base64: what `with_carried` takes.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415 - when rotating

    siv = AESSIV(new.sub("carry", size=_SIV_BYTES))
    return {
        kind: base64.b64encode(siv.encrypt(old.sub(kind), [_CONTEXT, kind.encode()])).decode()
        for kind in THINGS
    }


def with_carried(keys: Keys, sealed: Mapping[str, str]) -> Keys:
    """Return a key with the sub-keys that were carried over to it.

    Args:
        keys: the key.
        sealed: what `carry_over` gave; a kind that is missing comes of the key itself.

    Raises:
        UserError: they were sealed with another key, or changed.
    """
    if not sealed:
        return keys
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - after a rotation only
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415

    siv = AESSIV(keys.sub("carry", size=_SIV_BYTES))
    try:
        opened = {
            kind: siv.decrypt(base64.b64decode(text, validate=True), [_CONTEXT, kind.encode()])
            for kind, text in sealed.items()
        }
    except (InvalidTag, ValueError):
        raise UserError(
            where="manifest.json, carried",
            found="sub-keys that this workspace's key did not seal",
            wanted="the file as `amanat key rotate` wrote it",
            remedy="put back the file from a backup",
        ) from None
    return replace(keys, carried=opened)
