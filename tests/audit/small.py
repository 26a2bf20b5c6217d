"""Small exports in the shapes of the products, and register files, both written by hand."""

import csv
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

#: (first name, last name, mail); all invented.
PEOPLE = (
    ("Meena", "Iyer", "meena.iyer@tulsimills.example.in"),
    ("Arjun", "Rao", "arjun.rao@tulsimills.example.in"),
    ("Farah", "Khan", "farah.khan@neeltextiles.example.in"),
    ("Joseph", "Mathew", "joseph.mathew@neeltextiles.example.in"),
    ("Ritu", "Sharma", "ritu.sharma@dhruvtools.example.in"),
    ("Kiran", "Patil", "kiran.patil@dhruvtools.example.in"),
)
CONTACTS = (
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Lifecycle Stage",
    "Lead Status",
    "Unsubscribed from all email",
    "Opted out of email: Newsletter",
    "Create Date",
    "Last Activity Date",
    "Religion",
    "Blood group",
    "Date of birth",
    "Health score",
)
AUDIENCE = (
    "CleverTap ID",
    "Identity",
    "Name",
    "Email",
    "MSG-email",
    "MSG-push",
    "Last Seen",
    "HubSpot Record ID",
    "Open ticket count",
)
TICKETS = (
    "Ticket ID",
    "Subject",
    "Description",
    "Status",
    "Created time",
    "Due by Time",
    "Last update time",
    "Agent interactions",
    "Resolution status",
    "Full name",
    "Email",
)
CARE = ("Account", "Person", "Person email", "Remarks")
TRACKER = ("Firm", "Champion", "Champion email", "Comments")
ROSTER = ("Member", "Member email", "Member since")
GUESTS = ("Client", "Client email", "Handover")
#: Headers that tell nothing: only what is in the cells does.
BY_MAIL = ("Firm", "Reach", "Since")
BY_PHONE = ("Region", "Reach on", "Since")
ORDINARY = (
    "The monthly report arrived late, the export was run again.",
    "Asked for two more seats before the renewal.",
    "Training for the new dashboard is planned for Tuesday.",
    "Wants the invoice on a new letterhead.",
    "The login page was slow last week, it works now.",
    "Sent the release notes and a short guide.",
)
GRANT = ("type", "role", "emailAddress", "domain", "allowFileDiscovery")
DOMAIN = "lotusdesk.example.in"
EXPORTED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    exported: datetime = EXPORTED,
) -> None:
    """Write an export as of the day on which it was made; all but copies were on one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([header, *rows])
    os.utime(path, (exported.timestamp(), exported.timestamp()))


def contacts(
    folder: Path,
    *,
    unsubscribed: Sequence[int] = (),
    no_newsletter: Sequence[int] = (),
    exported: datetime = EXPORTED,
) -> None:
    """HubSpot: all contacts, with custom columns."""
    rows = [
        [
            str(20_000_000_012 + 10_007 * n),
            *person,
            "customer",
            "",
            "true" if n in unsubscribed else "",
            "true" if n in no_newsletter else "",
            f"2024-02-{n + 10} 10:15",
            f"{exported:%Y-%m}-{n + 10} 12:30",
            ("Hindu", "Jain", "Muslim", "Christian", "Hindu", "Sikh")[n],
            ("A+", "B+", "O+", "AB-", "O-", "A-")[n],
            f"19{70 + n}-0{n + 1}-1{n}",
            str(40 + 9 * n),
        ]
        for n, person in enumerate(PEOPLE)
    ]
    name = f"hubspot-crm-exports-all-contacts-{exported:%Y-%m-%d}.csv"
    write_csv(folder / name, CONTACTS, rows, exported)


def audience(folder: Path) -> None:
    """CleverTap: HubSpot's contacts as an audience that mails reach."""
    rows = [
        [
            f"__{n:08x}{n * 7 + 1:08x}",
            f"cust-{n + 501}",
            f"{first} {last}",
            mail,
            "true",
            "true",
            f"2026-11-{n + 12} 08:00:00",
            str(20_000_000_012 + 10_007 * n),
            str(n % 3),
        ]
        for n, (first, last, mail) in enumerate(PEOPLE)
    ]
    write_csv(folder / "clevertap-profiles-2026-11-20.csv", AUDIENCE, rows)


