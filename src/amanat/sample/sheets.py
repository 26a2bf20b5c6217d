"""Sheets that a team keeps by hand, and the Drive permission list that says who can open them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.sample.ids import hex32
from amanat.sample.kit import Kit
from amanat.sample.names import CITIES
from amanat.sample.notes import ordinary
from amanat.sample.people import Person, spelled
from amanat.sample.plan import DOMAIN, GUEST_DOMAIN
from amanat.sample.planted import Planted
from amanat.sample.writing import Cell, write_csv, write_xlsx

QBR: Final = ("Account", "Contact", "Contact email", "CSM", "Quarter", "Remarks")
TRACKER: Final = ("Account", "Champion", "Champion email", "Renewal month", "Seats", "Comments")
CHAMPIONS: Final = ("Full name", "Work email", "Mobile", "Firm", "Town")
PARTNER: Final = ("Client", "Person", "E-mail id", "Handover remarks", "Target date")
CLINICS: Final = ("Clinic", "Module", "Go-live", "Rollout remarks")
#: Headers that tell nothing: whether people stand below them, only the cells say.
REACH: Final = ("Firm", "Reach", "Seats")
LINES: Final = ("Firm", "Line", "Seats")
DESKS: Final = ("Firm", "Desk", "Seats")
ORDERS: Final = ("Firm", "Ref", "Seats")
#: What somebody kept of the old CRM.
BACKUP: Final = ("cust_name", "mob_no", "email_id", "party", "town", "created_dt")
ESCALATIONS: Final = ("Raised by", "Raised by email", "Severity", "Escalation notes", "Closed on")

_HEALTH: Final = (
    "{name} was diagnosed with diabetes last month and is on insulin, keep calls short.",
    "{name} told us about her depression, she is seeing a therapist.",
    "{name} is recovering from heart surgery, so his deputy joins the reviews.",
)
_HINGLISH: Final = (
    "{name} ji ki tabiyat kharab hai, unko diabetes hai, abhi call mat karna.",
    "{name} hospital mein admit hai, uska operation hua hai, next week baat karenge.",
)
_FAMILY: Final = (
    "{name} is going through a divorce, so she asked to move the renewal call.",
    "{name} said his wife left him and the divorce case is on, go slow.",
)
_RED: Final = ("Account health is red since the outage, plan a review with {firm}.",)
_FOOD: Final = ("{name}: please cancel my food court plan.",)
_DESKS: Final = ("support", "accounts", "info")
_CLINIC: Final = (
    "Cardiology module went live at the second branch.",
    "Diabetes dashboard shows wrong totals for March.",
    "Blood pressure chart does not load on tablets.",
    "Cancer screening form needs two more columns.",
    "Pharmacy stock import done, no open points.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title is its file name without the ending; `note` is the header of its text.

    `opened`: how it is shared; `fault` is the id without which it is restricted; `near` the id of
    the near miss that each of its rows is.
    """

    label: str
    title: str
    ending: str
    header: tuple[str, ...]
    usual: int
    note: str | None
    opened: str
    fault: str | None = None
    planted: tuple[Planted, ...] = ()
    near: str | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.title}{self.ending}"


SHEETS: Final = (
    Sheet(
        "qbr", "QBR notes", ".xlsx", QBR, 54, "Remarks", "link", "access-link-qbr",
        (
            Planted("notes-health-link", 3, _HEALTH),
            Planted("near-food-court-sheet", 1, _FOOD, fault=False),
        ),
    ),
    Sheet(
        "tracker", "Renewals tracker", ".xlsx", TRACKER, 60, "Comments", "domain", None,
        (
            Planted("notes-family-organisation", 2, _FAMILY),
            Planted("near-account-health", 2, _RED, fault=False),
        ),
    ),
    Sheet(
        "champions", "Champions list", ".csv", CHAMPIONS, 120, None, "public",
        "access-public-champions",
    ),
    Sheet(
        "partner", "Partner handover", ".xlsx", PARTNER, 30, "Handover remarks", "guest",
        "access-guest-partner", (Planted("notes-health-guest", 2, _HINGLISH),),
    ),
    Sheet("clinics", "Clinic rollout", ".xlsx", CLINICS, 24, "Rollout remarks", "domain"),
    Sheet(
        "escalations", "Escalations register", ".xlsx", ESCALATIONS, 30, "Escalation notes",
        "restricted", None, (Planted("near-health-restricted", 2, _HEALTH, fault=False),),
    ),
    Sheet("reach", "Webinar seats", ".csv", REACH, 40, None, "public", "access-public-mails"),
    Sheet("lines", "Callback seats", ".csv", LINES, 40, None, "public", "access-public-mobiles"),
    Sheet("desks", "Desk seats", ".csv", DESKS, 40, None, "public", near="near-open-mailboxes"),
    Sheet("orders", "Order seats", ".csv", ORDERS, 40, None, "public", near="near-open-numbers"),
)  # fmt: skip


def note_rows(kit: Kit) -> int:
    """Return how many notes all sheets hold together."""
    return sum(kit.plan.sheet_rows(sheet.usual) for sheet in SHEETS if sheet.note)


def _texts(kit: Kit, sheet: Sheet, people: list[Person]) -> list[str]:
    index = np.arange(len(people), dtype=np.int64)
    if sheet.label == "clinics":
        kit.truth.plant("near-health-of-nobody", sheet.file, len(people))
        return [_CLINIC[row % len(_CLINIC)] for row in range(len(people))]
    block = kit.people.at(np.array([person.index for person in people], dtype=np.int64))
    texts = ordinary(kit.plan, f"sheet/{sheet.label}", index, block, index.tolist())
    row = 1
    for kind in sheet.planted:
        for number in range(kind.usual):
            person = people[row]
            if not kind.fault or kit.plan.has(kind.id):
                text = kind.texts[number % len(kind.texts)]
                texts[row] = text.format(name=person.name, firm=person.firm)
                kit.truth.plant(kind.id, sheet.file, 1, [person.index])
            row += 2
    return texts


