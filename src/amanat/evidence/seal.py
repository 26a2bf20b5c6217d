"""Titles, sealed until the people are known.

File names, headers and list titles may name people. They wait in the unit cache under a key that
lies elsewhere, so that a resumed audit can screen them without opening a file again
(`docs/decisions/0002-read-once.md`). Evidence gets screened text only.
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from amanat.evidence.keys import Keys
from amanat.terms.errors import UserError

_CONTEXT: Final = [b"amanat title 1"]
_SIV_BYTES: Final = 64


class Seal:
    """Seals and opens titles with the workspace's sub-key `seal`.

    AES-SIV (RFC 5297) is deterministic: the same title under the same key gives the same bytes,
    which keeps the cache byte-identical from run to run.
    """

    def __init__(self, keys: Keys) -> None:
        """Take the key of the workspace."""
        self._siv = AESSIV(keys.sub("seal", size=_SIV_BYTES))

    def seal(self, text: str) -> bytes:
        """Return the sealed bytes of a title."""
        # AES-SIV refuses to seal nothing: a marker stands before the text.
        return self._siv.encrypt(b"t" + text.encode("utf-8", "surrogatepass"), _CONTEXT)

    def open(self, blob: bytes) -> str:
        """Return the title.

        Raises:
            UserError: the bytes were sealed with another key, or changed.
        """
        try:
            return self._siv.decrypt(blob, _CONTEXT)[1:].decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise UserError(
                where="unit cache",
                found="titles sealed with another key",
                wanted="the key of this workspace",
                remedy="restore the key with `amanat key restore`, or delete the cache folder",
            ) from None
