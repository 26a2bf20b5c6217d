"""What evidence tells of one person, as a frozen value. The identifier asked for is not in it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """The answer to one identifier, by its line in the input: rows of evidence, ids and days.

    `kind`: email, phone or customer_id. `found` false: not in what was read. `shared`: it belongs
    to no one person, and only its datasets are told. `several`: different people have it in
    different systems, so that nothing is told.
    """

    line: int
    kind: str
    found: bool
    shared: bool = False
    several: bool = False
    datasets: tuple[dict[str, Any], ...] = ()
    flows: tuple[dict[str, Any], ...] = ()
    disclosures: tuple[dict[str, Any], ...] = ()
    consents: tuple[dict[str, Any], ...] = ()
