"""The law as frozen values, as its files in `law/data/` say it; a mistyped key is an error."""

import datetime as dt
from typing import Annotated, Literal, TypeAlias

import msgspec

#: An Indian day.
Day: TypeAlias = dt.date
Basis = Literal["statute", "rule", "reading", "good_practice", "other_law"]
Confidence = Literal["high", "medium", "low"]
Phase = Literal["in-force", "phase-3", "in-force-until-phase-3"]
Certainty = Literal["settled", "arguable", "reported", "derived"]
Source = Literal["data", "documents", "config", "register", "person"]
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: ISO 8601 duration, for example P90D, PT72H, -PT48H.
Duration = Annotated[str, msgspec.Meta(pattern=r"^-?P(\d+[YMD]|T\d+H)$")]
Rupees = Annotated[int, msgspec.Meta(ge=0)]
Row = Annotated[int, msgspec.Meta(ge=1, le=7)]


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value that is read once; an unknown key in its file is an error."""


class Citations(Frozen, frozen=True):
    """Provisions that a control stands on: sections of the Act, rules, other law."""

    act: tuple[str, ...]
    rules: tuple[str, ...]
    other: tuple[str, ...]


class AlsoPenalty(Frozen, frozen=True):
    """Another Schedule row that the same facts may engage, and when."""

    schedule_row: Row
    cap_inr: Rupees
    when: str


class Penalty(Frozen, frozen=True):
    """The Schedule row of a control and its statutory maximum in rupees; null: none of its own."""

    schedule_row: Row | None
    cap_inr: Rupees | None
    note: str | None = None
    also: tuple[AlsoPenalty, ...] = ()


class InForce(Frozen, frozen=True):
    """From when a control's law binds. `alt_*`: the later day that can also be argued.

    `ends`: the first day on which the law is gone. `later_date`: a part of it came later.
    """

    phase: Phase
    date: Day
    alt_date: Day | None = None
    ends: Day | None = None
    alt_ends: Day | None = None
    later_date: Day | None = None
    later_for: str | None = None


class Control(Frozen, frozen=True):
    """What should hold, why, from when, and what shows that it does not."""

    id: Slug
    title: str
    domain: Slug
    basis: Basis
    citations: Citations
    penalty: Penalty
    in_force: InForce
    facts: tuple[str, ...]
    fail_when: str
    cannot_tell_when: str
    testable_from: tuple[Source, ...]
    example: str
    fix: str
    evidence: tuple[str, ...]
    confidence: Confidence
    counsel: str | None


class ScheduleRow(Frozen, frozen=True):
    """One row of the Act's Schedule; `cap_inr` is a maximum, no forecast."""

    breach: str
    cap_inr: Rupees | None
    cap_words: str


class ReadingNotes(Frozen, frozen=True):
    """How to read the controls."""

    in_force_rule: str
    penalty_rule: str
    basis_values: dict[Basis, str]
    confidence_values: dict[Confidence, str]
    testable_from_values: dict[Source, str]
    result_rule: str


class ControlsFile(Frozen, frozen=True):
    """`controls.yaml`."""

    schema_version: Literal[1]
    as_of: Day
    law_checked_up_to: Day
    reading_notes: ReadingNotes
    schedule_rows: dict[Row, ScheduleRow]
    entities: dict[str, str]
    controls: tuple[Control, ...]


class Conventions(Frozen, frozen=True):
    """What the words of the calendar mean."""

    date: str
    alt_date: str
    offset: str
    policy_target: str
    remind_before: str
    certainty: dict[Certainty, str]


class PublicationQuestion(Frozen, frozen=True):
    """Why each date of commencement has a second arguable one."""

    printed_on_gazette: Day
    egazette_code_and_signature: Day
    government_usage: dict[str, Day]
    why_it_matters: str
    rule_for_tool: str


