"""Text for training the names tagger: own templates filled at random, and changes to records."""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from names_script import devanagari, romanised

HERE = Path(__file__).parent / "names"
PACKAGE = Path(__file__).parents[1] / "src/amanat/detect/data"
#: Templates of one kind, and how often of a hundred one is taken.
TEMPLATES = {
    "templates_en": 44,
    "templates_none": 20,
    "templates_hinglish": 14,
    "templates_hi": 16,
    "templates_hi_none": 6,
}
#: Slots filled from a list of `names/own_lists.txt`, and the label of what is filled in.
LISTED = {
    "BRAND": ("brand", "ORG"),
    "STORM": ("storm", "OTHER"),
    "FPLACE": ("fplace", "LOCATION"),
    "STREET": ("street", "LOCATION"),
    "FEST": ("festival", "OTHER"),
    "DEITY": ("deity", "OTHER"),
    "DORG": ("devanagari_org", "ORG"),
    "DFEST": ("devanagari_festival", "OTHER"),
    "T": ("title", None),
    "AFTER": ("after", None),
    "DT": ("devanagari_title", None),
    "DAFTER": ("devanagari_after", None),
    "role": ("role", None),
    "thing": ("thing", None),
    "day": ("day", None),
    "DDAY": ("devanagari_day", None),
    "DROLE": ("devanagari_role", None),
    "LROLE": ("latin_role", None),
}
_SLOT = re.compile(r"\{([A-Z]+|thing|role|day)\}")
_ONSETS = (
    *("b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"),
    *("br", "cr", "dr", "fl", "gr", "kl", "pr", "st", "tr", "ch", "sh", "th"),
)
_TAILS = ("", "", "", "", "ly", "io", "er", "ics", "ora", "ville", "pur", "abad", "ist", "ine")
_INITIALS = "ABCDEGHIJKLMNPRSTVY"


@dataclass(slots=True)
class Record:
    """A text, its spans (start, end, label) in code points, and pieces that teach nothing."""

    text: str
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    skip: list[tuple[int, int]] = field(default_factory=list)


