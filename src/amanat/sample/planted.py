"""Notes that are planted among ordinary ones: sensitive ones by fault, near misses beside them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.sample import ids
from amanat.sample.dice import Dice
from amanat.sample.notes import ordinary, subjects
from amanat.sample.numbered import NUMBERED
from amanat.sample.people import Block, People, Person, person_of
from amanat.sample.plan import Plan
from amanat.sample.truth import Canaries, Truth


@dataclass(frozen=True, slots=True)
class Planted:
    """A note that replaces ordinary ones in one file.

    `id`: a fault's id, or a near miss's. `usual`: how many rows in the default company.
    `value`: which identifier fills `{value}`; None: the texts hold none. `counted`: a finding says
    in how many records and of how many people; else it is one of the whole dataset.
    """

    id: str
    usual: int
    texts: tuple[str, ...]
    value: str | None = None
    fault: bool = True
    counted: bool = True


#: File label -> what is planted there, before what `NUMBERED` adds. Order fixes the rows: append,
#: never insert.
_NOTES: Final[dict[str, tuple[Planted, ...]]] = {
    "freshdesk/tickets": (
        Planted(
            "ids-aadhaar-tickets",
            27,
            (
                "KYC check: {name} shared Aadhaar {value} in the reply, account verified.",
                "Aadhaar number {value} hai, please update kar dijiye. {name}",
                "Please find my aadhar no {value} for the e-sign step. Regards, {name}",
                "{name} ka Aadhaar: {value}. Verification pending.",
            ),
            "aadhaar",
        ),
        Planted(
            "near-transaction-number",
            8,
            ("Transaction {value} shows as pending for {firm}, please check the gateway log.",),
            "transaction",
            fault=False,
        ),
        Planted(
            "ids-account-tickets",
            14,
            (
                "{name} asked to refund to bank account no {value} by Friday.",
                "Refund {name} ke a/c {value} mein bhejna hai.",
                "NEFT to {name}, beneficiary account {value}, was sent back.",
            ),
            "account",
        ),
        Planted(
            "near-mention",
            6,
            ("Tagged {value} in the review thread of {firm}.",),
            "mention",
            fault=False,
        ),
    ),
    "hubspot/tickets": (
        Planted(
            "ids-pan-hubspot-tickets",
            12,
            (
                "{name} sent PAN {value} for the vendor form.",
                "PAN card number of {name} is {value}, needed for the agreement.",
            ),
            "pan",
        ),
        Planted(
            "near-order-number",
            10,
            (
                "Order number {value} of {firm} was shipped to the wrong branch.",
                "Please track order {value}, courier says it is on the way.",
            ),
            "order",
            fault=False,
        ),
        Planted(
            "ids-gstin-hubspot-tickets",
            7,
            (
                "{name} trades as a sole proprietor, GSTIN {value} goes on the invoice.",
                "GST number of {name} is {value}, a proprietor since 2019.",
            ),
            "gstin_person",
        ),
        Planted(
            "near-parcel-number",
            8,
            (
                "Parcel {value} for {firm} is with the courier.",
                "Customer account {value} of {firm} was merged with the new one.",
            ),
            "parcel",
            fault=False,
        ),
    ),
    "salesforce/case": (
        Planted(
            "near-masked-aadhaar",
            8,
            ("E-sign done, document shows Aadhaar {value} only.",),
            "masked",
            fault=False,
        ),
        Planted(
            "near-company-pan",
            8,
            ("Invoice should carry the company PAN {value} of {firm}.",),
            "company_pan",
            fault=False,
        ),
        Planted(
            "near-company-gstin",
            5,
            ("Please put GSTIN {value} of {firm} on the next invoice.",),
            "gstin",
            fault=False,
        ),
        Planted(
            "ids-upi-cases",
            11,
            (
                "{name} wants the refund on UPI: {value}.",
                "Payment {value} par bhej dijiye, {name} ne confirm kiya.",
            ),
            "upi",
        ),
        Planted(
            "near-branch-code",
            6,
            ("Refunds of {firm} go to the branch {value}, see the vendor form.",),
            "ifsc",
            fault=False,
        ),
        Planted(
            "near-password-reset",
            6,
            (
                "{name} forgot the password: reset link was sent.",
                "Password: ******** stays on the screen of {firm}, please hide the field.",
            ),
            fault=False,
        ),
    ),
    "salesforce/task": (
        Planted(
            "ids-card-task",
            9,
            (
                "{name} read out the card {value} on the call, asked to save it for auto-renewal.",
                "Card number {value} se renewal karna hai, {name} ne confirm kiya.",
            ),
            "card",
        ),
        Planted(
            "near-food-court",
            6,
            ("{name} asked: please cancel my food court plan from next month.",),
            fault=False,
        ),
        Planted(
            "spdi-password-tasks",
            5,
            (
                "{name} sent the login password: {value} so that we look into it.",
                "Portal ka pwd = {value} hai, {name} ne call par bataya.",
            ),
            "password",
            counted=False,
        ),
    ),
    "notion/pages": (
        Planted(
            "ids-pan-notion",
            6,
            ("PAN of {name} for the tax form: {value}.",),
            "pan",
        ),
    ),
}

NOTES: Final = {
    label: planted
    + tuple(
        Planted(each.id, each.usual, each.texts, each.id, each.beside is None)
        for each in NUMBERED
        if each.label == label
    )
    for label, planted in _NOTES.items()
}

#: Values that are personal, with every way in which they are written.
_PERSONAL: Final = frozenset(
    ["aadhaar", "masked", "card", "pan", "gstin_person", "upi", "account", "password"]
    + [each.id for each in NUMBERED if each.beside is None]
)
_HANDLES: Final = ("okaxis", "ybl", "okhdfcbank")
_SECRETS: Final = ("Monsoon", "Kadamba", "Peepal")


def value_of(plan: Plan, kind: str, index: int, person: Person) -> str:
    """Return an identifier as it is written in a note."""
    dice = plan.dice(f"value/{kind}")
    return _NUMBERS[kind](dice, index) if kind in _NUMBERS else _VALUES[kind](dice, index, person)


def _aadhaar(dice: Dice, index: int, _: Person) -> str:
    digits = ids.aadhaar(dice, index)
    return (ids.in_groups(digits), digits, ids.in_groups(digits, "-"))[index % 3]


def _card(dice: Dice, index: int, _: Person) -> str:
    digits = ids.card(dice, index)
    return digits if index % 2 else ids.in_groups(digits)


def _pan(dice: Dice, index: int, person: Person) -> str:
    return ids.pan(dice, index, initial=_initial(person))


def _initial(person: Person) -> str:
    # The e-mail has the surname in Latin letters, whatever script the name is in.
    return person.email.split(".")[1][0].upper()


def _upi(_: Dice, index: int, person: Person) -> str:
    who = person.phone if index % 3 == 1 else person.email.split("@")[0]
    return f"{who}@{_HANDLES[index % 3]}"


def _password(dice: Dice, index: int, _: Person) -> str:
    return f"{_SECRETS[index % 3]}#{dice.throw(index, 9000) + 1000}"


#: What fills `{value}`, from the chance of its kind, the number of the note and its person.
_VALUES: Final[dict[str, Callable[[Dice, int, Person], str]]] = {
    "aadhaar": _aadhaar,
    "account": lambda dice, index, _: ids.account(dice, index),
    "card": _card,
    "company_pan": lambda d, index, who: ids.pan(d, index, holder="C", initial=who.firm[0]),
    "gstin": lambda dice, index, _: ids.gstin(dice, index),
    "gstin_person": lambda d, index, who: ids.gstin(d, index, holder="P", initial=_initial(who)),
    "ifsc": lambda dice, index, _: ids.ifsc(dice, index),
    "masked": lambda dice, index, _: ids.masked(ids.aadhaar(dice, index)),
    "mention": lambda _, index, who: f"{who.email.split('.')[0]}@{('review', 'team')[index % 2]}",
    "order": lambda dice, index, _: ids.order_number(dice, index),
    "pan": _pan,
    "parcel": lambda dice, index, _: ids.account(dice, index),
    "password": _password,
    "transaction": lambda dice, index, _: ids.transaction_number(dice, index),
    "upi": _upi,
}
_NUMBERS: Final = {each.id: each.value for each in NUMBERED}


class Notes:
    """The notes of one file: ordinary rows, and planted ones at rows of their own."""

    def __init__(
        self, plan: Plan, label: str, where: str, canaries: Canaries, truth: Truth
    ) -> None:
        self._plan, self._label = plan, label
        self._where, self._canaries, self._truth = where, canaries, truth
        self._at: dict[int, tuple[Planted, int]] = {}

    def spread(self, total: int) -> "Notes":
        """Choose the rows of everything planted among `total` rows; returns itself."""
        kinds = NOTES.get(self._label, ())
        counts = [min(kind.usual, max(1, total // 20)) for kind in kinds]
        rows = self._plan.dice(f"{self._label}/rows").distinct(sum(counts), total)
        for kind, count in zip(kinds, counts, strict=True):
            mine, rows = rows[:count], rows[count:]
            # Rows are drawn for all, so that a fault that is left out moves no other.
            if not kind.fault or self._plan.has(kind.id):
                self._at |= {row: (kind, number) for number, row in enumerate(mine)}
        return self

    def planted(self, row: int, person: Person) -> str | None:
        """Return what is planted at this row, or None; notes it in truth and canaries."""
        found = self._at.get(row)
        if found is None:
            return None
        kind, number = found
        value = value_of(self._plan, kind.value, number, person) if kind.value else ""
        if kind.value in _PERSONAL:
            self._canaries.add([value, value.replace(" ", "").replace("-", "")])
        if kind.value == "gstin_person":
            self._canaries.add([value[2:12]])  # the PAN in it
        self._truth.plant(kind.id, self._where, 1, [person.index] if kind.counted else ())
        text = kind.texts[number % len(kind.texts)]
        return text.format(name=person.name, firm=person.firm, value=value)

    def rows(self, block: Block, first: int, stop: int, at: list[int]) -> list[str]:
        """Return the notes of rows `first` to `stop`; row i is about person `at[i]` of `block`."""
        index = np.arange(first, stop, dtype=np.int64)
        texts = ordinary(self._plan, self._label, index, block, at)
        for row in self._at:
            if first <= row < stop:
                special = self.planted(row, person_of(block, at[row - first]))
                texts[row - first] = special or texts[row - first]
        return texts

    def subjects(self, first: int, stop: int) -> list[str]:
        """Return ordinary subject lines for rows `first` to `stop`."""
        return subjects(self._plan, self._label, np.arange(first, stop, dtype=np.int64))


def rows_by_block(
    plan: Plan, people: People, total: int, extra: int = 0
) -> Iterable[tuple[Block, int, int, list[int]]]:
    """Spread `total` rows evenly over all people; `extra` more stand at the end.

    Yields (block, first row, stop row, for each row the place of its person in the block).
    """
    for start, stop in people.blocks():
        block = people.block(start, stop)
        first = -(-start * total // plan.people)
        last = -(-stop * total // plan.people)
        yield block, first, last, [row * plan.people // total - start for row in range(first, last)]
        if extra and stop == plan.people:
            yield block, total, total + extra, [(row * 7) % len(block) for row in range(extra)]
