"""Keyed fingerprints: people can be matched by them, not read from them.

One random 32-byte key a workspace, kept outside it (`keystore`), with a sub-key for each kind of
value, so that an e-mail and a customer id of the same spelling do not meet. Sub-keys that name
things (`THINGS`) outlive a rotation, so that findings keep their ids (`carry`, decision 0009).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

KEY_BYTES: Final = 32
FINGERPRINT_BYTES: Final = 16
SHORT_BYTES: Final = 8
#: What ids in findings and in the register are made with: titles and ids of lists, labels and
#: columns, content and paths of units, products' ids of places, accounts of our own people.
THINGS: Final = ("content", "path", "place", "title", "user")
KINDS: Final = frozenset(
    {
        "email",
        "phone",
        "customer_id",
        "device_id",
        "employee",
        "name",
        "account",
        "seal",
        "carry",
        *THINGS,
    }
)


class WeakKey(ValueError):  # noqa: N818 - the name that the interface promises
    """A key under 32 bytes: fingerprints made with it would fall to trying them all."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The workspace's key as the tool uses it: `key_id` names it, `epoch` counts rotations.

    `carried`: sub-keys of `THINGS` from before a rotation; without them they come of `secret`.
    """

    key_id: str
    epoch: int
    secret: bytes = field(repr=False)
    carried: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, secret: bytes, *, epoch: int = 1, carried: Mapping[str, bytes] | None = None
    ) -> "Keys":
        """Build from the 32 secret bytes, and from sub-keys that a rotation carried over.

        Raises:
            WeakKey: `secret` is shorter than 32 bytes.
        """
        _check(secret)
        return cls(key_id(secret), epoch, secret, dict(carried or {}))

    @property
    def things_id(self) -> str:
        """Name the sub-keys of `THINGS` without telling them: 16 hex digits."""
        joined = b"".join(self.sub(kind) for kind in THINGS)
        return blake2b(joined, person=b"amanat-things-id", digest_size=8).hexdigest()

    def sub(self, kind: str, *, size: int = KEY_BYTES) -> bytes:
        """Return the sub-key of a kind of `KINDS`, 32 bytes (64 for sealing)."""
        if kind not in KINDS:
            raise ValueError("no such kind of key")
        if kind in self.carried:
            return self.carried[kind]
        person = f"amanat-{kind}".encode().ljust(16, b"\0")[:16]
        return blake2b(key=self.secret, person=person, digest_size=size).digest()

    def fingerprint(self, values: pa.Array, kind: str) -> pa.Array:
        """Fingerprint normalised identifiers of one kind; see `fingerprint`."""
        return fingerprint(values, key=self.sub(kind))

    def hash_text(self, text: str, kind: str) -> bytes:
        """Return the 16-byte fingerprint of one value."""
        return self.hash_bytes(text.encode("utf-8", "surrogatepass"), kind)

    def hash_bytes(self, data: bytes, kind: str) -> bytes:
        """Return the 16-byte fingerprint of raw bytes."""
        return blake2b(data, key=self.sub(kind), digest_size=FINGERPRINT_BYTES).digest()

    def opaque(self, text: str, kind: str) -> str:
        """Return 16 hex digits that stand for a text that must not be shown."""
        return self.hash_text(text, kind).hex()[:16]


def key_id(secret: bytes) -> str:
    """Name a key without telling it: 16 hex digits, the only thing that the manifest holds."""
    return blake2b(secret, person=b"amanat-key-id", digest_size=8).hexdigest()


def fingerprint(values: pa.Array, *, key: bytes) -> pa.Array:
    """Replace identifiers by keyed fingerprints: people can be matched, not read.

    Args:
        values: n normalised identifiers (string, large_string or dictionary); nulls stay null.
        key: the workspace's sub-key for this kind of identifier, 32 secret bytes; another key
            gives other fingerprints.

    Returns:
        n fingerprints of 16 bytes, in the same order.

    Raises:
        WeakKey: `key` is shorter than 32 bytes.

    Source: keyed BLAKE2b, RFC 7693. Without a key, a ten-digit phone number falls to trying all.
    """
    return _hashes(values, key, FINGERPRINT_BYTES)


def short_hash(values: pa.Array, *, key: bytes) -> pa.Array:
    """Replace names by keyed hashes of 8 bytes: enough to know a person again in a sentence.

    Args and errors as in `fingerprint`.
    """
    return _hashes(values, key, SHORT_BYTES)


def nulls(count: int, width: int) -> pa.Array:
    """Return `count` null fingerprints of `width` bytes."""
    return pa.nulls(count, pa.binary(width))


def _check(key: bytes) -> None:
    if len(key) < KEY_BYTES:
        raise WeakKey("the key is shorter than 32 bytes")


def _hashes(values: pa.Array, key: bytes, width: int) -> pa.Array:
    # The same identifier comes many times in a table: each distinct one is hashed once.
    _check(key)
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if not pa.types.is_dictionary(values.type):
        values = pc.dictionary_encode(values)
    words, codes = values.dictionary, values.indices
    start = blake2b(key=key, digest_size=width)
    raw = bytearray()
    for word in words.cast(pa.large_binary()).to_pylist():
        state = start.copy()
        state.update(word or b"")
        raw += state.digest()
    if not len(words):
        return nulls(len(codes), width)
    table = np.frombuffer(bytes(raw), dtype=f"V{width}")
    taken = table[np.asarray(pc.fill_null(codes, 0))]
    valid = codes.is_valid()
    if pc.any(words.is_null()).as_py():
        valid = pc.and_(valid, pc.fill_null(words.is_valid().take(codes), False))  # noqa: FBT003
    return _fixed(taken.tobytes(), width, valid)


def _fixed(raw: bytes, width: int, valid: pa.Array) -> pa.Array:
    mask = None if valid.true_count == len(valid) else valid.buffers()[1]
    if mask is not None and valid.offset:
        mask = pa.concat_arrays([valid, pa.array([], pa.bool_())]).buffers()[1]
    return pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(width), len(valid), [mask, pa.py_buffer(raw)]
    )
