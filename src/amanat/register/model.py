"""What a team knows and decides, as frozen values: one struct for each `register_*` table.

Field names are the columns of the table. `note`, `name`, `title`, `reason`, `aliases` and the lists
of contracts and notices are conveniences of the files: free words never leave them.
"""

import datetime as dt
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct, field

from amanat.terms.categories import CATEGORIES
from amanat.terms.words import TERMS


def _term(name: str) -> Meta:
    return Meta(extra={"kind": "term", "words": TERMS[name]})


Day: TypeAlias = dt.date
#: A slug that the team or Amanat made: never a name, a mail or a number of a person.
Id: TypeAlias = Annotated[str, Meta(extra={"kind": "id"})]
#: The id of anything that is judged, flows (`crm>mailer`) too.
SubjectId: TypeAlias = Annotated[str, Meta(extra={"kind": "subject"})]
#: The id of a finding, as an audit shows it.
FindingId: TypeAlias = Annotated[str, Meta(extra={"kind": "finding"})]
#: Free words that stay in the file.
Words: TypeAlias = Annotated[str, Meta(extra={"kind": "words"})]
#: Words that a report may show, so that nothing personal may stand in them.
Shown: TypeAlias = Annotated[str, Meta(extra={"kind": "shown"})]
#: Letters as a, digits as 9, other signs as they are: no value can stand in it.
Shape: TypeAlias = Annotated[str, Meta(extra={"kind": "shape"})]
ObjectionKind: TypeAlias = Annotated[str, _term("objection_kind")]
Months: TypeAlias = Annotated[int, Meta(extra={"kind": "months"})]
#: A clause of the Act; words that are none of them are read as `other_words`.
Ground: TypeAlias = Annotated[str, Meta(extra={"kind": "ground", "words": TERMS["ground"]})]
#: In the file the fact in words, or true; here only whether there is one.
Fact: TypeAlias = Annotated[bool, Meta(extra={"kind": "fact"})]
CategoryId: TypeAlias = Annotated[str, Meta(extra={"kind": "term", "words": tuple(CATEGORIES)})]
Role: TypeAlias = Annotated[str, _term("role")]
SystemKind: TypeAlias = Annotated[str, _term("system_kind")]
Team: TypeAlias = Annotated[str, _term("team")]
PurposeClass: TypeAlias = Annotated[str, _term("purpose_class")]
CompleteSubject: TypeAlias = Annotated[str, _term("complete_subject")]
Proof: TypeAlias = Annotated[str, _term("proof")]
Party: TypeAlias = Annotated[str, _term("party")]
ContractTerm: TypeAlias = Annotated[str, _term("contract_term")]
ReviewKind: TypeAlias = Annotated[str, _term("review_kind")]
Covers: TypeAlias = Annotated[str, _term("retention_covers")]
Trigger: TypeAlias = Annotated[str, _term("retention_trigger")]
RegisterAccess: TypeAlias = Annotated[str, _term("register_access")]
SpdiClass: TypeAlias = Annotated[str, _term("spdi_class")]
AnswerWord: TypeAlias = Annotated[str, _term("answer")]


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry of a register file."""

    note: Words | None = None


class Company(Entry, frozen=True):
    """Who we are under the Act. `name` is shown in reports."""

    company_id: Id = "company"
    role: Role = "unknown"
    name: Shown | None = None


class Complete(Entry, frozen=True):
    """Someone says that the register knows all there is of a subject up to a day."""

    subject: CompleteSubject
    on_day: Day
    by: Id


class LegalEntity(Entry, frozen=True):
    """A legal entity; `ours`: of our own group."""

    entity_id: Id
    ours: bool
    name: Shown | None = None


class Vendor(Entry, frozen=True):
    """A firm that gets or holds personal data. `ended_on` null: the relation goes on."""

    vendor_id: Id
    role: Role | None = None
    receives_personal: bool | None = None
    ended_on: Day | None = None
    country: Id | None = None
    name: Shown | None = None
    aliases: tuple[Id, ...] = ()


class System(Entry, frozen=True):
    """A tool or store. `owner_id` null: none is named; `approved` null: nobody said."""

    system_id: Id
    vendor_id: Id | None = None
    owner_id: Id | None = None
    approved: bool | None = None
    kind: SystemKind | None = None
    team: Team | None = None
    purpose_id: Id | None = None
    title: Shown | None = None


class Purpose(Entry, frozen=True):
    """Why data is used and on what ground. `ground` null: none is named; `fact`: one is told."""

    purpose_id: Id
    class_: PurposeClass = field(name="class")
    ground: Ground | None = None
    fact: Fact = False
    notice_id: Id | None = None
    title: Shown | None = None


class PurposeLabel(Entry, frozen=True):
    """A consent label of a tool and the purpose it stands for; null: asked, not answered."""

    system_id: Id
    label_id: Id
    purpose_id: Id | None = None


class DeclaredFlow(Entry, frozen=True):
    """A flow that the team declares."""

    declared_id: Id
    source_system_id: Id
    recipient_id: Id
    purpose_id: Id | None = None
    since: Day | None = None


class ListEntry(Entry, frozen=True):
    """A list, campaign, audience or segment: what it is for and whose it is."""

    list_id: Id
    purpose_id: Id | None = None
    team: Team | None = None


class Contract(Entry, frozen=True):
    """An agreement with a vendor, or (`says_none`) the word that there is none."""

    contract_id: Id
    vendor_id: Id
    proof: Proof | None = None
    party: Party | None = None
    term: ContractTerm = "unknown"
    valid_from: Day | None = None
    valid_to: Day | None = None
    says_none: bool = False
    contract_file_id: Id | None = None
    services: tuple[Id, ...] = ()


class Review(Entry, frozen=True):
    """Someone looked at a vendor's protection. Numbered in the order of the file."""

    vendor_id: Id
    kind: ReviewKind
    valid_to: Day | None = None
    reviewed_on: Day | None = None
    scope_ok: bool | None = None


