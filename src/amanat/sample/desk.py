"""Freshdesk's export of tickets, with the description column chosen."""

# ruff: noqa: RUF005  (rows stand in the order of their header, a line a group of columns)

from typing import Final

from amanat.sample.kit import Kit, moments, stamp
from amanat.sample.people import cased, firm_name, spelled
from amanat.sample.planted import rows_by_block
from amanat.sample.writing import Csv

TICKETS: Final = (
    "Ticket ID",
    "Subject",
    "Description",
    "Status",
    "Priority",
    "Source",
    "Type",
    "Agent",
    "Group",
    "Created time",
    "Due by Time",
    "Resolved time",
    "Closed time",
    "Last update time",
    "Initial response time",
    "Agent interactions",
    "Customer interactions",
    "Resolution status",
    "First response status",
    "Tags",
    "Survey results",
    "Product",
    "Every response status",
    "Association type",
    "Full name",
    "Email",
    "Mobile phone",
    "Contact ID",
    "Unique external ID",
    "Company Name",
)


def write(kit: Kit) -> None:
    """Write the tickets; later weeks add a few at the end."""
    name = f"freshdesk-tickets-{kit.day('freshdesk')}.csv"
    total = kit.plan.desk_tickets
    notes = kit.notes("freshdesk/tickets", name, total)
    agents = [person.name for person in kit.people.staff]
    late = stamp(kit.plan.exported("freshdesk")) - 100_000
    with (kit.exports / name).open("wb") as handle:
        out = Csv(handle, TICKETS)
        for block, first, last, at in rows_by_block(kit.plan, kit.people, total, kit.plan.extra):
            rows = list(range(first, last))
            texts, subjects = notes.rows(block, first, last, at), notes.subjects(first, last)
            created = [
                late - k * 60 if first >= total else block.created[p] + r * 6007 % 86_400
                for k, (p, r) in enumerate(zip(at, rows, strict=True))
            ]
            made = moments(created)
            done = moments([second + 70_000 for second in created])
            emails = [cased(block.email[p], r + 1) for p, r in zip(at, rows, strict=True)]
            phones = [spelled(block.phone[p], r + 4) for p, r in zip(at, rows, strict=True)]
            kit.canaries.add(emails)
            kit.canaries.add(phones)
            out.write(
                [
                    [str(r + 1001), subjects[k], texts[k], "Closed", "Medium"]
                    + [("Email", "Portal", "Phone")[r % 3], "Question", agents[r * 5 % 24]]
                    + ["Customer success", made[k], done[k], done[k], done[k], done[k], made[k]]
                    + [str(r % 4 + 1), str(r % 3 + 1), "Within SLA", "Within SLA", "", "", ""]
                    + ["Within SLA", "", block.name[p], emails[k], phones[k]]
                    + [str(88_000_000 + block.index[p]), block.customer[p]]
                    + [firm_name(block.firm[p])]
                    for k, (p, r) in enumerate(zip(at, rows, strict=True))
                ]
            )
        kit.truth.file(name, out.close())
