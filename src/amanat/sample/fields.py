"""A table that came over from an older tool: its headers tell nothing, only its cells do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from amanat.sample import ids
from amanat.sample.dice import Dice
from amanat.sample.kit import Kit
from amanat.sample.names import CITIES, HOMES
from amanat.sample.people import Person
from amanat.sample.writing import Cell, write_csv

TITLE: Final = "Old tool fields"
_ROWS: Final = 40


@dataclass(frozen=True, slots=True)
class Field:
    """A column: personal data without purpose, or a near miss of the fault `beside`.

    `clear`: what was read settles that it is nobody's; the register says nothing of it.
    """

    id: str
    value: Callable[[Dice, int, Person], str]
    what: str
    beside: str | None = None
    clear: bool = False


def _slug(person: Person) -> str:
    return person.email.split("@")[0].replace(".", "-")


def _day(dice: Dice, index: int, first: int, span: int) -> str:
    return f"{date(first, 1, 1) + timedelta(days=dice.throw(index, span)):%d/%m/%Y}"


def _bytes(dice: Dice, index: int, count: int) -> list[int]:
    return [1 + dice.throw(index + 77 * place, 250) for place in range(count)]


def _card(dice: Dice, index: int, pairs: int) -> str:
    return ":".join(f"{each:02x}" for each in _bytes(dice, index, pairs))


def _place(dice: Dice, index: int, digits: int) -> str:
    below = 10**digits
    north, east = dice.throw(index, below), dice.throw(index + 77, below)
    return f"{12 + index % 9}.{north:0{digits}d}, {73 + index % 7}.{east:0{digits}d}"


def _home(dice: Dice, index: int, _: Person) -> str:
    house, road = 1 + dice.throw(index, 200), 1 + index % 9
    return f"Flat {house}, {HOMES[index % len(HOMES)]}, {road} Cross Road, {CITIES[index % 16][0]}"


#: Order fixes the headers: append, never insert.
FIELDS: Final = (
    Field(
        "field-vehicle-no-purpose", lambda dice, n, _: ids.vehicle(dice, n),
        "An old column holds registrations of people's vehicles for no purpose.",
    ),
    Field(
        "field-abha-address-no-purpose", lambda _, __, who: f"{_slug(who)}@abdm",
        "An old column holds people's addresses at the health mission for no purpose.",
    ),
    Field(
        "field-address-no-purpose", _home,
        "An old column holds postal addresses for no purpose.",
    ),
    Field(
        "field-birth-day-no-purpose", lambda dice, n, _: f"DOB {_day(dice, n, 1955, 16_000)}",
        "An old column holds dates of birth for no purpose.",
    ),
    Field(
        "field-coordinates-no-purpose", lambda dice, n, _: _place(dice, n, 5),
        "An old column holds where people's houses stand for no purpose.",
    ),
    Field(
        # From a block that is kept for documentation and belongs to nobody.
        "field-ip-no-purpose", lambda _, n, __: f"203.0.113.{n + 1}",
        "An old column holds IP addresses for no purpose.",
    ),
    Field(
        "field-mac-no-purpose", lambda dice, n, _: _card(dice, n, 6),
        "An old column holds addresses of people's network cards for no purpose.",
    ),
    Field(
        "field-pin-no-purpose",
        lambda dice, n, _: f"PIN {CITIES[n % 16][2]}{dice.throw(n, 90):03d}",
        "An old column holds PIN codes of people for no purpose.",
    ),
    Field(
        "field-page-no-purpose", lambda _, n, who: f"https://www.linkedin.com/in/{_slug(who)}-{n}",
        "An old column holds people's pages on a social network for no purpose.",
    ),
    Field(
        "near-part-column", lambda dice, n, _: f"XQ{ids.vehicle(dice, n)[2:]}",
        "Numbers of parts in the shape of a vehicle's registration; no state is called XQ.",
        "field-vehicle-no-purpose",
    ),
    Field(
        "near-board-column", lambda _, n, __: f"queue-{n}@board",
        "Lists on a board with an @, at no domain of the health mission.",
        "field-abha-address-no-purpose",
    ),
    Field(
        "near-renewal-column", lambda dice, n, _: f"Renewal {_day(dice, n, 2018, 600)}",
        "Dates behind the word for something else: renewals, not births.",
        "field-birth-day-no-purpose",
    ),
    Field(
        "near-district-column", lambda dice, n, _: _place(dice, n, 2),
        "Two decimals say a district, not a house.", "field-coordinates-no-purpose",
    ),
    Field(
        "near-release-column", lambda _, n, __: f"version 4.{n % 12}.{n % 7}.{n}",
        "Numbers of releases in the shape of IP addresses.", "field-ip-no-purpose",
    ),
    Field(
        "near-serial-column", lambda dice, n, _: _card(dice, n, 7),
        "Seven pairs of digits: a serial number, no network card has seven.",
        "field-mac-no-purpose",
    ),
    Field(
        "near-invoice-column",
        lambda dice, n, _: f"Inv {CITIES[n % 16][2]}{dice.throw(n, 90):03d}",
        "Six digits behind no word for a PIN code: invoices.", "field-pin-no-purpose",
    ),
    Field(
        "near-firm-page-column",
        lambda _, n, who: f"https://www.linkedin.com/company/{who.firm.split()[0].lower()}-{n}",
        "Pages of firms on a social network.", "field-page-no-purpose", clear=True,
    ),
    Field(
        "near-tan-column", lambda dice, n, _: f"TAN {ids.tan(dice, n)}",
        "Numbers of firms that deduct tax.", "field-vehicle-no-purpose", clear=True,
    ),
    Field(
        "near-cin-column", lambda dice, n, _: ids.cin(dice, n),
        "Numbers of companies.", "field-vehicle-no-purpose", clear=True,
    ),
    Field(
        "near-key-column", lambda dice, n, _: f"key-{ids.hex32(dice.throw(n, 1 << 40), 'key')}",
        "Keys of services: secret, and about nobody.", "field-mac-no-purpose", clear=True,
    ),
)  # fmt: skip


def header_of(number: int) -> str:
    """Return the header of the column with this number, counted from 0."""
    return f"Import field {number + 1}"


HEADER: Final = ("Firm", *(header_of(number) for number in range(len(FIELDS))))
DATASET: Final = ids.table_dataset(HEADER)


def field_id(field: Field) -> str:
    """Return the id that an audit gives to a column."""
    return ids.fold(header_of(FIELDS.index(field))).replace("_", "-")


def write(kit: Kit) -> str:
    """Write the table, as many rows whatever the company's size; return its title."""
    name = f"{TITLE}.csv"
    people = kit.people.some("old-fields", _ROWS)
    dice = [kit.plan.dice(f"old-fields/{field.id}") for field in FIELDS]
    rows: list[list[Cell]] = []
    for n, person in enumerate(people):
        cells = [field.value(chance, n, person) for field, chance in zip(FIELDS, dice, strict=True)]
        kit.canaries.add(
            cell for cell, field in zip(cells, FIELDS, strict=True) if field.beside is None
        )
        rows.append([person.firm, *cells])
    kit.truth.file(name, write_csv(kit.exports / name, HEADER, rows))
    for field in FIELDS:
        # A fault is what the register says of the column: the cells stay, whatever is planted.
        if field.beside is not None or kit.plan.has(field.id):
            kit.truth.plant(field.id, name, len(rows))
    return TITLE
