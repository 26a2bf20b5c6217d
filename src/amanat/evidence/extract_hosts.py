"""Which mail domains are ours: as settings name them, else as one owner domain stands out."""

from collections import Counter
from collections.abc import Collection
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Flags

#: Mail hosts that no firm owns: an owner there says nothing of the firm's own domain.
_FREE_HOSTS: Final = frozenset(
    str.split("""
    gmail.com googlemail.com yahoo.com yahoo.in yahoo.co.in outlook.com hotmail.com live.com
    rediffmail.com icloud.com""")
)


def told_domains(told: tuple[str, ...]) -> frozenset[str]:
    """Return mail domains as settings name them, without case, `@` and leading dots."""
    return frozenset(domain.strip().casefold().lstrip("@.") for domain in told) - {""}


def within(host: str, ours: frozenset[str]) -> bool:
    """Tell whether a mail host is one of our domains, or lies below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in ours)


def host_of(mail: str | None) -> str:
    """Return the host of a normalised address; empty where there is none."""
    return mail.rpartition("@")[2] if mail else ""


def of_ours(mails: pa.Array, ours: frozenset[str]) -> Flags:
    """Tell which of n normalised addresses, some null, are of our domains."""
    if not ours:
        return np.zeros(len(mails), dtype=bool)
    return np.array([within(host_of(mail), ours) for mail in mails.to_pylist()], dtype=bool)


def dominant(told: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return the one domain of more than half of the files; none where no domain has so many.

    Args:
        told: distinct pairs of a file and the domain that is told of it.
    """
    files = len({file for file, _ in told})
    counts = Counter(host for _, host in told if host not in _FREE_HOSTS)
    most = [host for host, count in counts.items() if 2 * count > files]
    # A file of two owners may count for both: then none stands out.
    return frozenset(most) if len(most) == 1 else frozenset()
