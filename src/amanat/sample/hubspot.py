"""HubSpot exports: all contacts with the choices people made and custom columns, and tickets."""

# ruff: noqa: RUF005  (rows stand in the order of their header, a line a group of columns)

from collections.abc import Callable
from typing import Final

import numpy as np

from amanat.sample.ids import aadhaar, ifsc, in_groups, masked
from amanat.sample.kit import Kit, days, moments, pick, stamp
from amanat.sample.names import CITIES
from amanat.sample.people import Block, firm_domain, firm_name, spelled
from amanat.sample.planted import rows_by_block
from amanat.sample.writing import Csv

CONTACTS: Final = (
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Phone Number",
    "Contact owner",
    "Lifecycle Stage",
    "Lead Status",
    "Marketing contact status",
    "Unsubscribed from all email",
    "Opted out of email: Marketing",
    "Opted out of email: Product updates",
    "Opted out of email: Newsletter",
    "Legal basis for processing contact's data",
    "Original Source",
    "Original Source Drill-Down 1",
    "Create Date",
    "Last Modified Date",
    "Last Activity Date",
    "Job Title",
    "City",
    "State/Region",
    "Customer ID",
    "Date of birth",
    "Gender",
    "Marital Status",
    "Religion",
    "Blood group",
    "KYC reference",
    # What came over from an older tool: the headers tell nothing, only the cells do.
    "Import field 1",
    "Import field 2",
    "Import field 3",
    "Health score",
    "Renewal probability",
    "Last NPS survey rating",
    "Associated Company",
    "Associated Company IDs",
)
TICKETS: Final = (
    "Record ID",
    "Ticket name",
    "Ticket description",
    "Ticket status",
    "Pipeline",
    "Source",
    "Priority",
    "Create date",
    "Last modified date",
    "Ticket owner",
    "Associated Contact",
    "Associated Contact IDs",
)
_MAILBOXES: Final = ("info", "accounts", "support", "admin")


def record_id(index: int) -> str:
    """Return HubSpot's id of a person's record, eleven digits."""
    return str(20_000_000_000 + index * 10_007 + 12)


def _firm_id(firm: int) -> str:
    # Eleven digits: ten that begin with 9 would be a mobile number.
    return str(10_000_000_000 + firm * 10_009)


def _ticks(flags: list[bool]) -> list[str]:
    return ["true" if flag else "" for flag in flags]


def _custom(kit: Kit, block: Block) -> list[list[str]]:
    """Return the custom columns, from date of birth to the NPS rating; faults show here."""
    plan, index = kit.plan, np.array(block.index, dtype=np.int64)

    def some(label: str, share: int) -> list[bool]:
        return [die < share for die in plan.dice(f"hubspot/{label}").throws(index, 100).tolist()]

    def number(label: str, below: int) -> list[str]:
        return [str(n) for n in plan.dice(f"hubspot/{label}").throws(index, below).tolist()]

    def where(have: list[bool], values: list[str]) -> list[str]:
        return [value if has else "" for has, value in zip(have, values, strict=True)]

    born = days((plan.dice("hubspot/birth").throws(index, 16_000) - 7_000) * 86_400)
    identity = some("kyc", 4)
    numbers = plan.dice("value/kyc")
    kyc = [
        in_groups(aadhaar(numbers, i)) if has else ""
        for i, has in zip(block.index, identity, strict=True)
    ]
    kit.canaries.add(form for value in kyc if value for form in (value, value.replace(" ", "")))
    score = number("score", 101) if plan.has("score-health-not-in-notice") else [""] * len(block)
    odds = number("odds", 101) if plan.has("score-renewal-not-in-notice") else [""] * len(block)
    beliefs = ("Hindu", "Muslim", "Christian", "Sikh", "Jain")
    return [
        where(some("birth-known", 30), born),
        where(some("gender-known", 50), pick(kit, "gender", block.index, ("Female", "Male"))),
        where(some("marital-known", 20), pick(kit, "marital", block.index, ("Single", "Married"))),
        where(some("belief-known", 10), pick(kit, "belief", block.index, beliefs)),
        where(some("blood-known", 5), pick(kit, "blood", block.index, ("A+", "B+", "O+", "AB-"))),
        kyc,
        *_imported(kit, block),
        score,
        odds,
        where(some("nps-known", 40), number("nps", 11)),
    ]


def _imported(kit: Kit, block: Block) -> list[list[str]]:
    """Return what no header tells: masked Aadhaars, codes of bank branches, licence keys."""
    plan, index = kit.plan, np.array(block.index, dtype=np.int64)
    drawn = plan.dice("hubspot/imported").throws(index, 100).tolist()
    numbers, branches = plan.dice("value/masked-column"), plan.dice("value/ifsc-column")

    def some(first: int, stop: int, value: Callable[[int], str]) -> list[str]:
        pairs = zip(block.index, drawn, strict=True)
        return [value(i) if first <= n < stop else "" for i, n in pairs]

    shown = some(0, 9, lambda i: masked(aadhaar(numbers, i)))
    kit.canaries.add(shown)
    return [
        shown,
        some(5, 15, lambda i: ifsc(branches, i)),
        some(20, 29, lambda i: f"XXXX-{i * 37 % 10_000:04d}"),
    ]