def _rows(kit: Kit, sheet: Sheet) -> list[list[Cell]]:
    people = kit.people.some(f"sheet/{sheet.label}", kit.plan.sheet_rows(sheet.usual))
    kit.canaries.add(text for person in people for text in (person.name, person.email))
    texts = _texts(kit, sheet, people) if sheet.note else [""] * len(people)
    staff = kit.people.staff
    rows: list[list[Cell]] = []
    for n, (person, text) in enumerate(zip(people, texts, strict=True)):
        day = f"2027-{n % 12 + 1:02d}-{n % 27 + 1:02d}"
        mobile, seats = spelled(person.phone, n), n % 9 + 1
        desk = f"{_DESKS[n % 3]}@{person.email.split('@')[1]}"
        cells: dict[str, list[Cell]] = {
            "qbr": [person.firm, person.name, person.email, staff[n % 24].name, "Q2 FY27", text],
            "tracker": [person.firm, person.name, person.email, day[:7], n * 3 + 5, text],
            "champions": [person.name, person.email, mobile, person.firm, CITIES[n % 16][0]],
            "partner": [person.firm, person.name, person.email, text, day],
            "clinics": [f"{CITIES[n % 16][0]} clinic {n + 1}", "Reports", day, text],
            "escalations": [person.name, person.email, "Medium", text, day],
            "reach": [person.firm, person.email, seats],
            "lines": [person.firm, mobile, seats],
            "desks": [person.firm, desk, seats],
            "orders": [person.firm, f"10{n * 7_654_321 % 100_000_000:08d}", seats],
        }
        written = {"champions": mobile, "lines": mobile, "desks": desk}.get(sheet.label)
        kit.canaries.add([written] if written else ())
        rows.append(cells[sheet.label])
    return rows


def write(kit: Kit) -> None:
    """Write all sheets; the last tab of the review sheet is called after a person."""
    moment = kit.plan.exported("sheets")
    for sheet in SHEETS:
        rows, path = _rows(kit, sheet), kit.exports / sheet.file
        if sheet.ending == ".csv":
            write_csv(path, sheet.header, rows)
        elif sheet.label == "qbr":
            named = len(rows) - max(2, len(rows) // 9)
            tab = str(rows[named][1])
            write_xlsx(
                path,
                moment,
                [("Q2 FY27", [sheet.header, *rows[:named]]), (tab, [sheet.header, *rows[named:]])],
            )
        else:
            write_xlsx(path, moment, [("Sheet1", [sheet.header, *rows])])
        kit.truth.file(sheet.file, len(rows))
        if sheet.fault and kit.plan.has(sheet.fault):
            kit.truth.plant(sheet.fault, sheet.file, 1)
        if sheet.label == "champions":
            kit.truth.plant("near-copy-of-few", sheet.file, len(rows))
        if sheet.near:
            kit.truth.plant(sheet.near, sheet.file, len(rows))


_SLOTS: Final = ("type", "role", "emailAddress", "domain", "allowFileDiscovery")
_GRANTS: Final = 3
_KIND: Final = "application/vnd.google-apps."


def _opening(opened: str, guest: str) -> tuple[str, ...]:
    return {
        "link": ("anyone", "reader", "", "", "False"),
        "public": ("anyone", "reader", "", "", "True"),
        "domain": ("domain", "reader", "", DOMAIN, "False"),
        "guest": ("user", "writer", guest, "", ""),
        "restricted": ("", "", "", "", ""),
    }[opened]


def write_permissions(kit: Kit, restricted: tuple[str, ...]) -> None:
    """Write the permission list of all sheets, and of other files that only two people open."""
    guest = f"delivery@{GUEST_DOMAIN}"
    kit.canaries.add([guest])
    files = [
        (
            sheet.title,
            sheet.opened if not sheet.fault or kit.plan.has(sheet.fault) else "restricted",
        )
        for sheet in SHEETS
    ]
    files += [(title, "restricted") for title in restricted]
    header = ["Owner", "id", "name", "mimeType", "permissions"]
    header += [f"permissions.{n}.{slot}" for n in range(_GRANTS) for slot in _SLOTS]
    rows: list[list[Cell]] = []
    for n, (title, opened) in enumerate(files):
        owner, second = kit.people.staff[n].email, kit.people.staff[8 + n % 9].email
        grants = [("user", "owner", owner, "", ""), ("user", "writer", second, "", "")]
        extra = _opening(opened, guest)
        count = 3 if extra[0] else 2
        text = title.startswith(("Handover", "Meeting"))
        kind = _KIND + ("document" if text else "spreadsheet")
        row: list[Cell] = [owner, f"1{hex32(kit.plan.seed, f'drive/{title}')}", title, kind, count]
        for grant in (*grants, extra):
            row += grant
        rows.append(row)
    name = f"drive-permissions-{kit.day('drive')}.csv"
    kit.truth.file(name, write_csv(kit.exports / name, header, rows))
    kit.truth.plant("near-open-without-people", name, 1)
    if kit.plan.has("access-leaver-account"):
        kit.truth.plant("access-leaver-account", name, 0)
    for near in ("near-leaving-later", "near-still-here"):
        kit.truth.plant(near, name)
