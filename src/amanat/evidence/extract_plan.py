"""Decide what each column of a unit is for, once, from its layout and its first batch.

A known layout says it; in a generic table the values and the header do. What is decided on the
first batch holds for the whole unit, because nothing is read twice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from amanat.detect.columns import ColumnKind
from amanat.evidence.extract_consents import matching
from amanat.evidence.own import Search
from amanat.sources.model import Head

#: Roles that name the row's person, and roles of third persons.
OWN: Final = frozenset({"email", "phone", "customer_id", "device_id"})
OTHER: Final = {"other_email": "email", "other_phone": "phone"}
TIMES: Final = frozenset({"created_at", "seen_at", "updated_at", "sent_at"})
TEXT: Final = frozenset({"text", "subject"})
#: Ids and times of the product itself: where a sample finds nothing, it tells enough.
PLAIN: Final = TIMES | {"record_id", "person_ref", "account_ref"}

#: A column that its layout calls text: what it holds is counted from what the search finds.
PLAIN_TEXT: Final = ColumnKind(
    category=None,
    tier=None,
    personal="unknown",
    spdi_class="none",
    free_text=True,
    contaminated=False,
    damaged=False,
    score="none",
    person_level=None,
    hits=0,
    shape=None,
)
#: Who has to do with a row and is not whom it speaks of: often a colleague, often not.
_DESK_WORDS: Final = frozenset(
    str.split("""
    owner agent assignee assigned csm rep manager handled handler executive counsellor
    counselor created_by updated_by modified_by caller rm host organizer""")
)
_OTHER_WORDS: Final = frozenset(
    str.split("""
    referrer referred referral reference father mother fathers mothers spouse husband wife
    guardian parent emergency nominee friend assistant relative alternate secondary second
    invited inviter""")
)
_FIRST: Final = frozenset(str.split("first fname given forename"))
_LAST: Final = frozenset(str.split("last lname surname family"))
_PERSON_IDS: Final = frozenset(
    str.split("""
    customer_id cust_id client_id customer_no cust_no user_id userid distinct_id identity
    customer_number uhid student_id member_id""")
)
_CREATED: Final = frozenset(
    str.split("""
    created created_at created_on created_date create_date createdate date_created created_time
    signup_date signed_up_at sign_up_date joined_on joined_at added_on added_at date_added
    registered_at registered_on registration_date timestamp time date event_time event_date
    call_date call_time opened_at subscribed_at subscribed_on reported_on logged_at
    received_at received_on submitted_at response_date start_time start_date_time""")
)
_SEEN: Final = frozenset(
    str.split("""
    last_seen last_seen_at last_login last_login_at last_active last_activity last_activity_date
    last_activity_at last_order_date last_purchase last_contacted last_visit last_opened
    responded_date replied_at""")
)
_SENT: Final = frozenset(
    str.split("""
    sent sent_at sent_on sent_date send_date send_time shared_on shared_at exported_at
    exported_on upload_date uploaded_at synced_at last_synced_at passed_on""")
)
_UPDATED: Final = frozenset(
    str.split("updated updated_at updated_on modified modified_at last_modified last_updated")
)
_SPLIT: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column is for.

    `role`: as in `sources.model.ColumnRule`, or None. `who`: "own", "staff" or "other" for roles
    that name a person. `scanned`: its text is searched. `sure`: the layout says that it is text;
    else it was scanned because its first cells look like text. `choice`: it tells what people
    chose, whatever channel its title names. `mark`: how the layout knows the role, as in
    `sources.model.ColumnRule`.
    """

    ordinal: int
    title: str
    folded: str
    role: str | None
    who: str
    scanned: bool
    sure: bool
    choice: bool = False
    mark: str = "C"


@dataclass(frozen=True, slots=True)
class Plan:
    """What every column of a unit is for; `kinds` is what the first batch looks like."""

    columns: tuple[ColumnPlan, ...]
    kinds: tuple[ColumnKind, ...]
    generic: bool

    def of(self, *roles: str) -> list[ColumnPlan]:
        """Return the columns of some roles, in order."""
        return [column for column in self.columns if column.role in roles]

    @property
    def scanned(self) -> list[ColumnPlan]:
        """Return the columns whose text is searched."""
        return [column for column in self.columns if column.scanned]

    @property
    def about_people(self) -> bool:
        """Whether rows name a person of their own."""
        return any(c.role in OWN | {"name", "first_name"} and c.who == "own" for c in self.columns)


def decide(head: Head, samples: Mapping[int, pa.Table], search: Search) -> Plan:
    """Decide by layout, header and first batch.

    Args:
        head: the recognised unit.
        samples: for each column its distinct values in the first batch, `value` and `count`.
        search: the detectors in use.
    """
    generic = head.how == "generic" or head.layout.own_columns
    kinds, columns = [], []
    choices = {at for rule in head.layout.consents for at, _ in matching(rule.names, head.folded)}
    for ordinal, title in enumerate(head.columns):
        sample = samples[ordinal]
        rule = head.rules[ordinal]
        known_text = rule is not None and rule.role in TEXT
        kind = PLAIN_TEXT if known_text else search.classify(title, *_values(sample))
        if ordinal in choices:
            kind = chosen(kind)
        folded = head.folded[ordinal]
        role = rule.role if rule is not None else _generic_role(folded, kind) if generic else None
        text = role in TEXT or (
            generic and head.layout.kind in ("documents", "messages") and role is None
        )
        looks = role is None and (kind.free_text or kind.contaminated)
        kinds.append(kind)
        columns.append(
            ColumnPlan(
                ordinal,
                title,
                folded,
                role,
                _who(role, folded, generic=generic),
                text or looks,
                text,
                ordinal in choices,
                rule.mark if rule is not None else "C",
            )
        )
    return Plan(tuple(columns), tuple(kinds), generic)


def chosen(kind: ColumnKind) -> ColumnKind:
    """Return what a column of choices is: "MSG-email" holds a yes or no, and no address.

    What else was found in its cells stays: they may hold anything.
    """
    return replace(
        kind,
        category="consent_flag",
        tier="likely",
        personal="yes",
        spdi_class="none",
        score="none",
    )


def _values(sample: pa.Table) -> tuple[pa.Array, pa.Array]:
    return sample["value"].combine_chunks(), sample["count"].combine_chunks()


def _generic_role(folded: str, kind: ColumnKind) -> str | None:
    words = set(_SPLIT.split(folded))
    if kind.free_text or kind.contaminated:
        return None
    if kind.category in ("email", "role_mailbox"):
        return "email"
    if kind.category == "phone":
        return "phone"
    if kind.category == "device_id":
        return "device_id"
    if kind.category == "customer_id":
        return "customer_id" if folded in _PERSON_IDS else None
    if kind.category == "name":
        return "first_name" if words & _FIRST else "last_name" if words & _LAST else "name"
    for role, known in (
        ("created_at", _CREATED),
        ("seen_at", _SEEN),
        ("sent_at", _SENT),
        ("updated_at", _UPDATED),
    ):
        if folded in known:
            return role
    return None


def _who(role: str | None, folded: str, *, generic: bool) -> str:
    if role in OTHER or role == "other_name":
        return "other"
    if role == "staff":
        return "staff"
    words = set(_SPLIT.split(folded)) | {folded}
    # "Caller" or "Agent" may be a customer: alone, a header tells no colleague.
    return "other" if generic and words & (_DESK_WORDS | _OTHER_WORDS) else "own"