def lines(name: str) -> list[str]:
    """Read the lines of a list."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def sections() -> dict[str, list[str]]:
    """Read the lists written for this project."""
    result: dict[str, list[str]] = {}
    name = ""
    for line in lines("own_lists"):
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            result[name] = [word.strip() for word in line.split(",")]
    return result


class Writer:
    """Fills templates; everything comes from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.own = own = sections()
        packaged = (PACKAGE / "names.txt").read_text(encoding="utf-8").split()
        self.any_indian = [word.title() for word in packaged if word.isascii()]
        # what is written here is as likely as the longer lists from elsewhere
        self.given_indian = [*own["given"], *lines("given_indian"), *own["given"]]
        self.surname_indian = [*own["surname"], *lines("surname_indian"), *own["surname"]]
        self.given_world, self.surname_world = lines("given_world"), lines("surname_world")
        self.places_indian, self.places_world = lines("places_indian"), lines("places_world")
        self.common = " ".join(lines("common_hinglish")).split()
        self.places_native = lines("places_devanagari")
        self.given_native = [*own["devanagari_given"], *lines("given_devanagari")]
        self.surname_native = [*own["devanagari_surname"], *lines("surname_devanagari")]
        self.templates = {
            name: [line.replace("\\n", "\n").replace("\\t", "\t") for line in lines(name)]
            for name in TEMPLATES
        }

    def given(self, *, indian: bool = True) -> str:
        """Return a given name in Latin letters."""
        if not indian:
            return self.rng.choice(self.given_world)
        return self.rng.choice(self.any_indian if self.rng.random() < 0.08 else self.given_indian)

    def surname(self, *, indian: bool = True) -> str:
        """Return a surname in Latin letters."""
        return self.rng.choice(self.surname_indian if indian else self.surname_world)

    def person(self) -> str:
        """Return a name in one of the ways in which people write it."""
        rng = self.rng
        indian = rng.random() < 0.68
        given, surname = self.given(indian=indian), self.surname(indian=indian)
        initial, second, how = rng.choice(_INITIALS), rng.choice(_INITIALS), rng.random()
        if how < 0.33:
            return given
        if how < 0.72:
            return f"{given} {surname}"
        if how < 0.76:
            return f"{given} {self.given(indian=indian)} {surname}"
        if how < 0.80:
            return f"{given} {initial}. {surname}"
        if how < 0.84:
            return f"{initial}. {rng.choice([given, surname])}"
        if how < 0.87:
            return f"{initial}{rng.choice([' ', '.', '. '])}{second}. {surname}"
        if how < 0.91:
            return f"{given} {initial}"
        if how < 0.93:
            return f"{given}-{self.given(indian=indian)} {surname}"
        if how < 0.95:
            return f"{given} {rng.choice(self.own['particle'])} {surname}"
        return surname if how < 0.98 else f"{given} {surname}".upper()

    def given_devanagari(self) -> str:
        """Return a given name in Devanagari."""
        return self._native(self.given_native, self.given_indian)

    def _native(self, listed: list[str], latin: list[str]) -> str:
        how = self.rng.random()
        if how < 0.4:
            written = devanagari(
                self.rng.choice(latin if how < 0.32 else self.given_world), self.rng
            )
            if written:
                return written
        return self.rng.choice(listed)

    def native(self) -> str:
        """Return a name in Devanagari."""
        given = self.given_devanagari()
        surname = self._native(self.surname_native, self.surname_indian)
        rng, how = self.rng, self.rng.random()
        if how < 0.4:
            return given
        if how < 0.83:
            return f"{given} {surname}"
        if how < 0.88:
            return f"{given} {rng.choice(self.given_native)} {surname}"
        if how < 0.94:
            initials = [rng.choice(self.own["devanagari_initial"]) for _ in range(2)]
            first = " ".join(initials[: rng.choice([1, 1, 2])])
            return f"{first} {rng.choice([given, surname])}"
        return surname

    def _number(self, width: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(width))

    def address(self) -> str:
        """Return an address: streets and towns that are named like people are no people."""
        rng = self.rng
        house = rng.choice(self.own["house"]).replace("{}", self._number(rng.choice([1, 2, 3])))
        name = rng.choice([self.given(), self.surname()])
        how = rng.random()
        if how < 0.4:
            street = f"{name} {rng.choice(self.own['street_suffix'])}"
        else:
            street = name if how < 0.65 else rng.choice(self.own["street"])
        parts = [house, street, self.place()]
        if rng.random() < 0.6:
            parts.append(self.place())
        return ", ".join(parts)

    def place(self) -> str:
        """Return a place in Latin letters."""
        how = self.rng.random()
        if how < 0.4:
            return self.rng.choice(self.own["place"])
        return self.rng.choice(self.places_indian if how < 0.8 else self.places_world)

    def invented(self) -> str:
        """Return a word that nobody knows: a capital alone makes no person."""
        rng = self.rng
        syllables = [
            rng.choice(_ONSETS)
            + rng.choice("aeiou")
            + rng.choice(["", "", "n", "r", "x", "l", "s"])
            for _ in range(rng.choice([2, 2, 3, 3, 4]))
        ]
        return "".join(syllables).capitalize() + rng.choice(_TAILS)

    def shop(self) -> str:
        """Return a shop that bears its owner's name."""
        rng = self.rng
        name = rng.choice([self.given(indian=False), self.surname(indian=False), self.surname()])
        return (
            f"{name}'s {rng.choice(self.own['org_suffix'])}" if rng.random() < 0.6 else f"{name}'s"
        )

    def organisation(self) -> str:
        """Return an organisation; many are named after people or places."""
        rng, how = self.rng, self.rng.random()
        if how < 0.40:
            return rng.choice(self.own["org"])
        if how < 0.52:
            return self.invented()
        stems = [
            self.surname(),
            self.given(),
            self.surname(indian=False),
            rng.choice(self.own["place"]),
            rng.choice(self.own["org_stem"]),
            self.invented(),
        ]
        return f"{rng.choice(stems)} {rng.choice(self.own['org_suffix'])}"

    def _value(self, slot: str) -> str:
        rng = self.rng
        word = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(5))
        given, surname = self.given().lower(), self.surname().lower()
        return {
            "PHONE": f"+91 {self._number(10)}",
            "PIN": self._number(6),
            "NUM": self._number(9),
            "PAN": f"{word}{self._number(4)}{word[0]}",
            "IFSC": f"{word[:4]}0{self._number(6)}",
            "UPI": f"{given}{self._number(2)}@okbank",
            "MAIL": f"{given}.{surname}@example.in",
            "AMT": f"Rs {self._number(4)}",
            "DATE": f"{self._number(1)} {rng.choice(self.own['month'])} 2025",
        }[slot]

    def fill(self, slot: str) -> tuple[str, str | None]:
        """Return what stands in a slot and its label."""
        rng = self.rng
        if slot in LISTED:
            name, label = LISTED[slot]
            if slot == "BRAND" and rng.random() < 0.3:
                return f"{self.given(indian=False)}'s", label
            return rng.choice(self.own[name]), label
        if slot == "DLOC":
            known = [self.own["devanagari_place"], self.places_native]
            return rng.choice(rng.choice(known)), "LOCATION"
        makers = {
            "P": (self.person, "PERSON"),
            "F": (lambda: self.given(indian=rng.random() < 0.7), "PERSON"),
            "L": (lambda: self.surname(indian=rng.random() < 0.5), "PERSON"),
            "DP": (self.native, "PERSON"),
            "DF": (self.given_devanagari, "PERSON"),
            "ORG": (self.organisation, "ORG"),
            "INV": (self.invented, "OTHER"),
            "SHOP": (self.shop, "ORG"),
            "ADDR": (self.address, "LOCATION"),
            "LOC": (self.place, "LOCATION"),
        }
        if slot in makers:
            make, made = makers[slot]
            return make(), made
        return self._value(slot), None

    def record(self) -> Record:
        """Write one record of one template or more."""
        rng = self.rng
        name = rng.choices(list(TEMPLATES), list(TEMPLATES.values()))[0]
        parts = [rng.choice(self.templates[name])]
        while rng.random() < 0.25:
            parts.append(rng.choice(self.templates[name]))
        return self.cased(self.filled(rng.choice([" ", "\n"]).join(parts)))

    def filled(self, template: str) -> Record:
        """Fill the slots of a template."""
        pieces: list[tuple[str, str | None]] = []
        at = 0
        for slot in _SLOT.finditer(template):
            pieces += [(template[at : slot.start()], None), self.fill(slot[1])]
            at = slot.end()
        return _assembled([*pieces, (template[at:], None)])

    def cased(self, record: Record) -> Record:
        """Write a record in small letters or capitals now and then, or only its names."""
        how, text = self.rng.random(), record.text
        lowered, raised = text.lower(), text.upper()
        if how < 0.17 and len(lowered) == len(text):
            text = lowered
        elif 0.17 <= how < 0.20 and len(raised) == len(text):
            text = raised
        elif 0.20 <= how < 0.28:
            for start, end, _ in record.spans:
                small = text[start:end].lower()
                if len(small) == end - start:
                    text = text[:start] + small + text[end:]
        return Record(text, record.spans, record.skip)

    def changed(self, record: Record, share: float) -> Record:
        """Put other names in the place of some, and other letter case."""
        pieces: list[tuple[str, str | None]] = []
        at = 0
        marks = sorted([*record.spans, *((start, end, "skip") for start, end in record.skip)])
        for start, end, label in marks:
            if start < at:
                continue
            text = record.text[start:end]
            if label == "PERSON" and self.rng.random() < share:
                text = self.other(text)
            pieces += [(record.text[at:start], None), (text, label)]
            at = end
        return self.cased(_assembled([*pieces, (record.text[at:], None)]))

    def in_latin(self, record: Record) -> Record:
        """Write a Hindi record in Latin letters, names with a capital or without."""
        capital = self.rng.random() < 0.6
        pieces: list[tuple[str, str | None]] = []
        at = 0
        for start, end, label in [*record.spans, (len(record.text), len(record.text), "")]:
            name = romanised(record.text[start:end], self.rng)
            pieces.append((romanised(record.text[at:start], self.rng), None))
            pieces.append((name.title() if capital else name, label))
            at = end
        return _assembled(pieces)

    def other(self, name: str) -> str:
        """Return another name that is written alike."""
        if "\u0900" <= name[0] <= "\u097f":
            return self.native() if " " in name else self.given_devanagari()
        indian = self.rng.random() < 0.5
        words = name.split()
        if len(words) > 2:
            return name
        if len(words) == 2:
            text = f"{self.given(indian=indian)} {self.surname(indian=indian)}"
        elif self.rng.random() < 0.8:
            text = self.given(indian=indian)
        else:
            text = self.surname(indian=indian)
        if name.islower():
            return text.lower()
        return text.upper() if name.isupper() and len(name) > 2 else text


def _assembled(pieces: list[tuple[str, str | None]]) -> Record:
    record = Record("".join(text for text, _ in pieces))
    length = 0
    for text, label in pieces:
        if label == "skip":
            record.skip.append((length, length + len(text)))
        elif label:
            record.spans.append((length, length + len(text), label))
        length += len(text)
    return record