def _people(kit: Kit, block: Block) -> list[list[str]]:
    owners = [person.name for person in kit.people.staff]
    seen = kit.touched(block, "hubspot")
    late, active = moments(seen, digits=16), moments(seen, digits=16)
    made = moments(block.created, digits=16)
    emails = [email.lower() for email in block.email]
    phones = [spelled(phone, i + 1) for phone, i in zip(block.phone, block.index, strict=True)]
    half = kit.plan.dice("hubspot/all").throws(np.array(block.index), 3).tolist()
    out_of_all = _ticks([o and h == 0 for o, h in zip(block.opted_out, half, strict=True)])
    out = _ticks(block.opted_out)
    stage = pick(kit, "hubspot/stage", block.index, ("Customer", "Opportunity", "Evangelist"))
    source = pick(
        kit, "hubspot/source", block.index, ("ORGANIC_SEARCH", "DIRECT_TRAFFIC", "OFFLINE")
    )
    custom = list(zip(*_custom(kit, block), strict=True))
    kit.canaries.add(emails)
    kit.canaries.add(phones)
    rows: list[list[str]] = []
    for p, i in enumerate(block.index):
        if not block.in_hubspot[p]:
            continue
        city = CITIES[block.city[p]]
        listed = block.in_clevertap[p] and not block.opted_out[p]
        rows.append(
            [record_id(i), block.first[p], block.last[p], emails[p], phones[p], owners[i * 7 % 24]]
            + [stage[p], "", "Marketing contact" if listed else "Non-marketing contact"]
            + [out_of_all[p], out[p], "", "true" if block.no_newsletter[p] else ""]
            + ["Performance of a contract" if i % 4 == 0 else "", source[p]]
            + ["CRM_UI" if source[p] == "OFFLINE" else "", made[p], late[p], active[p]]
            + [block.title[p], city[0], city[1], block.customer[p], *custom[p]]
            + [firm_name(block.firm[p]), _firm_id(block.firm[p])]
        )
    return rows


def _mailboxes(kit: Kit) -> list[list[str]]:
    """Return shared mailboxes: records that are nobody."""
    made = moments([kit.plan.first_second()], digits=16)[0]
    rows: list[list[str]] = []
    for n in range(max(2, kit.plan.people // 200)):
        firm = n * 3 % kit.people.firms
        address = f"{_MAILBOXES[n % 4]}@{firm_domain(firm)}"
        cells: list[str] = [str(30_000_000_000 + n), "", "", address, "", ""]
        cells += ["Customer", "", "Non-marketing contact", "", "", "", "", "", "OFFLINE", "CRM_UI"]
        cells += [made, made, made, "", "", "", *[""] * 13]
        kit.canaries.add([address])
        rows.append([*cells, firm_name(firm), _firm_id(firm)])
    return rows


def write_contacts(kit: Kit) -> None:
    """Write the export of all contacts."""
    name = f"hubspot-crm-exports-all-contacts-{kit.day('hubspot')}.csv"
    known: dict[str, int] = dict.fromkeys(("Date of birth", "Religion", "Blood group"), 0)
    known |= dict.fromkeys(("KYC reference", "Health score", "Renewal probability"), 0)
    known |= dict.fromkeys(("Marital Status", "Last NPS survey rating"), 0)
    known |= dict.fromkeys(("Import field 1", "Import field 2", "Import field 3"), 0)
    with (kit.exports / name).open("wb") as handle:
        out = Csv(handle, CONTACTS)
        for start, stop in kit.people.blocks():
            rows = _people(kit, kit.people.block(start, stop))
            for header in known:
                column = CONTACTS.index(header)
                known[header] += sum(1 for row in rows if row[column])
            out.write(rows)
        out.write(_mailboxes(kit))
        kit.truth.file(name, out.close())
    for id_, header in _FIELDS.items():
        if id_.startswith("near-") or kit.plan.has(id_):
            kit.truth.plant(id_, name, known[header])


#: What is planted in which custom column.
_FIELDS: Final = {
    "field-birth-date-unread": "Date of birth",
    "field-religion-no-purpose": "Religion",
    "field-kyc-no-purpose": "KYC reference",
    "field-masked-no-purpose": "Import field 1",
    "near-branch-column": "Import field 2",
    "near-licence-key": "Import field 3",
    "spdi-medical-hubspot": "Blood group",
    "score-health-not-in-notice": "Health score",
    "score-renewal-not-in-notice": "Renewal probability",
    "near-field-read": "Marital Status",
    "near-said-score": "Last NPS survey rating",
}


def write_tickets(kit: Kit) -> None:
    """Write the export of all tickets."""
    name = f"hubspot-crm-exports-all-tickets-{kit.day('hubspot')}.csv"
    total = kit.plan.crm_tickets
    notes = kit.notes("hubspot/tickets", name, total)
    owners = [person.name for person in kit.people.staff]
    export = stamp(kit.plan.exported("hubspot")) - 7200
    with (kit.exports / name).open("wb") as handle:
        out = Csv(handle, TICKETS)
        for block, first, last, at in rows_by_block(kit.plan, kit.people, total):
            rows = list(range(first, last))
            texts, subjects = notes.rows(block, first, last, at), notes.subjects(first, last)
            created = [block.created[p] + r * 7907 % 86_400 for p, r in zip(at, rows, strict=True)]
            changed = [
                export - r % 600 * 60 if r % 500 == 3 else second + 90_000
                for r, second in zip(rows, created, strict=True)
            ]
            made, late = moments(created, digits=16), moments(changed, digits=16)
            out.write(
                [
                    [str(40_000_000_000 + r), subjects[k], texts[k], "Closed", "Support Pipeline"]
                    + [("EMAIL", "FORM", "CHAT")[r % 3], "MEDIUM", made[k], late[k]]
                    + [owners[r * 7 % 24], f"{block.name[p]} ({block.email[p]})"]
                    + [record_id(block.index[p])]
                    for k, (p, r) in enumerate(zip(at, rows, strict=True))
                ]
            )
        kit.truth.file(name, out.close())
