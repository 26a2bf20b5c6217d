"""What a page shows, as texts that are ready to print: templates see this and nothing else.

The copy that leaves the house is safe because its page never holds what must stay inside; a
template cannot show by mistake what it was not given.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """A system of the first screen; `status`: read, partly, none; `said`: in words."""

    title: str
    status: str
    said: str


@dataclass(frozen=True, slots=True)
class Law:
    """A law in bold and what it says or asks."""

    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Card:
    """One of the worst gaps. `finding`: the code that its evidence has, empty in a shared copy."""

    standing: str
    binds_today: bool
    title: str
    facts: tuple[Law, ...]
    minutes: str
    closes: str
    law: tuple[Law, ...]
    finding: str


@dataclass(frozen=True, slots=True)
class Cap:
    """One Schedule row: the cap in words, and what it is for."""

    words: str
    what: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be judged, and the one thing to begin with."""

    summary: str
    start: str
    start_price: str
    consent: str
    link: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A point of the date line: where it lies (0 to 220), what stands there."""

    x: int
    label: str
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DatePanel:
    """The projected date with its line."""

    on: str
    against: str
    note: str
    label: str
    ticks: tuple[Tick, ...]
    reach: int


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what became of the last audit's gaps. `verdict` chooses the shape."""

    verdict: str
    word: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class SincePanel:
    """The strip on the last audit."""

    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, whether it is a number, whether it is faint."""

    text: str
    number: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """A system of the journey; `anchor`: where links to it lead."""

    anchor: str
    title: str
    verdict: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the inventory."""

    title: str
    what: str
    sure: str
    filled: str
    shape: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset with its fields."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """A system of the inventory; a shared copy has no datasets."""

    title: str
    kinds: str
    access: str
    people: str
    datasets: tuple[Dataset, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not read, why, and what would settle it."""

    what: str
    why: str
    settles: str


@dataclass(frozen=True, slots=True)
class Control:
    """A control with its verdict and four counts."""

    verdict: str
    title: str
    detail: str
    code: str
    binds_today: bool
    counts: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ControlGroup:
    """Controls under one heading."""

    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A finding. `marks`: classes by which the filters choose; `facts`: term and text."""

    code: str
    title: str
    sub: str
    people: str
    standing: str
    binds_today: bool
    marks: str
    facts: tuple[Law, ...]
    law: str
    task: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the findings: the mark it keeps and its name."""

    mark: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """A task of the fix plan; `closes`: codes of findings, or how many in a shared copy."""

    number: int
    do: str
    detail: str
    owner: str
    minutes: str
    closes: tuple[str, ...]
    closes_count: str
    due: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is ready to send."""

    title: str
    sub: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and the one thing that settles it."""

    text: str
    price: str
    detail: str


@dataclass(frozen=True, slots=True)
class Page:
    """A report as it is printed. Words for empty parts say what to do next."""

    inside: bool
    title: str
    heading: str
    sample: bool
    meta: str
    nav: tuple[tuple[str, str, str], ...]
    aside: str
    numbers: tuple[tuple[str, str], ...]
    systems_line: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    no_systems: str
    cards: tuple[Card, ...]
    dense: bool
    no_cards: str
    today: tuple[Law, ...]
    later: tuple[str, str]
    caps: tuple[Cap, ...]
    no_caps: str
    fine: str
    unknown: Unknown
    date: DatePanel
    since: SincePanel | None
    journey_lead: str
    journey: tuple[JourneyRow, ...]
    inventory_lead: str
    inventory: tuple[Holding, ...]
    skipped: tuple[Skipped, ...]
    controls_heading: str
    controls_lead: str
    controls: tuple[ControlGroup, ...]
    rests: str
    findings_heading: str
    findings: tuple[FindingItem, ...]
    filters: tuple[Filter, ...]
    counsel: tuple[str, ...]
    plan_heading: str
    plan_lead: str
    plan: tuple[Step, ...]
    mails: tuple[Mail, ...]
    questions_heading: str
    questions: tuple[Ask, ...]
    questions_rest: str
    delete_heading: str
    delete_lead: str
    delete: tuple[str, ...]
    end: tuple[str, ...]