def tickets(folder: Path, notes: Mapping[int, str] | None = None) -> None:
    """Freshdesk: a ticket of each person; `notes` replaces texts by row."""
    texts = {**dict(enumerate(ORDINARY)), **(notes or {})}
    rows = [
        [
            str(4100 + n),
            "A question",
            texts[n].format(name=f"{first} {last}"),
            "Closed",
            f"2026-10-{n + 10} 11:00:00",
            f"2026-10-{n + 12} 11:00:00",
            f"2026-10-{n + 11} 11:00:00",
            "2",
            "Within SLA",
            f"{first} {last}",
            mail,
        ]
        for n, (first, last, mail) in enumerate(PEOPLE)
    ]
    write_csv(folder / "freshdesk-tickets-2026-11-20.csv", TICKETS, rows)


def sheet(folder: Path, title: str, header: Sequence[str], notes: Sequence[str]) -> None:
    """Keep a sheet by hand: name, mail and what else its header asks for, a row a note."""
    rows = []
    for n, note in enumerate(notes):
        first, last, mail = PEOPLE[n]
        name = f"{first} {last}"
        said = note.format(name=name)
        rows.append(
            [f"Firm {n // 2 + 1}", name, mail, said] if len(header) == 4 else [name, mail, said]
        )
    write_csv(folder / f"{title}.csv", header, rows)


def lines(folder: Path, title: str, header: Sequence[str], reached: Sequence[str]) -> None:
    """Keep a sheet that says how to reach whom, and names nobody."""
    rows = [[f"South {n + 1}", each, f"2024-03-{n + 10}"] for n, each in enumerate(reached)]
    write_csv(folder / f"{title}.csv", header, rows)


def staff(folder: Path, *, left: str = "") -> None:
    """Keep the HR list of two colleagues; `left`: the day on which the second one left."""
    header = ("Employee ID", "Employee name", "Official email", "Date of joining")
    rows = [
        ["user-1", "Asha Menon", f"asha@{DOMAIN}", "2025-04-01", ""],
        ["user-7", "Vikram Sethi", f"vikram@{DOMAIN}", "2025-04-01", left],
    ]
    write_csv(folder / "HR list.csv", (*header, "Last working day"), rows)


def permissions(folder: Path, opened: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Google Drive: who can open which sheet; grants as (type, role, mail, domain, discovery)."""
    most = max(len(grants) for grants in opened.values())
    header = ["Owner", "id", "name", "mimeType", "permissions"]
    header += [f"permissions.{n}.{slot}" for n in range(most) for slot in GRANT]
    rows = []
    for n, (title, grants) in enumerate(opened.items()):
        row = [f"owner@{DOMAIN}", f"1AbCdEfGhIjKlMnOpQrStUvWxYz{n:05d}", title]
        row += ["application/vnd.google-apps.spreadsheet", str(len(grants))]
        for grant in grants:
            row += grant
        rows.append(row + [""] * (len(header) - len(row)))
    write_csv(folder / "drive-permissions-2026-11-20.csv", header, rows)


def user(name: str, role: str = "owner") -> tuple[str, ...]:
    """Give a person of the own firm."""
    return ("user", role, f"{name}@{DOMAIN}", "", "")


def guest(mail: str) -> tuple[str, ...]:
    """Give an address outside."""
    return ("user", "writer", mail, "", "")


LINK = ("anyone", "reader", "", "", "False")
PUBLIC = ("anyone", "reader", "", "", "True")
WHOLE_FIRM = ("domain", "reader", "", DOMAIN, "False")


def register(folder: Path, **files: Sequence[Mapping[str, object]] | Mapping[str, object]) -> None:
    """Write register files: a mapping is one table, a sequence its entries."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if isinstance(content, Mapping):
            head = "[complete]\n" if name == "complete" else ""
            text = head + _lines(content)
        else:
            entry = _ENTRIES.get(name, name.removesuffix("s"))
            text = "\n".join(f"[[{entry}]]\n{_lines(each)}" for each in content)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


#: The name of an entry where it is not the file's without its last letter.
_ENTRIES = {"access": "access", "retention": "retention", "staff": "staff"}


def _lines(entry: Mapping[str, object]) -> str:
    return "".join(f"{name} = {_toml(value)}\n" for name, value in entry.items())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'
