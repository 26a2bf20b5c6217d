"""The company's customers: each a pure function of the seed and the person's number."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.sample.dice import Ints
from amanat.sample.names import (
    CITIES,
    DEVANAGARI_FIRST,
    DEVANAGARI_LAST,
    FIRM_FORM,
    FIRM_HEAD,
    FIRM_TAIL,
    FIRST,
    HOMES,
    LAST,
    TITLES,
)
from amanat.sample.plan import BLOCK, DOMAIN, Plan

#: Prefixes all of whose numbers are valid Indian mobile numbers.
_MOBILE: Final = ("98", "99", "97", "96", "90", "91", "88", "89", "70", "80", "73", "95")
_PEOPLE_OF_A_FIRM: Final = 6
#: The first people have fixed parts, so that the smallest company has each of them.
OPTED_OUT_ACTIVE, OPTED_OUT_QUIET, OPTED_IN = 5, 6, 8
STAFF: Final = 24
#: So many of ten people in a row use the product: whoever writes events can tell them apart.
USERS_OF_TEN: Final = 7


@dataclass(frozen=True, slots=True)
class Block:
    """People by column; `stray` are those who opted out and whom the fault keeps on the list.

    `created`, `seen` are epoch seconds. `contact`: a Salesforce contact, else a lead.
    """

    index: list[int]
    first: list[str]
    last: list[str]
    name: list[str]
    email: list[str]
    phone: list[str]
    desk_phone: list[str]
    firm: list[int]
    city: list[int]
    pin: list[str]
    street: list[str]
    title: list[str]
    customer: list[str]
    created: list[int]
    seen: list[int]
    contact: list[bool]
    in_hubspot: list[bool]
    in_mixpanel: list[bool]
    in_clevertap: list[bool]
    opted_out: list[bool]
    stray: list[bool]
    opted_in: list[bool]
    no_newsletter: list[bool]

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a block, for texts that name somebody."""

    index: int
    name: str
    email: str
    phone: str
    firm: str


@dataclass(frozen=True, slots=True)
class Staff:
    """One of the company's own people: `user_id` is what the register calls them."""

    user_id: str
    first: str
    last: str
    email: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


