"""What a company is made with: its size, seed, days, and which faults are planted in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from amanat.sample.dice import Dice

COMPANY: Final = "Saptarang Cloud (invented)"
DOMAIN: Final = "saptarang.example.in"
GUEST_DOMAIN: Final = "brightpath.example.com"
FIRST_DAY: Final = date(2018, 1, 1)
#: People made at a time: it bounds memory and changes no byte.
BLOCK: Final = 10_000
MIN_PEOPLE: Final = 100

#: Product -> days before `as_of` and time (UTC) of its export. CleverTap comes last, so that
#: what HubSpot says of a person was so when the audience was seen.
_EXPORTED: Final = {
    "notion": (4, time(6, 0)),
    "sheets": (3, time(7, 30)),
    "hubspot": (3, time(9, 0)),
    "salesforce": (2, time(5, 10)),
    "mixpanel": (2, time(6, 0)),
    "freshdesk": (2, time(10, 0)),
    "drive": (2, time(11, 0)),
    "clevertap": (2, time(18, 30)),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The arguments of a company; `faults` are the ids that are planted.

    `first_as_of` is the day of week 0: rows that were there then keep their times in later weeks.
    """

    people: int
    seed: int
    first_as_of: date
    week: int
    faults: frozenset[str]

    @property
    def as_of(self) -> date:
        """The day on which the audit of this week looks."""
        return self.first_as_of + timedelta(weeks=self.week)

    @property
    def extra(self) -> int:
        """Records that each later week adds to the growing files."""
        return self.week * max(3, self.people // 500)

    def has(self, fault: str) -> bool:
        """Tell whether this fault is planted."""
        return fault in self.faults

    def dice(self, label: str) -> Dice:
        """Return the chance of this label: no other label's depends on it."""
        return Dice(self.seed, label)

    def exported(self, product: str) -> datetime:
        """Return when this week's export of the product was made, in UTC."""
        days, clock = _EXPORTED[product]
        return datetime.combine(self.as_of - timedelta(days=days), clock, UTC)

    def first_second(self) -> int:
        """Return the epoch second before which nothing of the company happened."""
        return int(datetime.combine(FIRST_DAY, time(6, 0), UTC).timestamp())

    def last_second(self) -> int:
        """Return the epoch second up to which rows of week 0 reach, exports' touches apart."""
        day = self.first_as_of - timedelta(days=10)
        return int(datetime.combine(day, time(12, 0), UTC).timestamp())

    # How many rows the files have: notes sum to three a person, events to fifteen.

    @property
    def desk_tickets(self) -> int:
        """Freshdesk tickets of week 0."""
        return self.people * 6 // 10

    @property
    def crm_tickets(self) -> int:
        """HubSpot tickets."""
        return self.people * 3 // 10

    @property
    def cases(self) -> int:
        """Salesforce cases."""
        return self.people * 3 // 10

    @property
    def pages(self) -> int:
        """Notion pages."""
        return min(240, self.people // 20)

    def sheet_rows(self, usual: int) -> int:
        """Return the rows of a hand-kept sheet: as usual, or fewer in a tiny company."""
        return min(usual, self.people // 10)

    @property
    def events(self) -> int:
        """Mixpanel events of week 0."""
        return self.people * 15