class Notice(Entry, frozen=True):
    """A version of the privacy notice and what it names; `read`: someone noted what it names."""

    notice_id: Id
    valid_from: Day | None = None
    valid_to: Day | None = None
    read: bool = False
    purposes: tuple[SubjectId, ...] = ()
    categories: tuple[SubjectId, ...] = ()
    recipients: tuple[SubjectId, ...] = ()
    uses: tuple[SubjectId, ...] = ()


class FieldUse(Entry, frozen=True):
    """What a field is for and when it was last read; `reads_known`: someone can tell."""

    dataset_id: Id
    field_id: Id
    purpose_id: Id | None = None
    last_read_on: Day | None = None
    reads_known: bool = False


class Retention(Entry, frozen=True):
    """How long data is kept. No system: every system; no dataset: all of the system."""

    rule_id: Id
    system_id: Id | None = None
    dataset_id: Id | None = None
    covers: Covers = "all"
    category: CategoryId | None = None
    trigger: Trigger | None = None
    min_months: Months | None = None
    max_months: Months | None = None
    hold: bool = False
    hold_cites_law: bool | None = None


class Score(Entry, frozen=True):
    """A score field: about a person or a firm, computed or said, and what for."""

    dataset_id: Id
    field_id: Id
    person_level: bool | None = None
    computed: bool | None = None
    purpose_id: Id | None = None


class Access(Entry, frozen=True):
    """Who can open a place, where no permission list says so."""

    place_id: Id
    access: RegisterAccess
    on_day: Day


class WrittenConsent(Entry, frozen=True):
    """Consent in writing for a class of the SPDI Rules; null: nobody said."""

    dataset_id: Id
    spdi_class: SpdiClass
    proven: bool
    officer_named: bool | None = None
    policy: bool | None = None


class Staff(Entry, frozen=True):
    """A colleague by user id; `left_on` null: still here."""

    user_id: Id
    left_on: Day | None = None


class Answer(Entry, frozen=True):
    """The answer to one question about one thing."""

    question_id: Id
    subject_id: SubjectId
    answer: AnswerWord
    on_day: Day


class NotApplicable(Entry, frozen=True):
    """A control that does not concern us: why, who says so, since when."""

    control_id: Id
    on_day: Day
    by: Id
    reason: Words


class Accepted(Entry, frozen=True):
    """A gap that somebody decided to live with, for a while: why, until when, who says so."""

    finding_id: FindingId
    until: Day
    by: Id
    reason: Shown


class Objection(Entry, frozen=True):
    """What detectors found somewhere is not what it seems: by place, dataset or shape, no value.

    `category`: only what was found as this; `right_category`: what it is, for `wrong_kind`.
    """

    kind: ObjectionKind
    by: Id
    on_day: Day
    reason: Words
    place_id: SubjectId | None = None
    dataset_id: SubjectId | None = None
    field_id: SubjectId | None = None
    shape: Shape | None = None
    category: CategoryId | None = None
    right_category: CategoryId | None = None


class Register(Struct, frozen=True, kw_only=True):
    """All that the team knows and decides. `guesses`: drafted entries that nobody confirmed."""

    company: Company = Company()
    complete: tuple[Complete, ...] = ()
    entities: tuple[LegalEntity, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    systems: tuple[System, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    purpose_labels: tuple[PurposeLabel, ...] = ()
    flows: tuple[DeclaredFlow, ...] = ()
    lists: tuple[ListEntry, ...] = ()
    contracts: tuple[Contract, ...] = ()
    reviews: tuple[Review, ...] = ()
    notices: tuple[Notice, ...] = ()
    field_uses: tuple[FieldUse, ...] = ()
    retention: tuple[Retention, ...] = ()
    scores: tuple[Score, ...] = ()
    access: tuple[Access, ...] = ()
    written_consents: tuple[WrittenConsent, ...] = ()
    staff: tuple[Staff, ...] = ()
    answers: tuple[Answer, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    objections: tuple[Objection, ...] = ()
    guesses: int = 0