class Fixed(Frozen, frozen=True):
    """A dated milestone; `alt_date` is the other arguable day."""

    id: Slug
    date: Day
    kind: str
    title: str
    certainty: Certainty
    alt_date: Day | None = None
    law: str | None = None
    act: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    note: str | None = None
    remind_days_before: tuple[int, ...] = ()
    status: str | None = None
    applies_to: str | None = None


class Guidance(Frozen, frozen=True):
    """A period that an authority named without making it law."""

    offset: Duration
    source: str
    binding: bool


class Clock(Frozen, frozen=True):
    """A period that runs from an event. `since`: a phase or a day; `offset` null: only words."""

    id: Slug
    anchor: str
    offset: Duration | None
    law: str
    since: str = msgspec.field(name="from")
    certainty: Certainty
    words: str | None = None
    to: str | None = None
    policy_target: Duration | None = None
    extendable: str | None = None
    remind_before: tuple[Duration, ...] = ()
    bound: str | None = None
    guidance: Guidance | None = None
    until: str | None = None
    not_before: str | None = None
    then: str | None = None
    unless: str | None = None
    place: str | None = None
    applies_to: str | None = None
    note: str | None = None


class Recurring(Frozen, frozen=True):
    """A duty that comes again, `every` period from `anchor`, or `after` other duties."""

    id: Slug
    law: str
    applies_to: str
    certainty: Certainty
    every: Duration | None = None
    anchor: str | None = None
    after: str | None = None
    since: str | None = msgspec.field(name="from", default=None)
    remind_before: tuple[Duration, ...] = ()


class GoodPractice(Frozen, frozen=True):
    """A habit that is not law; a company may change it."""

    id: Slug
    every: Duration
    anchor: str | None = None
    remind_before: tuple[Duration, ...] = ()
    watch: tuple[str, ...] = ()
    note: str | None = None


class Calendar(Frozen, frozen=True):
    """`calendar.yaml`: dated milestones, clocks, recurring duties, good practice."""

    schema_version: Literal[1]
    as_of: Day
    law_checked_up_to: Day
    timezone: str
    conventions: Conventions
    publication_date_question: PublicationQuestion
    fixed: tuple[Fixed, ...]
    clocks: tuple[Clock, ...]
    recurring: tuple[Recurring, ...]
    good_practice: tuple[GoodPractice, ...]


class ClauseElement(Frozen, frozen=True):
    """One element that a clause should contain."""

    id: Slug
    rule: str
    cues_any: tuple[str, ...]
    anti_cues: tuple[str, ...] = ()
    note: str | None = None


class ClauseHours(Frozen, frozen=True):
    """Hours that a clause is measured by."""

    wanted_hours_max: int
    weak_hours_over: int
    fail_hours_over_or_equal: int


class Clause(Frozen, frozen=True):
    """A clause that a processor's contract is searched for; a cue is a hint, never proof."""

    id: Slug
    title: str
    mark: Literal["REQUIRED BY LAW", "GOOD PRACTICE"]
    legal: tuple[str, ...]
    schedule_row: Row | None
    look_for: tuple[str, ...]
    cues_any: tuple[str, ...]
    anti_cues: tuple[str, ...]
    pitfalls: tuple[str, ...]
    strength: Literal["needed_for_duty", "advisable"] | None = None
    applies_if: str | None = None
    in_force: InForce | None = None
    elements: tuple[ClauseElement, ...] = ()
    numbers: ClauseHours | None = None
    note: str | None = None


class Scoring(Frozen, frozen=True):
    """How hits of cues become a clause's result."""

    result_values: tuple[str, ...]
    weak_when: str
    adequate_when: str
    never: str


class ClausesFile(Frozen, frozen=True):
    """`dpa-clauses.yaml`."""

    schema_version: Literal[1]
    as_of: Day
    in_force: InForce
    marks: dict[str, str]
    strengths: dict[str, str]
    scoring: Scoring
    general_anti_cues: tuple[str, ...]
    clauses: tuple[Clause, ...]