def firm_name(number: int) -> str:
    """Return the name of a firm: the same number is the same firm everywhere."""
    head = FIRM_HEAD[number % 30]
    tail = FIRM_TAIL[number // 30 % 20]
    return f"{head} {tail} {FIRM_FORM[number // 600 % 4]}"


def firm_domain(number: int) -> str:
    """Return the mail domain of a firm, below example.in."""
    head = FIRM_HEAD[number % 30]
    tail = FIRM_TAIL[number // 30 % 20]
    return f"{head}{tail}{number}".lower() + ".example.in"


def spelled(phone: str, way: int) -> str:
    """Write a ten-digit mobile number as people write it, in one of six ways."""
    return (
        f"+91 {phone[:5]} {phone[5:]}",
        f"0{phone}",
        f"{phone[:5]}-{phone[5:]}",
        f"+91{phone}",
        phone,
        f"91-{phone}",
    )[way % 6]


def cased(email: str, way: int) -> str:
    """Write an e-mail address in lower case, capitalised, or all upper case."""
    return (email, email, email.capitalize(), email, email.upper())[way % 5]


class People:
    """All customers and the staff of a plan; the last few blocks stay in memory."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.firms = -(-plan.people // _PEOPLE_OF_A_FIRM)
        self.staff = tuple(self.colleague(number) for number in range(1, STAFF + 1))
        self._kept: dict[int, Block] = {}

    def colleague(self, number: int) -> Staff:
        """Return one of our own people, counted from 1; who left stands behind the others."""
        # Fixed strides through the lists give all of them different names.
        first = FIRST[((number - 1) * 37 + 11) % len(FIRST)]
        last = LAST[((number - 1) * 53 + 29) % len(LAST)]
        return Staff(f"user-{number}", first, last, f"{first}.{last}@{DOMAIN}".lower())

    def blocks(self) -> list[tuple[int, int]]:
        """Return (start, stop) of each block of people, in order."""
        total = self.plan.people
        return [(start, min(start + BLOCK, total)) for start in range(0, total, BLOCK)]

    def block(self, start: int, stop: int) -> Block:
        """Return the people from `start` up to `stop`."""
        if start not in self._kept:
            if len(self._kept) >= 3:  # bounds memory; files are written one after the other
                del self._kept[next(iter(self._kept))]
            self._kept[start] = self.at(np.arange(start, stop, dtype=np.int64))
        return self._kept[start]

    def at(self, index: Ints) -> Block:
        """Return the people with these numbers, whatever their order."""
        plan, rows = self.plan, index.tolist()

        def draw(label: str, below: int) -> Ints:
            return plan.dice(f"people/{label}").throws(index, below)

        first = draw("first", len(FIRST)).tolist()
        last = draw("last", len(LAST)).tolist()
        hindi = (index % 50 == 7).tolist()
        scripts = [
            (
                (*DEVANAGARI_FIRST[i % 12], *DEVANAGARI_LAST[i // 50 % 12])
                if is_hindi
                else (FIRST[f], FIRST[f].lower(), LAST[n], LAST[n].lower())
            )
            for i, f, n, is_hindi in zip(rows, first, last, hindi, strict=True)
        ]
        web = (draw("webmail", 100) < 20).tolist()
        firm = (index // _PEOPLE_OF_A_FIRM).tolist()
        email = [
            f"{s[1]}.{s[3]}{i}@mail.example.com"
            if is_web
            else f"{s[1]}.{s[3]}{i % 100}@{firm_domain(f)}"
            for s, i, f, is_web in zip(scripts, rows, firm, web, strict=True)
        ]
        phone = [self._phone(i) for i in rows]
        # Eight people behind one reception desk: a number that must merge nobody.
        shared = (index // 8 % 25 == 0) & (index // 8 * 8 + 8 <= plan.people)
        desk = [
            self._phone(plan.people + i // 8) if is_shared else own
            for i, own, is_shared in zip(rows, phone, shared.tolist(), strict=True)
        ]
        city = draw("city", len(CITIES)).tolist()
        house = draw("house", 9000).tolist()
        first_second, last_second = plan.first_second(), plan.last_second()
        created = first_second + draw("created", last_second - first_second - 86_400)
        seen = created + (draw("seen", 10_000) * ((last_second - created) // 10_000))
        fixed = index == OPTED_OUT_ACTIVE
        in_hubspot = (draw("hubspot", 100) < 85) | (index <= OPTED_IN)
        in_clevertap = in_hubspot & ((draw("clevertap", 100) < 35) | (index <= OPTED_IN))
        opted_out = (draw("optout", 100) < 18) & (index > OPTED_IN)
        opted_out |= fixed | (index == OPTED_OUT_QUIET)
        stray = opted_out & in_clevertap & ((draw("stray", 2) == 0) | fixed)
        stray &= index != OPTED_OUT_QUIET
        return Block(
            index=rows,
            first=[s[0] for s in scripts],
            last=[s[2] for s in scripts],
            name=[f"{s[0]} {s[2]}" for s in scripts],
            email=email,
            phone=phone,
            desk_phone=desk,
            firm=firm,
            city=city,
            pin=[f"{CITIES[c][2]}{h % 90 + 1:03d}" for c, h in zip(city, house, strict=True)],
            street=[
                f"Flat {h + 101}, {HOMES[h % len(HOMES)]}, {i // 7 + 1} Cross Road"
                for i, h in zip(rows, house, strict=True)
            ],
            title=[TITLES[t] for t in draw("title", len(TITLES)).tolist()],
            customer=[f"SCU-{i + 100_000}" for i in rows],
            created=created.tolist(),
            seen=seen.tolist(),
            contact=((draw("contact", 100) < 80) | shared).tolist(),
            in_hubspot=in_hubspot.tolist(),
            in_mixpanel=(index % 10 < USERS_OF_TEN).tolist(),
            in_clevertap=in_clevertap.tolist(),
            opted_out=opted_out.tolist(),
            stray=stray.tolist(),
            opted_in=(~opted_out & ((draw("optin", 100) < 60) | (index == OPTED_IN))).tolist(),
            no_newsletter=(draw("newsletter", 100) < 6).tolist(),
        )

    def _phone(self, number: int) -> str:
        # An odd factor is coprime to 10**8, so that no two people get one number.
        spread = (number // len(_MOBILE) * 61_803_399 + self.plan.seed * 7_919) % 10**8
        return f"{_MOBILE[number % len(_MOBILE)]}{spread:08d}"

    def some(self, label: str, count: int) -> list[Person]:
        """Return `count` different people with names in Latin script, for sheets and pages."""
        picked = self.plan.dice(f"some/{label}").distinct(count, self.plan.people * 49 // 50)
        # Every fiftieth person writes Devanagari: step over those numbers.
        numbers = [n + (n + 42) // 49 for n in picked]
        block = self.at(np.array(numbers, dtype=np.int64))
        return [person_of(block, row) for row in range(len(block))]


def person_of(block: Block, row: int) -> Person:
    """Return one person of a block."""
    return Person(
        block.index[row],
        block.name[row],
        block.email[row],
        block.phone[row],
        firm_name(block.firm[row]),
    )
