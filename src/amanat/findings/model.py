"""What an audit says, as frozen values: findings, results, tasks, questions, and the report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """Where a judged row lies: ids and ordinals only (`evidence.md` section 5, locate)."""

    system: str | None
    dataset: str | None
    unit: str | None = None
    row: int | None = None
    column: int | None = None
    offset: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """A dataset of a system, or where there is none the system alone."""

    system: str | None
    dataset: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Where a finding's rows lie: how many places, the first of them, and every store they lie in.

    `first`: in the order of unit, row and column, at most `MOST_PLACES`; the table `judged` has
    all of them.
    """

    total: int
    first: tuple[Place, ...]
    stores: tuple[Store, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        """Ids of the systems that they lie in, sorted."""
        return tuple(sorted({each.system for each in self.stores if each.system}))


#: A finding carries so many of its places, however many there are: more, nobody reads in a report.
MOST_PLACES: Final = 20
NOWHERE: Final = Places(0, (), ())


def places_among(places: Sequence[Place]) -> Places:
    """Return what a finding keeps of all its places, given in their order."""
    stores = in_order({Store(each.system, each.dataset) for each in places})
    return Places(len(places), tuple(places[:MOST_PLACES]), stores)


def in_order(stores: Iterable[Store]) -> tuple[Store, ...]:
    """Return stores in the order of their ids, one that is not known first."""
    return tuple(sorted(stores, key=lambda each: (each.system or "", each.dataset or "")))


@dataclass(frozen=True, slots=True)
class Finding:
    """One identity of a rule with one verdict; it survives new file names, dates and keys.

    `people`: distinct people over the failing rows, or the stored count of the place or field;
    None: not countable. `records`: rows of `judged`. `reasons`: codes with how many rows each.
    `text`: what is so, with product names and counts only; `where`: screened titles, inside only.
    `how`: how we know; `closed_when`: what the next audit has to see; `owner`: a role, never a
    name. All three may leave the house, as `text` and `remedy` may.
    """

    id: str
    rule: str
    control: str
    verdict: str
    severity: str
    confidence: str
    event_on: date | None
    continuing: bool
    standing: str
    subject: dict[str, str]
    places: Places
    people: int | None
    records: int
    cap_inr: int | None
    text: str
    where: str
    remedy: str
    minutes: int
    reasons: tuple[tuple[str, int], ...] = ()
    also_cites: tuple[str, ...] = ()
    how: str = ""
    closed_when: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ControlResult:
    """A control rolled up: its verdict and the four counts.

    `judges`: what the counts count; `counts_people`: rows are people or records, so that a report
    that leaves the house hides counts under five.
    """

    control: str
    title: str
    verdict: str
    standing: str
    fails: int
    passes: int
    cannot_tell: int
    not_read: int
    people: int | None
    cap_inr: int | None
    schedule_row: int | None
    citation: str
    not_applicable: bool = False
    judges: str = ""
    counts_people: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """The one answer or export that settles `settles` rows. `where`: screened, inside only."""

    id: str
    reason: str
    subject: str
    text: str
    where: str
    settled_by: str
    settles: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what it closes, the minutes it takes, the day it is proposed for.

    `title` and `where` may hold screened titles: inside only; `title_share` leaves the house.
    """

    order: int
    finding_ids: tuple[str, ...]
    title: str
    where: str
    owner: str
    minutes: int
    due_on: date
    control: str
    standing: str
    title_share: str = ""
    clicks: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A gap that somebody decided to live with until a day. It stays a gap.

    `ended`: that day has passed. `reason` is the team's own words: inside only.
    """

    finding_id: str
    until: date
    by: str
    reason: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection of the register with what it set aside: hits in text, and fields.

    `what` is what it is about, in ids and kinds of data: inside only.
    """

    kind: str
    what: str
    by: str
    on_day: date
    hits: int
    fields: int


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One Schedule row with a gap: the cap in words, what it is for, how many controls."""

    row: int
    cap_inr: int
    cap_words: str
    breach: str
    controls: int


@dataclass(frozen=True, slots=True)
class Projection:
    """The latest due date of open tasks that close a `fails`, against the date that binds.

    `accepted`: gaps that no task closes, as somebody decided to live with them for now.
    """

    on: date | None
    binds_on: date
    binds_alt: date
    tasks: int
    minutes: int
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the last audit's gaps.

    `new` and `closed`: finding ids; `closed_text`: (id, what was so) of the closed ones, as `text`.
    """

    last_on: date
    worst_closed: int
    worst_before: int
    new: tuple[str, ...]
    closed: tuple[str, ...]
    still_open: int
    closed_text: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One system on the first screen. `status`: read, partly, none."""

    system: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A file that was not read, or only partly. `name` is screened, inside only."""

    name: str
    format: str
    reason: str
    sentence: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """The journey of one system's data. Text cells hold product names only; null: not read.

    `kinds`: titles of the data categories that come in. `comes_in`: systems they come from.
    """

    system: str
    title: str
    status: str
    comes_in: tuple[str, ...]
    used_by: tuple[str, ...]
    goes_to: tuple[str, ...]
    oldest_on: date | None
    newest_on: date | None
    people: int | None
    quiet_12: int | None
    quiet_36: int | None
    deletions: int | None
    verdict: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the inventory; `title` is screened, inside only. `filled_pm`: per mille."""

    title: str
    category: str
    tier: str
    filled_pm: int
    shape: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One dataset of the inventory."""

    title: str
    records: int
    people: int
    fields: tuple[FieldLine, ...]
    access: str
    status: str


@dataclass(frozen=True, slots=True)
class SystemInventory:
    """One system of the inventory with what it holds, in a line and in tables."""

    system: str
    title: str
    kind: str
    people: int | None
    holds: tuple[str, ...]
    datasets: tuple[DatasetLine, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A card of the first screen: where, who, do, time, law. `*_share` leaves the house."""

    finding: Finding
    title: str
    title_share: str
    where: str
    where_share: str
    who: str
    do: str
    do_share: str
    minutes: int
    closes: int
    binds_today: bool
    law: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows; renderers never query. Raw values of people cannot be in it."""

    company: str | None
    sample: bool
    as_of: date
    version: str
    first: bool
    role: str
    role_confirmed: bool
    law_checked_up_to: date
    law_stale_days: int | None
    people: int
    records: int
    files: int
    skipped: tuple[SkippedLine, ...]
    systems: tuple[SystemLine, ...]
    worst: tuple[Gap, ...]
    binds_today: tuple[str, ...]
    schedule: tuple[ScheduleLine, ...]
    unknown_rows: int
    unknown_controls: tuple[str, ...]
    questions: tuple[Question, ...]
    consent_unproven: int
    projection: Projection
    since: Since | None
    journey: tuple[JourneyLine, ...]
    inventory: tuple[SystemInventory, ...]
    controls: tuple[ControlResult, ...]
    findings: tuple[Finding, ...]
    tasks: tuple[Task, ...]
    delete: tuple[str, ...]
    rests_on_register: tuple[str, ...] = ()
    counsel: tuple[str, ...] = field(default_factory=tuple)
    audit_id: str = ""
    accepted: tuple[Acceptance, ...] = ()
    objections: tuple[Objected, ...] = ()
